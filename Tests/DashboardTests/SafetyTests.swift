import FunnelCore
import SeededRandom
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Safety of the dashboard` {
  static let hostile = [
    "\u{1B}[2J\u{1B}]0;x\u{7}", "a\u{202E}b\u{2066}c", "買い物かごに入れる商品を見る", "\u{9B}31m\u{85}",
    "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "tab\tline\nend\r", String(repeating: "very long ", count: 50),
    "",
  ]

  /// A dashboard with a text in every place data can come from.
  static func dashboard(_ text: String, ascii: Bool, size: Size) -> DashboardModel {
    let names = (0..<6).map { _ in text }
    var query = Samples.query(names, columns: [text, text + "2"])
    query.segments = [Segment(columns: [text], values: [text])]
    query.filter = .comparison(column: text, .equal, value: text)
    var data = Samples.data()
    data.summary.files = [text]
    data.summary.format = text
    data.summary.roles = EventStore.ColumnRoles(unit: text, time: text, event: text)
    data.summary.rejections.add(
      Rejections.Line(file: text, number: 1, reason: text), kind: text)
    data.columns.append(DataState.Column(name: text, distinctValues: 4))
    var model = DashboardModel(
      options: DashboardOptions(sourceName: text, ascii: ascii, query: query))
    _ = model.update(.resized(size))
    let group = Samples.group(.values([text]), Samples.counts, -0.1, .worse)
    model.answerAll(.data(data)) {
      Samples.result(for: $0, names: names, groups: [[group, Samples.devices[1]]])
    }
    return model
  }

  /// Whether every row has exactly the screen's width and nothing in it can command a terminal.
  static func isSound(_ canvas: Canvas) -> Bool {
    canvas.lines.allSatisfy { line in
      DisplayText(line.replacing("\\", with: "/")).width == canvas.size.columns
        && !line.contains("\n")
        && line.unicodeScalars.allSatisfy { scalar in
          scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            && !(0x202A...0x202E).contains(scalar.value)
            && !(0x2066...0x2069).contains(scalar.value)
        }
    }
  }

  @Test(arguments: hostile, `Pictures of the dashboard`.sizes)
  func `no text from data breaks the grid`(text: String, size: Size) {
    for ascii in [false, true] {
      var model = Self.dashboard(text, ascii: ascii, size: size)
      #expect(Self.isSound(model.view(size)))
      model.send(.tab, .enter)
      model.type("d")
      #expect(Self.isSound(model.view(size)))
      _ = model.update(.failed(text + "\n" + text))
      #expect(Self.isSound(model.view(size)))
    }
  }

  @Test func `five thousand random keys at random sizes never break it`() {
    var random = SplitMix64(state: 20_261_121)
    let keys = KeyTable.entries.flatMap(\.keys) + [.function(7), .insert, .character("ü")]
    var model = Samples.dashboard()
    var waiting: [(Int, FunnelQuery)] = []
    for press in 0..<5_000 {
      var effects: [DashboardEffect] = []
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        let size = Size(
          columns: Int.random(in: 0...210, using: &random),
          rows: Int.random(in: 0...64, using: &random))
        effects = model.update(.resized(size))
      case 1:
        effects = model.update(.data(Samples.data(events: press, rejected: press % 3)))
      case 2: effects = model.update(.spinnerTick)
      case 3...6:
        if let (id, query) = waiting.popLast() {
          let answer: Result<FunnelResult, QueryError> =
            press % 7 == 0 ? .failure(.contradiction("that")) : .success(Samples.result(for: query))
          effects = model.update(.answered(id: id, answer))
        }
      default:
        effects = model.update(.key(keys.randomElement(using: &random) ?? .enter))
      }
      for case .recompute(let id, let query) in effects { waiting.append((id, query)) }
      #expect(model.query.funnel.steps.indices.contains(model.selectedStep))
      #expect(model.panes.contains(model.focus))
      #expect(model.query.breakdowns.count <= 2)
      guard press % 10 == 0 else { continue }
      let canvas = model.view(model.size)
      #expect(canvas.size == model.size)
      #expect(Self.isSound(canvas))
    }
  }
}
