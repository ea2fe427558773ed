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

  /// A report with everything in it: sessions, reasons, an optional step, groups, trend, histogram.
  static func full() -> Report {
    let names = ["visit", "cart", "coupon", "buy"]
    var query = query(names)
    query.funnel.steps[2].isOptional = true
    query.rules.unit = .session
    query.rules.heldColumn = "order_id"
    query.rules.from = Timestamp(rawValue: 0)
    query.breakdowns = [Breakdown(columns: ["device"])]
    let buyers = TimeSummary(microseconds: [60_000_000, 4_000_000_000])
    func step(_ index: Int, _ count: Int, of whole: Int) -> StepNumbers {
      StepNumbers(
        label: names[index], count: count, fromFirst: Proportion(count, of: 1000),
        fromPrevious: index == 0 ? nil : Proportion(count, of: whole), isOptional: index == 2,
        lost: nil, time: index == 0 ? nil : buyers)
    }
    var steps = [
      step(0, 1000, of: 0), step(1, 400, of: 1000), step(2, 90, of: 150), step(3, 150, of: 400),
    ]
    (steps[0].lost, steps[0].reasons) = (600, reasons([.left: 500, .late: 80, .open: 20]))
    (steps[1].lost, steps[1].reasons) = (
      250, reasons([.left: 200, .excluded: 25, .outOfOrder: 25])
    )
    let funnel = FunnelNumbers(steps: steps, time: buyers)
    var groups = devices
    for (index, counts) in [[600, 200, 20, 30], [20, 0, 0, 0], [380, 200, 70, 120]].enumerated() {
      var funnel = Self.funnel(Array(zip(names, counts)))
      funnel.steps[1].lost = counts[1] - counts[3]
      (funnel.steps[2].lost, funnel.steps[2].isOptional) = (nil, true)
      funnel.steps[2].fromPrevious = Proportion(counts[2], of: counts[3])
      funnel.steps[3].fromPrevious = Proportion(counts[3], of: counts[1])
      groups[index].funnel = funnel
    }
    var result = FunnelResult(
      query: query, funnel: funnel,
      breakdowns: [BreakdownNumbers(breakdown: query.breakdowns[0], groups: groups)])
    let days = (0..<3).map { day in
      TrendPeriod(
        name: "1970-01-0\(day + 1)", start: Timestamp(rawValue: Int64(day) * 86_400_000_000),
        end: Timestamp(rawValue: Int64(day + 1) * 86_400_000_000))
    }
    result.trend = [
      TrendPoint(period: days[0], entered: 600, converted: 120, open: 0),
      TrendPoint(period: days[1], entered: 0, converted: 0, open: 0),
      TrendPoint(period: days[2], entered: 400, converted: 30, open: 370),
    ]
    result.histogram = TimeHistogram(
      hop: Hop(first: 1, last: 4), time: buyers,
      bins: [.init(from: 0, to: 3600, count: 1), .init(from: 3600, to: 7200, count: 1)])
    return Report(summary: summary(), result: result)
  }

  static func reasons(_ counts: [LossReason: Int]) -> LossReasons {
    var reasons = LossReasons()
    for (reason, count) in counts { reasons[reason] = count }
    return reasons
  }

  /// The demo's funnel with breakdowns, a trend, a histogram and the first week or so beside it,
  /// counted by the engine.
  static func demoOverTime(users: Int = 800) throws -> Report {
    let simulation = ShopSimulation(users: users, seed: 11)
    let store = simulation.makeStore()
    let summary = simulation.summary(of: store)
    var query = FunnelQuery(funnel: ShopSimulation.funnel)
    query.breakdowns = [Breakdown(columns: ["device"]), Breakdown(columns: ["source"])]
    query.histogram = .count(5)
    let range = summary.timeRange ?? Timestamp(rawValue: 0)...Timestamp(rawValue: 0)
    let periods = TrendPeriod.covering(range, by: .week, in: UTC()) ?? []
    let week = range.lowerBound..<range.lowerBound + .days(8)
    query.trend = TrendQuestion(periods: periods)
    query.trend?.compare(with: week, by: .week, rules: query.rules, in: UTC())
    let backend = LocalBackend(store: store)
    var report = Report(summary: summary, result: try backend.answer(query))
    report.comparison = try backend.compare(report.result, with: week)
    return report
  }
}
