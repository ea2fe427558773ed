import FunnelCore
import FunnelDemo
import FunnelReport

/// Results put together by hand, and one counted by the engine.
enum ReportSamples {
  static func funnel(_ counts: [(String, Int)], seconds: [Double] = []) -> FunnelNumbers {
    let first = counts.first?.1 ?? 0
    let time = TimeSummary(microseconds: seconds.map { Int64($0 * 1_000_000) })
    let steps = counts.enumerated().map { index, step in
      StepNumbers(
        label: step.0, count: step.1, fromFirst: Proportion(step.1, of: first),
        fromPrevious: index == 0 ? nil : Proportion(step.1, of: counts[index - 1].1),
        lost: index + 1 < counts.count ? step.1 - counts[index + 1].1 : nil,
        time: index == 0 ? nil : time)
    }
    return FunnelNumbers(steps: steps, time: time)
  }

  static func query(_ names: [String]) -> FunnelQuery {
    FunnelQuery(
      funnel: FunnelDefinition(
        steps: names.map { FunnelStep(matchers: [EventMatcher(name: .exact($0))]) }))
  }

  static func summary(file: String = "shop.csv", rejections: Rejections = .init()) -> DataSummary {
    DataSummary(
      files: [file], format: "csv",
      roles: .init(unit: "user_id", time: "ts", event: "event", session: nil),
      events: 12_345, units: 1000, rejections: rejections,
      timeRange: Timestamp(rawValue: 0)...Timestamp(rawValue: 86_400_500_000))
  }

  static func report(
    _ counts: [(String, Int)], seconds: [Double] = [], groups: [GroupNumbers] = [],
    by columns: [String] = ["device"], isProposed: Bool = false
  ) -> Report {
    var query = query(counts.map(\.0))
    if !groups.isEmpty { query.breakdowns = [Breakdown(columns: columns)] }
    let breakdowns = query.breakdowns.map { BreakdownNumbers(breakdown: $0, groups: groups) }
    let result = FunnelResult(
      query: query, funnel: funnel(counts, seconds: seconds), breakdowns: breakdowns)
    return Report(summary: summary(), result: result, isProposed: isProposed)
  }

  static let shop: [(String, Int)] = [("visit", 1000), ("cart", 400), ("buy", 150)]

  static let devices = [
    GroupNumbers(
      kind: .values(["mobile"]), funnel: funnel([("visit", 600), ("cart", 200), ("buy", 30)]),
      versusRest: ProportionDifference(
        difference: -0.25, interval: -0.3...(-0.2), p: 0.0001, pAdjusted: 0.0003,
        verdict: .worse)),
    GroupNumbers(
      kind: .notSet, funnel: funnel([("visit", 20), ("cart", 0), ("buy", 0)]),
      versusRest: ProportionDifference(
        difference: -0.153, interval: -0.2...0.05, p: nil, pAdjusted: nil, verdict: .tooFew)),
    GroupNumbers(
      kind: .other(groups: 12), funnel: funnel([("visit", 380), ("cart", 200), ("buy", 120)]),
      versusRest: nil),
  ]

  /// The demo's funnel split by device and by source and campaign, counted by the engine.
  static func demo(users: Int = 2000) throws -> Report {
    let simulation = ShopSimulation(users: users, seed: 5)
    let store = simulation.makeStore()
    var query = FunnelQuery(funnel: ShopSimulation.funnel)
    query.breakdowns = [
      Breakdown(columns: ["device"]), Breakdown(columns: ["source", "campaign"]),
    ]
    let result = try LocalBackend(store: store).answer(query)
    return Report(summary: simulation.summary(of: store), result: result)
  }
}
