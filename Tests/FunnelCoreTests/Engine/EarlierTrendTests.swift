import Testing

@testable import FunnelCore

/// The periods that stand behind those of a trend.
@Suite struct EarlierTrendTests {
  @Test(arguments: SeededGenerator.seeds(8))
  func `what stands behind is what a trend of the other range counts`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 65_537)
    var compared = 0
    for _ in 0..<30 {
      let rows = ReferenceRows.random(hasTies: true, &random)
      let backend = LocalBackend(store: rows.store)
      var question = ReferenceQuestion.random(hasTies: true, &random)
      if question.unit == .column("order") { question.funnel.usesFileOrder = false }
      question.sessionGap = rows.sessionGap
      let edges = (0..<2).map { _ in ReferenceRows.unit * .random(in: -5...20, using: &random) }
      let other =
        edges[0] == edges[1]
        ? 0..<ReferenceRows.unit : min(edges[0], edges[1])..<max(edges[0], edges[1])
      var query = question.query
      let all = try #require(query.trend?.periods)
      query.trend = TrendQuestion(periods: Array(all.shuffled(using: &random).prefix(2)))
      query.trend?.periods.sort { $0.start < $1.start }
      let range = Timestamp(rawValue: other.lowerBound)..<Timestamp(rawValue: other.upperBound)
      let others = all.filter { $0.start < range.upperBound && $0.end > range.lowerBound }
      query.trend?.before = others + Array(repeating: nil, count: max(0, 2 - others.count))
      query.trend?.beforeRange = range
      // Some logs lack a name of the funnel, some rules have no meaning together.
      guard let before = try? backend.answer(query).trendBefore else { continue }
      (question.funnel.from, question.funnel.until) = (other.lowerBound, other.upperBound)
      question.periods = others.map(\.start.rawValue) + others.suffix(1).map(\.end.rawValue)
      let expected = question.trend(rows)
      compared += expected.count > before.count ? 1 : 0
      let found = before.map { $0.map { [$0.entered, $0.converted, $0.open] } }
      let separate = try backend.answer(question.query).trend ?? []
      for index in before.indices {
        let isThere = expected.indices.contains(index)
        #expect(found[index] == (isThere ? expected[index] : nil), "\(question) of \(rows)")
        if isThere { #expect(before[index]?.converted == separate[index].converted) }
      }
    }
    #expect(compared > 3)
  }

  /// The numbers of the periods that stand behind those of a report with `--compare`.
  private func behind(
    _ log: String, _ steps: String, _ rules: FunnelRules, own: ClosedRange<String>,
    other: Range<String>
  ) throws -> [[Int]?] {
    func parse(_ text: String) throws -> Timestamp {
      try #require(TimestampParser().parse("2024-01-" + text))
    }
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    for entry in log.split(separator: " ") {
      let parts = entry.split(separator: "@").map(String.init)
      let unit = String(parts[0].prefix(1))
      builder.append(unit: unit, time: try parse(parts[1]), event: String(parts[0].dropFirst()))
    }
    let range = try parse(other.lowerBound)..<(try parse(other.upperBound))
    let (from, last) = (try parse(own.lowerBound), try parse(own.upperBound))
    let periods = try #require(TrendPeriod.covering(from...last, by: .day, in: UTC()))
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.rules = rules
    (query.rules.from, query.rules.until) = (from, Timestamp(rawValue: last.rawValue + 1))
    var trend = TrendQuestion(periods: periods)
    trend.compare(with: range, by: .day, rules: rules, in: UTC())
    query.trend = trend
    let backend = LocalBackend(store: builder.makeStore())
    let before = try backend.answer(query).trendBefore
    let found = before.map { point in point.map { [$0.entered, $0.converted, $0.open] } }
    let sum = found.compactMap { $0?[0] }.reduce(0, +)
    query.trend = nil
    let compared = try backend.compare(backend.answer(query), with: range).funnel
    #expect(periods.count < trend.before.count || compared.entered == sum)
    return found
  }

  @Test(arguments: [RulePreset.posthog, .ga4, .clickhouse])
  func `a conversion on a day of the other range that is not shown still counts`(
    preset: RulePreset
  ) throws {
    let log = "ua@02T10:00 ub@03T10:00 va@11T10:00 vb@11T11:00"
    let found = try behind(
      log, "a > b", preset.rules, own: "10T00:00"..."11T23:59", other: "01T00:00"..<"04T00:00")
    #expect(found == [[0, 0, 0], [1, 1, 0]])
  }

  @Test func `a date within a rounded moment loses no entry of it`() throws {
    var rules = FunnelRules()
    rules.ties = .rounded(Microseconds(seconds: 2))
    let log = "ua@01T00:00:01.5 ub@01T00:10:00 va@02T00:00:01.5 vb@02T00:10:00"
    let found = try behind(
      log, "a > b", rules, own: "02T00:00:01"..."02T23:59", other: "01T00:00:01"..<"01T23:00")
    #expect(found == [[1, 1, 0]])
  }

  private static let day: Int64 = 86_400_000_000

  /// Days of UTC, counted from the epoch.
  private func moment(_ day: Double) -> Timestamp {
    Timestamp(rawValue: Int64(day * Double(Self.day)))
  }

  /// Returns when the periods behind those of a range begin and end, in days, how far back they
  /// are, and the dates they are counted by.
  private func before(
    _ range: ClosedRange<Double>, from: Double? = nil, until: Double? = nil,
    data: ClosedRange<Double>, by interval: TrendPeriod.Interval = .day
  ) throws -> (before: [[Double]?], distance: Int?, range: [Double]?) {
    var rules = FunnelRules()
    (rules.from, rules.until) = (from.map { moment($0) }, until.map { moment($0) })
    let periods = try #require(
      TrendPeriod.covering(
        moment(range.lowerBound)...moment(range.upperBound), by: interval, in: UTC()))
    var question = TrendQuestion(periods: periods)
    question.lookBack(
      by: interval, rules: rules, data: moment(data.lowerBound)...moment(data.upperBound),
      in: UTC())
    func days(_ moments: Timestamp...) -> [Double] {
      moments.map { Double($0.rawValue) / Double(Self.day) }
    }
    return (
      question.before.map { period in period.map { days($0.start, $0.end) } }, question.distance,
      question.beforeRange.map { days($0.lowerBound, $0.upperBound) }
    )
  }

  @Test func `without dates the same period of a cycle earlier stands behind`() throws {
    let days = try before(0.2...9.5, data: 0.2...9.5)
    #expect(days.distance == 7)
    #expect(days.before == Array(repeating: nil, count: 7) + [[0, 1], [1, 2], [2, 3]])
    #expect(days.range == nil)
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
    #expect(whole.range == [2, 5])
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
    #expect(cut.before == [[2, 3], [3, 4], [4, 5]] && cut.range == [2.5, 4.25])
    let one = try before(5.25...5.4, from: 5.25, until: 5.5, data: 0...12)
    #expect(one.before == [[4, 5]] && one.distance == 1 && one.range == [4.25, 4.5])
    // The data begins within the day before, and before what stands behind the dates.
    let late = try before(5.5...5.9, from: 5.5, until: 6, data: 4.4...12)
    #expect(late.before == [[4, 5]] && late.distance == 1 && late.range == [4.5, 5])
    let hour = try before(5.51...5.53, from: 5.51, until: 5.53, data: 0...12, by: .hour)
    #expect(hour.before == [[131 / 24.0, 132 / 24.0]])
    let start = try #require(hour.range?.first)
    #expect(abs(start - (5.51 - 1 / 24.0)) < 1e-9)
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
    #expect(question.beforeRange?.upperBound == rules.from)
    // At noon eleven hours of the day had gone by: noon of the day before stands behind it.
    rules.from = try parse("2024-03-31T12:00:00.25+02:00")
    rules.until = try parse("2024-03-31T18:00:00+02:00")
    question.periods = try #require(
      TrendPeriod.covering(
        parse("2024-03-31T10:00:00Z")...parse("2024-03-31T15:00:00Z"), by: .day, in: Berlin()))
    question.lookBack(by: .day, rules: rules, data: data, in: Berlin())
    #expect(
      try question.beforeRange
        == parse("2024-03-30T12:00:00.25+01:00")..<parse("2024-03-30T18:00:00+01:00"))
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
    #expect(question.before.map { $0?.start } == [moment(1), moment(2), nil])
    #expect(question.before.map { $0?.end } == [moment(2), moment(3), nil])
    #expect(question.beforeRange == moment(1.5)..<moment(3))
    #expect(question.distance == nil)
    question.compare(with: moment(1)..<moment(5), by: .day, rules: FunnelRules(), in: UTC())
    #expect(question.before.map { $0?.start } == (1...4).map { moment(Double($0)) })
  }
}
