import FunnelCore
import TerminalUI

@testable import Dashboard

/// Hand-made results and states to draw.
enum Samples {
  static let names = [
    "landing_page", "product_view", "add_to_cart", "checkout", "checkout_payment", "purchase",
  ]
  static let counts = [20_000, 12_461, 5_109, 2_810, 1_969, 1_599]

  static func time(_ seconds: Double) -> TimeSummary? {
    TimeSummary(
      microseconds: [0.25, 0.5, 1, 1.5, 3, 6, 9].map { Int64($0 * seconds * 1_000_000) })
  }

  static func funnel(
    _ counts: [Int], names: [String] = names, times: Bool = true
  ) -> FunnelNumbers {
    let steps = counts.enumerated().map { index, count in
      StepNumbers(
        label: names[index % names.count], count: count,
        fromFirst: Proportion(count, of: counts[0]),
        fromPrevious: index == 0 ? nil : Proportion(count, of: counts[index - 1]),
        lost: index + 1 < counts.count ? count - counts[index + 1] : nil,
        time: times && index > 0 ? time(Double(index) * 84) : nil)
    }
    return FunnelNumbers(steps: steps, time: times ? time(5_000) : nil)
  }

  static func group(
    _ kind: GroupNumbers.Kind, _ counts: [Int], _ difference: Double,
    _ verdict: ProportionDifference.Verdict
  ) -> GroupNumbers {
    GroupNumbers(
      kind: kind, funnel: funnel(counts),
      versusRest: ProportionDifference(
        difference: difference, interval: difference - 0.01...difference + 0.01, p: nil,
        pAdjusted: nil, verdict: verdict))
  }

  static let devices = [
    group(.values(["mobile"]), [11_346, 6_900, 2_300, 1_150, 780, 590], -0.0646, .worse),
    group(.values(["desktop"]), [6_654, 4_361, 2_400, 1_450, 1_050, 901], 0.083, .better),
    group(.values(["tablet"]), [1_988, 1_192, 405, 208, 137, 107], -0.029, .worse),
    group(.notSet, [12, 8, 4, 2, 2, 1], 0.003, .tooFew),
  ]

  static let sources = [
    group(.values(["(direct)"]), [5_155, 3_200, 1_300, 700, 500, 392], -0.005, .noDifference),
    group(.values(["news.example"]), [4_977, 3_000, 1_250, 680, 470, 368], -0.008, .noDifference),
    group(.values(["google.com"]), [4_941, 3_100, 1_300, 730, 510, 435], 0.011, .better),
    group(.values(["t.co"]), [4_000, 2_600, 1_030, 570, 400, 332], 0.004, .noDifference),
    group(.other(groups: 31), [927, 561, 229, 130, 89, 72], -0.002, .noDifference),
  ]

  static func query(
    _ names: [String] = names, columns: [String] = ["device", "source"]
  ) -> FunnelQuery {
    var query = FunnelQuery(
      funnel: FunnelDefinition(
        steps: names.map { FunnelStep(matchers: [EventMatcher(name: .exact($0))]) }))
    query.breakdowns = columns.map { Breakdown(columns: [$0]) }
    return query
  }

  static func result(
    for query: FunnelQuery, counts: [Int] = counts, names: [String] = names, times: Bool = true,
    groups: [[GroupNumbers]] = [devices, sources]
  ) -> FunnelResult {
    FunnelResult(
      query: query, funnel: funnel(counts, names: names, times: times),
      breakdowns: query.breakdowns.enumerated().map {
        BreakdownNumbers(breakdown: $0.element, groups: groups[$0.offset % groups.count])
      })
  }

  static func data(
    events: Int = 43_948, rejected: Int = 2, progress: DataState.Progress? = nil,
    following: DataState.Following? = nil, isPartial: Bool = false
  ) -> DataState {
    var rejections = Rejections()
    for index in 0..<rejected {
      rejections.add(
        Rejections.Line(file: "shop.csv", number: 17 + index, reason: "no time: \"soon\""),
        kind: "no time")
    }
    return DataState(
      summary: DataSummary(
        files: ["shop.csv"], format: "csv",
        roles: EventStore.ColumnRoles(unit: "user_id", time: "ts", event: "event"), events: events,
        units: 20_000, rejections: rejections,
        timeRange: Timestamp(
          rawValue: 1_780_000_000_000_000)...Timestamp(
            rawValue: 1_780_900_000_000_000)),
      eventNames: names.map { DataState.EventName(name: $0, count: 100) },
      columns: [
        DataState.Column(name: "event", distinctValues: 6),
        DataState.Column(name: "source", distinctValues: 35),
        DataState.Column(name: "device", distinctValues: 3),
        DataState.Column(name: "country", distinctValues: 120),
        DataState.Column(name: "plan", distinctValues: 4),
      ],
      isPartial: isPartial, progress: progress, following: following)
  }

  /// A dashboard with data and an answer.
  static func dashboard(
    ascii: Bool = false, query: FunnelQuery = query(), data: DataState = data(),
    size: Size = Size(columns: 80, rows: 24), isProposed: Bool = false,
    answer: (FunnelQuery) -> FunnelResult = { result(for: $0) }
  ) -> DashboardModel {
    var model = DashboardModel(
      options: DashboardOptions(
        sourceName: "shop.csv", ascii: ascii, query: query, isProposed: isProposed))
    _ = model.update(.resized(size))
    _ = model.update(.clock("10:42:07"))
    model.answerAll(.data(data), with: answer)
    return model
  }
}

extension DashboardModel {
  /// Sends a message and answers the questions that follow.
  @discardableResult mutating func answerAll(
    _ message: DashboardMessage,
    with answer: (FunnelQuery) -> FunnelResult = { Samples.result(for: $0) }
  ) -> [DashboardEffect] {
    let effects = update(message)
    for case .recompute(let id, let query) in effects {
      _ = update(.answered(id: id, .success(answer(query))))
    }
    return effects
  }

  /// Presses keys one after the other and returns the last key's effects.
  @discardableResult mutating func send(_ keys: Key...) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for key in keys { effects = answerAll(.key(key)) }
    return effects
  }

  /// Types characters and returns the last one's effects.
  @discardableResult mutating func type(_ text: String) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for character in text { effects = answerAll(.key(.character(character))) }
    return effects
  }

  /// The rows of the screen at a size.
  func lines(_ columns: Int, _ rows: Int) -> [String] {
    view(Size(columns: columns, rows: rows)).lines
  }

  /// The screen as one text, at the size told to the dashboard.
  var text: String { view(size).lines.joined(separator: "\n") }
}

extension String {
  /// Whether every character is ASCII.
  var isAllASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
