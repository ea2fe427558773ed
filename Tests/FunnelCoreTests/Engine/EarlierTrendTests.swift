import Testing

@testable import FunnelCore

/// The periods that stand behind those of a trend.
@Suite struct EarlierTrendTests {
  @Test(arguments: UInt64(1)...8)
  func `an earlier period counts its own entries whatever the dates`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 65_537)
    var bounded = 0
    for _ in 0..<40 {
      let logs = (0..<10).map { _ in EveryRuleTests.log(&random) }
      let funnel = EveryRuleTests.funnel(&random)
      let distance = Int.random(in: 1...2, using: &random)
      let all = TrendTests.periods
      var query = funnel.query
      query.trend = TrendQuestion(
        periods: Array(all.dropFirst(Int.random(in: 0...2, using: &random))))
      guard let first = query.trend?.periods.first, let skipped = all.firstIndex(of: first) else {
        continue
      }
      query.trend?.before = all.indices.dropFirst(skipped).map { index in
        index < distance ? nil : all[index - distance]
      }
      let known = query.trend?.before.compactMap { $0 } ?? []
      // Some logs lack a name of the funnel, some rules have no meaning together.
      let backend = LocalBackend(store: FunnelCoreTests.store(of: logs))
      guard let result = try? backend.answer(query) else { continue }
      var shifted = funnel
      let isBounded = funnel.from != nil || funnel.until != nil
      if isBounded || known.contains(where: { query.trend?.periods.contains($0) == false }) {
        shifted.from = known.first?.start.rawValue
        shifted.until = known.last?.end.rawValue
        bounded += 1
      }
      let dataEnd = logs.flatMap { $0 }.map(\.time).max() ?? 0
      #expect(result.trendBefore.map { $0?.period } == query.trend?.before)
      for case let point? in result.trendBefore {
        let expected = TrendTests.expected(shifted, logs, point.period, dataEnd)
        #expect(
          [point.entered, point.converted, point.open] == expected,
          "\(funnel) in \(point.period.name) of \(logs)")
      }
    }
    #expect(bounded > 5)
  }

  private static let day: Int64 = 86_400_000_000

  /// Days of UTC, counted from the epoch.
  private func moment(_ day: Double) -> Timestamp {
    Timestamp(rawValue: Int64(day * Double(Self.day)))
  }

  /// Returns when the periods behind those of a range begin and end, in days, and how far back.
  private func before(
    _ range: ClosedRange<Double>, from: Double? = nil, until: Double? = nil,
    data: ClosedRange<Double>, by interval: TrendPeriod.Interval = .day
  ) throws -> (before: [[Double]?], distance: Int?) {
    var rules = FunnelRules()
    (rules.from, rules.until) = (from.map { moment($0) }, until.map { moment($0) })
    let periods = try #require(
      TrendPeriod.covering(
        moment(range.lowerBound)...moment(range.upperBound), by: interval, in: UTC()))
    var question = TrendQuestion(periods: periods)
    question.lookBack(
      by: interval, rules: rules, data: moment(data.lowerBound)...moment(data.upperBound),
      in: UTC())
    let found = question.before.map { period in
      period.map { [$0.start, $0.end].map { Double($0.rawValue) / Double(Self.day) } }
    }
    return (found, question.distance)
  }

  @Test func `without dates the same period of a cycle earlier stands behind`() throws {
    let days = try before(0.2...9.5, data: 0.2...9.5)
    #expect(days.distance == 7)
    #expect(days.before == Array(repeating: nil, count: 7) + [[0, 1], [1, 2], [2, 3]])
    let hours = try before(0...1.01, data: 0...1.01, by: .hour)
    #expect(hours.before.count == 25 && hours.distance == 24)
    #expect(hours.before.last == [0, 1 / 24.0])
    let months = try before(0...370, data: 0...370, by: .month)
    #expect(months.distance == 12 && months.before.count == 13)
    #expect(months.before.last == [0, 31])
  }

  @Test func `with dates the range just before stands behind when the data has it`() throws {
    let whole = try before(5...7.99, from: 5, until: 8, data: 0...12)
    #expect(whole.before == [[2, 3], [3, 4], [4, 5]] && whole.distance == 3)
    // Of eight days before the third only two are there; a week before there are more.
    let early = try before(2...9.5, from: 2, data: 0...9.5)
    #expect(early.distance == 7)
    #expect(early.before == Array(repeating: nil, count: 5) + [[0, 1], [1, 2], [2, 3]])
    // A date before the data is as good as none.
    let none = try before(0.5...9.5, from: -30, data: 0.5...9.5)
    #expect(none.distance == 7 && none.before.compactMap { $0 }.count == 3)
  }

  @Test func `what the dates cut off a period is cut off the one behind it`() throws {
    let cut = try before(5.5...7.2, from: 5.5, until: 7.25, data: 0...12)
    #expect(cut.before == [[2.5, 3], [3, 4], [4, 4.25]])
    let one = try before(5.25...5.4, from: 5.25, until: 5.5, data: 0...12)
    #expect(one.before == [[4.25, 4.5]] && one.distance == 1)
  }

  @Test func `days before are those of the clock, however long they are`() throws {
    struct Berlin: DisplayTimeZone {
      func offsetSeconds(at moment: Int64) -> Int64 {
        // Summer time began on 2024-03-31 at 01:00 UTC.
        moment < 1_711_846_800 ? 3600 : 7200
      }
    }
    func parse(_ text: String) throws -> Timestamp {
      try #require(TimestampParser().parse(text))
    }
    var rules = FunnelRules()
    rules.from = try parse("2024-04-01T00:00:00+02:00")
    rules.until = try parse("2024-04-03T00:00:00+02:00")
    let range = try parse("2024-03-31T22:00:00Z")...parse("2024-04-02T21:00:00Z")
    var question = TrendQuestion(
      periods: try #require(TrendPeriod.covering(range, by: .day, in: Berlin())))
    let data = try parse("2024-01-01T00:00:00Z")...parse("2024-05-01T00:00:00Z")
    question.lookBack(by: .day, rules: rules, data: data, in: Berlin())
    #expect(question.before.map { $0?.name } == ["2024-03-30", "2024-03-31"])
    let hours = question.before.map { period in
      period.map { ($0.end.rawValue - $0.start.rawValue) / 3_600_000_000 }
    }
    #expect(hours == [24, 23])
    #expect(question.before.last??.end == rules.from)
  }

  @Test func `dates and windows of an earlier period are its own`() throws {
    // A unit enters every day; those of odd days convert a day later; the data ends on day 14.
    let store = FunnelCoreTests.store(
      of: (Int64(0)..<14).map { day in
        let entry = ReferenceEvent(time: day * Self.day, name: "a")
        let next = ReferenceEvent(time: (day + 1) * Self.day, name: day % 2 == 1 ? "b" : "x")
        return [entry, next]
      })
    var query = ReferenceFunnel([["a"], ["b"]], window: 5 * Self.day).query
    query.rules.from = moment(12)
    query.rules.until = moment(14)
    let backend = LocalBackend(store: store)
    func trend(_ query: FunnelQuery, _ days: ClosedRange<Double>) throws -> FunnelResult {
      var query = query
      let periods = TrendPeriod.covering(
        moment(days.lowerBound)...moment(days.upperBound), by: .day, in: UTC())
      var question = TrendQuestion(periods: try #require(periods))
      question.lookBack(
        by: .day, rules: query.rules, data: try #require(store.timeRange), in: UTC())
      query.trend = question
      return try backend.answer(query)
    }
    let result = try trend(query, 12...13)
    func counts(_ points: [TrendPoint?]) -> [[Int]?] {
      points.map { point in point.map { [$0.entered, $0.converted, $0.open] } }
    }
    #expect(counts(result.trend ?? []) == [[1, 0, 1], [1, 1, 0]])
    #expect(counts(result.trendBefore) == [[1, 0, 1], [1, 1, 0]])
    #expect(result.trendBefore.map { $0?.period.name } == ["1970-01-11", "1970-01-12"])
    query.rules.from = moment(10)
    query.rules.until = moment(12)
    #expect(try result.trendBefore == trend(query, 10...11).trend)
    query.rules.from = moment(8)
    query.rules.until = moment(10)
    // The window of the eighth day has ended; its last entrant converts after the range.
    #expect(try counts(trend(query, 8...9).trend ?? []) == [[1, 0, 0], [1, 1, 0]])
  }

  @Test func `another range stands behind from its first period on`() throws {
    let periods = try #require(
      TrendPeriod.covering(moment(10)...moment(12), by: .day, in: UTC()))
    var question = TrendQuestion(periods: periods)
    question.compare(with: moment(1.5)..<moment(3), by: .day, rules: FunnelRules(), in: UTC())
    #expect(question.before.map { $0?.start } == [moment(1.5), moment(2), nil])
    #expect(question.before.map { $0?.end } == [moment(2), moment(3), nil])
    #expect(question.distance == nil)
  }
}
