import Foundation
import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Pictures of the dashboard` {
  static let sizes = [
    Size(columns: 200, rows: 60), Size(columns: 120, rows: 40), Size(columns: 80, rows: 24),
    Size(columns: 60, rows: 20), Size(columns: 40, rows: 10), Size(columns: 20, rows: 5),
    Size(columns: 1, rows: 1),
  ]

  /// The rows without trailing spaces, which no one can see.
  static func picture(_ model: DashboardModel) -> String {
    model.view(model.size).lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  @Test(arguments: sizes, [false, true])
  func `the funnel at every size`(size: Size, ascii: Bool) throws {
    let model = Samples.dashboard(ascii: ascii, size: size)
    try expectGolden(
      Self.picture(model), "funnel-\(size.columns)x\(size.rows)\(ascii ? "-ascii" : "")")
  }

  @Test(arguments: sizes)
  func `drawing in ASCII leaves nothing that is not ASCII`(size: Size) {
    var model = Samples.dashboard(ascii: true, size: size)
    #expect(model.text.isAllASCII)
    for key in "b%dsu?" {
      model.type(String(key))
      #expect(model.text.isAllASCII, "after \(key)")
    }
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func `the help`(size: Size) throws {
    var model = Samples.dashboard(size: size)
    model.type("?")
    try expectGolden(Self.picture(model), "help-\(size.columns)x\(size.rows)")
  }

  @Test func `the detail of a step at 80x24`() throws {
    var model = Samples.dashboard()
    model.type("3")
    model.send(.backTab)
    try expectGolden(Self.picture(model), "detail-80x24")
  }

  @Test(arguments: [1, 3])
  func `an interval is told whole or not at all, and of all shares alike`(step: Int) {
    var wordings: Set<String> = []
    for columns in 50...200 {
      var model = Samples.dashboard(size: Size(columns: columns, rows: 40))
      model.type("\(step)")
      if !model.text.contains("reached by") { model.send(.backTab) }
      let lines = model.text.split(separator: "\n").compactMap { line -> String? in
        let parts = line.split(separator: "│").map(String.init) + [String(line)]
        guard let part = parts.first(where: { $0.firstMatch(of: /reached by|of step \d/) != nil })
        else { return nil }
        let isWhole = part.firstMatch(of: /\d %\)/) != nil
        #expect(isWhole == part.contains("("), "\(columns): \(part)")
        let names = ["95 % interval ", "95 %: "].first { part.contains("(\($0)") }
        return names ?? (isWhole ? "interval" : "share")
      }
      #expect(lines.count == (step == 1 ? 1 : 2) && Set(lines).count == 1, "\(columns): \(lines)")
      wordings.formUnion(lines)
    }
    #expect(wordings == ["95 % interval ", "95 %: ", "interval", "share"])
  }

  @Test func `twelve steps at 80x24 scroll with the selection`() throws {
    let names = (1...12).map { "step number \($0)" }
    let counts = (0..<12).map { 5_000 - $0 * 400 }
    var model = Samples.dashboard(query: Samples.query(names)) {
      Samples.result(for: $0, counts: counts, names: names)
    }
    try expectGolden(Self.picture(model), "twelve-steps-80x24")
    _ = model.update(.resized(Size(columns: 80, rows: 12)))
    model.type("G")
    #expect(model.text.contains("12 step number 12"))
    #expect(!model.text.contains(" 1 step number 1 "))
  }

  @Test func `before the first data the file being read is named`() {
    var model = DashboardModel(options: DashboardOptions(sourceName: "big.csv"))
    _ = model.update(.resized(Size(columns: 60, rows: 12)))
    #expect(model.text.contains("reading big.csv"))
  }

  @Test func `nobody entered, one step and nobody lost are said`() {
    let empty = Samples.dashboard {
      Samples.result(for: $0, counts: [0, 0, 0, 0, 0, 0], groups: [[], []])
    }
    #expect(empty.text.contains("no user entered this funnel"))
    let one = Samples.dashboard(query: Samples.query(["a"])) {
      Samples.result(for: $0, counts: [7], names: ["a"])
    }
    #expect(one.text.contains("one step: nothing can be lost"))
    let kept = Samples.dashboard { Samples.result(for: $0, counts: [5, 5, 5, 5, 5, 5]) }
    #expect(kept.text.contains("nobody is lost"))
  }

  @Test func `a problem is shown with what to do`() {
    var model = Samples.dashboard()
    model.type("<")
    guard case .recompute(let id, _)? = model.update(.data(Samples.data(events: 9))).first else {
      Issue.record("no question was asked")
      return
    }
    let error = QueryError.unknownColumn(name: "devise", suggestions: ["device"])
    _ = model.update(.answered(id: id, .failure(error)))
    #expect(model.text.contains("no column \"devise\""))
    #expect(model.text.contains("Did you mean device?"))
    #expect(model.text.contains("u to undo"))
  }

  @Test func `undo is not advised where nothing was changed`() {
    for error in [
      QueryError.contradiction("a window from the previous step needs an order"),
      .unknownColumn(name: "devise", suggestions: []),
      .invalidPattern(pattern: "(", reason: "a bracket is open"),
    ] {
      var model = Samples.dashboard()
      guard case .recompute(let id, _)? = model.update(.data(Samples.data(events: 9))).first else {
        Issue.record("no question was asked")
        return
      }
      _ = model.update(.answered(id: id, .failure(error)))
      #expect(model.text.contains("problem"))
      #expect(!model.text.contains("undo"))
    }
  }

  @Test func `the advice to name the steps is a command that works`() throws {
    var data = Samples.data()
    data.eventNames = ["view item", "it's", "buy"].map { .init(name: $0, count: 1) }
    var model = DashboardModel(options: DashboardOptions(sourceName: "a"))
    model.answerAll(.data(data))
    let line = try #require(model.lines(80, 24).first { $0.contains("--steps") })
    let words = line.trimmingCharacters(in: .whitespaces)
    #expect(words == #"funneltop FILE --steps '"view item" > "it'\''s" > buy'"#)
    let text = try #require(words.split(separator: " ", maxSplits: 3).last)
    let argument = text.dropFirst().dropLast().replacingOccurrences(of: #"'\''"#, with: "'")
    let funnel = try FunnelDefinition(parsing: argument)
    #expect(funnel.steps.map(\.label) == ["view item", "it's", "buy"])
  }

  @Test(arguments: sizes.dropLast())
  func `the footer holds only whole entries of the key table`(size: Size) {
    for keys in ["", "\t", "?"] {
      var model = Samples.dashboard(size: size)
      for key in keys { model.send(key == "\t" ? .tab : .character(key)) }
      var rest = model.view(size).lines[size.rows - 1].split(separator: " ").joined(separator: " ")
      let screen = Screen(model: model, size: size)
      #expect(!screen.footerEntries.isEmpty)
      for entry in screen.footerEntries {
        let keys = entry.footerKeys(Glyphs(ascii: false))
        #expect(rest.hasPrefix(keys + " "))
        rest = String(rest.dropFirst(keys.count + 1))
        let label = screen.footerLabel(entry)
        #expect(rest.hasPrefix(label))
        rest = String(rest.dropFirst(label.count).drop { $0 == " " })
      }
      #expect(rest.isEmpty)
    }
  }

  @Test(arguments: sizes.dropLast(2))
  func `counts and the worst step are never given up`(size: Size) {
    let model = Samples.dashboard(size: size)
    for count in ["20,000", "12,461", "5,109", "2,810", "1,969", "1,599"] {
      #expect(model.text.contains(count))
    }
    #expect(model.text.contains("59.0 %"))
    #expect(model.text.contains("worst"))
  }
}
