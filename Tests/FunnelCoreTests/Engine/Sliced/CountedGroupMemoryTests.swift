import Testing

@testable import FunnelCore

/// What is kept between questions about groups, and what is not told at once.
@Suite(.enabled(if: EngineForm.forced != .simple)) struct CountedGroupMemoryTests {
  private static let store = {
    var random = SeededGenerator(state: 23)
    let scale = SlicedLogs.Scale(moment: 3_600_000_000, stretch: 300)
    return FunnelCoreTests.store(
      of: SlicedLogs.withValues(SlicedLogs.logs(400, upTo: 20, scale, &random), &random))
  }()

  private func query(_ change: (inout FunnelQuery) throws -> Void = { _ in }) rethrows
    -> FunnelQuery
  {
    var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 60_000_000_000).query
    query.breakdowns = [Breakdown(columns: ["value"])]
    try change(&query)
    return query
  }

  private func expected(_ query: FunnelQuery) throws -> [BreakdownNumbers] {
    try LocalBackend(store: Self.store).answer(query).breakdowns.map(\.countsAlone)
  }

  @Test(arguments: [FunnelRules.Attribution.every, .entry, .last, .step(2)])
  func `a changed step, window or condition changes the counts`(
    attribution: FunnelRules.Attribution
  ) throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    var questions = try [
      query(), query { $0.funnel.steps[1].matchers[0].name = .exact("d") },
      query { $0.funnel.steps[1].matchers[0].predicate = try Predicate(parsing: "value = x") },
      query { $0.funnel.steps[1].matchers[0].predicate = try Predicate(parsing: "value = y") },
      query { $0.funnel.steps[0].matchers[0].name = .exact("e") },
      query { $0.rules.window = .days(2) }, query { $0.rules.from = Timestamp(rawValue: 1 << 34) },
      query { $0.filter = try Predicate(parsing: "event != b") },
      query { $0.filter = try Predicate(parsing: "value != x") },
      query { $0.filter = try Predicate(parsing: "value is set") },
      query { $0.breakdowns = [Breakdown(columns: ["event"])] },
      query { $0.groupLimit = 1 },
    ]
    for number in questions.indices { questions[number].rules.attribution = attribution }
    let answers = try questions.map { try expected($0) }
    // Each follows each other, with and without the whole answer between.
    for first in questions.indices {
      for second in questions.indices {
        for number in [first, second] {
          let found = try #require(try backend.breakdownsAtOnce(questions[number]))
          #expect(found == answers[number], "\(questions[number])")
          if number == 0 { _ = try backend.answer(questions[number]) }
        }
      }
    }
    let different = answers.indices.filter { !answers[..<$0].contains(answers[$0]) }
    #expect(different.count > 9)
  }

  @Test func `segments leave only their own events where every value counts`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    for value in ["x", "y", nil] {
      let question = query {
        $0.rules.attribution = .every
        $0.segments = [Segment(columns: ["value"], values: [value])]
        $0.breakdowns = [Breakdown(columns: ["event"])]
      }
      let found = try #require(try backend.breakdownsAtOnce(question))
      #expect(found == (try expected(question)))
    }
  }

  @Test func `the whole answer is waited for where blocks do not tell`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    let questions = [
      query { $0.rules.order = .strict }, query { $0.rules.order = .any },
      query { $0.rules.windowOrigin = .previous }, query { $0.rules.entry = .first },
      query { $0.rules.counted = .attempts }, query { $0.rules.unit = .session },
      query { $0.rules.heldColumn = "value" }, query { $0.funnel.steps[1].isOptional = true },
      query { $0.breakdowns.append(Breakdown(columns: ["value", "event"])) },
      query { $0.segments = [Segment(columns: ["event"], values: ["a"])] },
      query { $0.rules.reportedChain = .latestEntry },
      query { $0.breakdowns = [Breakdown(columns: ["hour"])] },
      query {
        $0.rules.attribution = .every
        $0.breakdowns = [Breakdown(columns: ["hour"])]
      },
      query { $0.filter = .comparison(column: "hour", .greater, value: "11") },
    ]
    for question in questions {
      #expect(try backend.breakdownsAtOnce(question) == nil, "\(question)")
      #expect(
        try backend.answer(question) == LocalBackend(store: Self.store).answer(question))
    }
    if EngineForm.forced == nil {
      #expect(try LocalBackend(store: Self.store).breakdownsAtOnce(query()) == nil)
    }
  }

  @Test func `very many values are left to the whole answer`() throws {
    let logs = (0..<6000).map { unit -> [ReferenceEvent] in
      ["a", "b"].enumerated().map { number, name in
        var event = ReferenceEvent(time: Int64(number), name: name)
        event.value = "\(unit % 5000)"
        return event
      }
    }
    let store = FunnelCoreTests.store(of: logs)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    for attribution in [FunnelRules.Attribution.every, .entry] {
      var query = ReferenceFunnel([["a"], ["b"]]).query
      query.rules.attribution = attribution
      query.breakdowns = [Breakdown(columns: ["value"])]
      #expect(try backend.breakdownsAtOnce(query) == nil)
      #expect(try backend.answer(query) == LocalBackend(store: store).answer(query))
    }
  }

  @Test func `unknown names are refused, and what is cancelled stops`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.store)))
    for attribution in [FunnelRules.Attribution.every, .entry] {
      #expect(throws: QueryError.self) {
        try backend.breakdownsAtOnce(
          query {
            $0.rules.attribution = attribution
            $0.funnel.steps[1].matchers[0].name = .exact("none")
          })
      }
      #expect(throws: CancellationError.self) {
        try backend.breakdownsAtOnce(
          query { $0.rules.attribution = attribution }, isCancelled: { true })
      }
    }
  }

  @Test func `two breakdowns are kept side by side`() throws {
    var random = SeededGenerator(state: 3)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    // Units with one value each, as most have one device.
    let logs = SlicedLogs.logs(3000, upTo: 9, scale, &random).map { log in
      let value = random.pick(["x", "y", nil])
      return log.map { event in
        var event = event
        event.value = value
        return event
      }
    }
    let store = FunnelCoreTests.store(of: logs)
    let sliced = try #require(SlicedEvents(store))
    var found: [String] = []
    for name in ["value", "user", "value", "user"] {
      // Cut by the same column under two names: how large it is decides.
      let key = RunKey(columns: ["value"], emptyIsMissing: name == "user")
      let cut = try sliced.memory.runs(by: key) { () throws -> ValueRuns in
        found.append(name)
        let split = try RowSplit(columns: ["value"], store: store, emptyIsMissing: false)
        return ValueRuns(runs: try UnitRuns(of: store, by: split), split: split)
      }
      _ = try sliced.memory.slices(by: key) { () throws -> SlicedEvents in
        found.append(name)
        return try SlicedEvents(sliced, by: cut.runs)
      }
    }
    #expect(found == ["value", "value", "user", "user"])
  }
}
