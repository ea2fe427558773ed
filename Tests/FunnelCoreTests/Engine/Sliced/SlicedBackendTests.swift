import Testing

@testable import FunnelCore

/// A backend with sliced events answers what one without them answers.
@Suite struct SlicedBackendTests {
  private static let logs = {
    var random = SeededGenerator(state: 77)
    let scale = SlicedLogs.Scale(moment: 60_000_000, stretch: 3000)
    return SlicedLogs.logs(200, upTo: 15, scale, &random)
  }()
  private static let store = FunnelCoreTests.store(of: logs)

  private func query(_ change: (inout FunnelQuery) -> Void = { _ in }) -> FunnelQuery {
    var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 600_000_000).query
    change(&query)
    return query
  }

  @Test func `counts at once what the answer says`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    let range = try #require(Self.store.timeRange)
    let isB = Predicate.comparison(column: "event", .notEqual, value: "a")
    let questions = [
      query(), query { $0.rules.window = nil }, query { $0.rules.ties = .fileOrder },
      query { $0.rules.unit = .column("user") }, query { $0.rules.reusesEvents = true },
      query { $0.funnel.steps[1].count = 2 }, query { $0.rules.bounds = .everyEvent },
      query { $0.breakdowns = [Breakdown(columns: ["event"])] },
      query { $0.rules.from = Timestamp(rawValue: range.lowerBound.rawValue + 77_777_777) },
      query { $0.rules.until = range.lowerBound }, query { $0.rules.from = range.upperBound },
      query { $0.rules.until = Timestamp(rawValue: .min) }, query { $0.filter = isB },
      query { $0.funnel.steps[1].matchers[0].predicate = isB },
    ]
    for question in questions {
      let counts = try #require(try backend.countsAtOnce(question), "\(question.rules)")
      let answer = try LocalBackend(store: Self.store).answer(question).funnel
      #expect(counts.steps.map(\.count) == answer.steps.map(\.count), "\(question.rules)")
      #expect(counts.steps.map(\.lost) == answer.steps.map(\.lost))
      #expect(counts.steps.map(\.fromPrevious) == answer.steps.map(\.fromPrevious))
      #expect(counts.steps.map(\.label) == answer.steps.map(\.label))
      let plain = try backend.counts(question, isCancelled: { false })
      #expect(plain == counts.steps.map(\.count))
    }
  }

  @Test func `leaves to the store what blocks do not tell`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    let exclusion = FunnelDefinition.Exclusion(
      afterStep: 0, matchers: [EventMatcher(name: .exact("d"))])
    let questions = [
      query { $0.rules.order = .strict }, query { $0.rules.order = .any },
      query { $0.rules.windowOrigin = .previous }, query { $0.rules.entry = .first },
      query { $0.rules.ties = .rounded(Microseconds(seconds: 120)) },
      query { $0.rules.counted = .attempts }, query { $0.rules.unit = .session },
      query { $0.rules.heldColumn = "event" },
      query { $0.funnel.exclusions = [exclusion] }, query { $0.funnel.steps[0].count = 2 },
      query { $0.funnel.steps[1].isOptional = true },
      query { $0.funnel.steps[2].within = Microseconds(seconds: 60) },
      query { $0.segments = [Segment(columns: ["event"], values: ["a"])] },
      query { $0.horizon = Timestamp(rawValue: 0) },
      query { $0.rules.window = Microseconds(rawValue: 1) },
      query { $0.funnel.steps += Array(repeating: $0.funnel.steps[0], count: 6) },
      query {
        ($0.rules.bounds, $0.rules.from) = (.everyEvent, Timestamp(rawValue: 60_000_000))
      },
    ]
    for question in questions {
      #expect(try backend.countsAtOnce(question) == nil, "\(question)")
      let expected = try LocalBackend(store: Self.store).answer(question)
      #expect(try backend.answer(question) == expected)
      #expect(
        try backend.counts(question, isCancelled: { false }) == expected.funnel.steps.map(\.count))
    }
    #expect(try LocalBackend(store: Self.store).countsAtOnce(query()) == nil)
  }

  @Test func `refuses what has no answer, and stops when it is cancelled`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    #expect(throws: QueryError.self) {
      try backend.countsAtOnce(query { $0.funnel.steps[0].matchers[0].name = .exact("none") })
    }
    #expect(throws: CancellationError.self) {
      try backend.countsAtOnce(query(), isCancelled: { true })
    }
  }
}

/// Times in ticks.
@Suite struct SlicedClockTests {
  @Test func `takes ticks that divide a day`() {
    let day: Int64 = 86_400_000_000
    let start = 20_454 * day
    for (length, tick) in [
      (Int64(0), UInt64(1)), (32_767, 1), (32_768, 10), (day, 3_000_000), (90 * day, 240_000_000),
      (365 * day, 1_200_000_000), (32_767 * day, 86_400_000_000),
    ] {
      let clock = SlicedClock(start...start + length)
      #expect(clock.tick == tick)
      #expect(clock.rounded(start) == 0)
      #expect(UInt64(clock.rounded(start + length)) == UInt64(length) / tick)
      #expect(clock.isFirst(start))
    }
  }

  @Test func `divides as integers do`() {
    var random = SeededGenerator(state: 41)
    for _ in 0..<2000 {
      let lower = Int64.random(in: .min ... .max, using: &random)
      let length =
        Int64.random(in: 0...Int64.max, using: &random) >> Int64.random(in: 0..<63, using: &random)
      let (upper, overflow) = lower.addingReportingOverflow(length)
      let clock = SlicedClock(lower...(overflow ? .max : upper))
      let time = Int64.random(in: lower...(overflow ? .max : upper), using: &random)
      for time in [lower, time, overflow ? .max : upper] {
        let distance = UInt64(bitPattern: time &- clock.origin)
        #expect(UInt64(clock.rounded(time)) == distance / clock.tick)
      }
    }
  }

  @Test(arguments: [Int64.min...Int64.max, Int64.min...Int64.min, -1...Int64.max, -5...100_000])
  func `holds any range`(range: ClosedRange<Int64>) {
    let clock = SlicedClock(range)
    #expect(UInt64(clock.rounded(range.upperBound)) <= SlicedClock.lastTick)
    #expect(clock.rounded(range.lowerBound) <= clock.rounded(range.upperBound))
  }

  @Test func `knows what may and what must lie within a length`() {
    let clock = SlicedClock(0...327_670)
    #expect(clock.tick == 10)
    for length in Int64(0)...45 {
      let limits = clock.ticks(within: length)
      for difference in 0...Int64(8) {
        // Two moments in the same or in later ticks are nine microseconds nearer or further at most.
        let nearest = max(0, difference * 10 - 9)
        let farthest = difference * 10 + 9
        #expect((difference <= Int64(limits.lastPossible)) == (nearest <= length))
        #expect((difference >= Int64(limits.firstUncertain)) == (farthest > length))
      }
    }
    #expect(clock.ticks(within: .max) == (0x7FFF, 0x8000))
    #expect(clock.ticks(within: .max - 1) == (0x7FFF, 0x8000))
  }
}
