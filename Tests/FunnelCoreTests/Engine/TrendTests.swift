import Testing

@testable import FunnelCore

@Suite struct TrendTests {
  /// Periods of five time units around zero.
  static let periods = (-1..<4).map { index in
    TrendPeriod(
      name: "\(index)", start: Timestamp(rawValue: Int64(index) * 5),
      end: Timestamp(rawValue: Int64(index) * 5 + 5))
  }

  @Test(arguments: UInt64(1)...8)
  func `counts a unit in every period it entered in`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 31_337)
    for _ in 0..<25 {
      let logs = (0..<10).map { _ in EveryRuleTests.log(&random) }
      let funnel = EveryRuleTests.funnel(&random)
      var query = funnel.query
      guard (try? query.checkMeaning()) != nil else { continue }
      query.trend = TrendQuestion(periods: Self.periods)
      let trend = try LocalBackend(store: FunnelCoreTests.store(of: logs)).answerUnchecked(query)
      let dataEnd = logs.flatMap { $0 }.map(\.time).max() ?? 0
      for point in trend {
        let expected = Self.expected(funnel, logs, point.period, dataEnd)
        let found = [point.entered, point.converted, point.open]
        #expect(found == expected, "\(funnel) in \(point.period.name) of \(logs)")
        if found != expected { return }
      }
    }
  }

  /// The entered, converted and open units of a period, by the definition.
  static func expected(
    _ funnel: ReferenceFunnel, _ logs: [[ReferenceEvent]], _ period: TrendPeriod, _ dataEnd: Int64
  ) -> [Int] {
    var counts = [0, 0, 0]
    for log in logs {
      let chain: [Int64]
      if funnel.firstEntryOnly {
        chain = funnel.reported(log)
        guard let entry = chain.first,
          (period.start.rawValue..<period.end.rawValue).contains(entry)
        else { continue }
      } else {
        var variant = funnel
        variant.from = max(funnel.from ?? .min, period.start.rawValue)
        variant.until = min(funnel.until ?? .max, period.end.rawValue)
        chain = variant.reported(log)
      }
      guard let entry = chain.first else { continue }
      counts[0] += 1
      let origin = funnel.windowFromPrevious ? chain[chain.count - 1] : entry
      if chain.count == funnel.optional.count(where: { !$0 }) {
        counts[1] += 1
      } else if funnel.window.map({ dataEnd - origin < $0 }) ?? false {
        counts[2] += 1
      }
    }
    return counts
  }

  @Test func `periods follow the calendar of the zone`() throws {
    struct Berlin: DisplayTimeZone {
      func offsetSeconds(at moment: Int64) -> Int64 {
        // Summer time began on 2024-03-31 at 01:00 UTC.
        moment < 1_711_846_800 ? 3600 : 7200
      }
    }
    func names(_ first: String, _ last: String, _ interval: TrendPeriod.Interval) throws -> [String]
    {
      let first = try #require(TimestampParser().parse(first))
      let last = try #require(TimestampParser().parse(last))
      return TrendPeriod.covering(first...last, by: interval, in: Berlin())?.map(\.name) ?? []
    }
    #expect(
      try names("2024-03-30T22:59:59Z", "2024-03-31T22:00:00Z", .day)
        == ["2024-03-30", "2024-03-31", "2024-04-01"])
    #expect(
      try names("2024-03-31T00:30:00Z", "2024-03-31T01:30:00Z", .hour)
        == ["2024-03-31T01:00:00+01:00", "2024-03-31T03:00:00+02:00"])
    #expect(
      try names("2024-02-28T00:00:00Z", "2024-03-11T00:00:00Z", .week)
        == ["2024-02-26", "2024-03-04", "2024-03-11"])
    #expect(
      try names("2023-12-15T00:00:00Z", "2024-03-01T00:00:00Z", .month)
        == ["2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"])
    let days = try #require(
      TrendPeriod.covering(
        Timestamp(rawValue: 1_711_753_200_000_000)...Timestamp(rawValue: 1_712_012_400_000_000),
        by: .day, in: Berlin()))
    // The day on which the clock goes forward has 23 hours.
    #expect(days.map { ($0.end.rawValue - $0.start.rawValue) / 3_600_000_000 } == [24, 23, 24, 24])
    let sunday = TrendPeriod.covering(
      Timestamp(rawValue: 0)...Timestamp(rawValue: 0), by: .week, in: UTC(),
      weeksBeginOnSunday: true)
    #expect(sunday?.map(\.name) == ["1969-12-28"])
    #expect(
      TrendPeriod.covering(
        Timestamp(rawValue: 0)...Timestamp(rawValue: 1 << 60), by: .hour, in: UTC()) == nil)
  }

  /// A clock that goes back by some minutes at a moment.
  private struct Autumn: DisplayTimeZone {
    var moment: Int64
    var summer: Int64
    var minutes: Int64

    func offsetSeconds(at moment: Int64) -> Int64 {
      moment < self.moment ? summer : summer - minutes * 60
    }
  }

  private func hours(
    _ zone: any DisplayTimeZone, _ first: String, _ last: String
  ) throws -> [TrendPeriod] {
    let first = try #require(TimestampParser().parse(first))
    let last = try #require(TimestampParser().parse(last))
    return try #require(TrendPeriod.covering(first...last, by: .hour, in: zone))
  }

  @Test func `the hour a clock shows twice is two periods`() throws {
    // Berlin's summer time ended on 2024-10-27 at 01:00 UTC.
    let berlin = Autumn(moment: 1_729_990_800, summer: 7200, minutes: 60)
    let periods = try hours(berlin, "2024-10-26T23:10:00Z", "2024-10-27T02:10:00Z")
    #expect(
      periods.map(\.name) == [
        "2024-10-27T01:00:00+02:00", "2024-10-27T02:00:00+02:00", "2024-10-27T02:00:00+01:00",
        "2024-10-27T03:00:00+01:00",
      ])
    let ten = Microseconds(seconds: 600)
    for (entry, period) in [("2024-10-27T00:10:00Z", 1), ("2024-10-27T01:10:00Z", 2)] {
      let moment = try #require(TimestampParser().parse(entry))
      #expect(periods[period].start + ten == moment)
    }
    #expect(zip(periods, periods.dropFirst()).allSatisfy { $0.end == $1.start })
    // A range that begins in the second of the two does not begin in the first.
    let later = try hours(berlin, "2024-10-27T01:10:00Z", "2024-10-27T01:20:00Z")
    #expect(later.map(\.name) == ["2024-10-27T02:00:00+01:00"])
  }

  @Test func `hours without an offset end in Z, and those before the epoch begin before`() throws {
    let names = try hours(UTC(), "1969-12-31T22:59:59.5Z", "1969-12-31T23:00:00Z").map(\.name)
    #expect(names == ["1969-12-31T22:00:00Z", "1969-12-31T23:00:00Z"])
  }

  @Test func `a clock that goes back by half an hour has one longer period`() throws {
    // Lord Howe's summer time ended on 2024-04-06 at 15:00 UTC: 02:00 became 01:30.
    let island = Autumn(moment: 1_712_415_600, summer: 39_600, minutes: 30)
    let periods = try hours(island, "2024-04-06T13:10:00Z", "2024-04-06T16:00:00Z")
    #expect(
      periods.map(\.name) == [
        "2024-04-07T00:00:00+11:00", "2024-04-07T01:00:00+11:00", "2024-04-07T02:00:00+10:30",
      ])
    #expect(
      periods.map { ($0.end.rawValue - $0.start.rawValue) / 60_000_000 } == [60, 90, 60])
    let later = try hours(island, "2024-04-06T15:10:00Z", "2024-04-06T15:10:00Z")
    #expect(later == [periods[1]])
  }
}

extension LocalBackend {
  /// The trend of a query that may name events no log has.
  fileprivate func answerUnchecked(_ query: FunnelQuery) throws -> [TrendPoint] {
    let funnel = try CompiledFunnel(query, store: store)
    let outcomes = try Outcomes(of: store, funnel: funnel, isCancelled: { false })
    return try trend(
      query.trend ?? TrendQuestion(periods: []), query, store, funnel, outcomes, { false })
  }
}
