import Testing

@testable import FunnelCore

@Suite struct LocalBackendTests {
  static let store = FunnelCoreTests.store(of: [
    [ReferenceEvent(time: 0, name: "a"), ReferenceEvent(time: 2_000_000, name: "b")],
    [ReferenceEvent(time: 0, name: "a"), ReferenceEvent(time: 4_000_000, name: "b")],
    [ReferenceEvent(time: 0, name: "a")],
    [ReferenceEvent(time: 0, name: "b")],
  ])

  @Test func `counts a unit once per step and measures its hops`() throws {
    let result = try LocalBackend(store: Self.store).answer(ReferenceFunnel([["a"], ["b"]]).query)
    #expect(result.funnel.steps.map(\.count) == [3, 2])
    #expect(result.funnel.steps.map(\.label) == ["a", "b"])
    #expect(result.funnel.steps.map(\.lost) == [1, nil])
    #expect(result.funnel.steps[1].fromPrevious == Proportion(2, of: 3))
    #expect(result.funnel.steps[0].time == nil)
    #expect(result.funnel.steps[1].time?.median == 3)
    #expect(result.funnel.time?.count == 2)
    #expect(result.funnel.worstByUnits == 0)
  }

  @Test func `answers a question nobody satisfies with zeros`() throws {
    var query = ReferenceFunnel([["a"], ["b"]]).query
    query.rules.from = Timestamp(rawValue: 1)
    query.breakdowns = [Breakdown(columns: ["event"])]
    let result = try LocalBackend(store: Self.store).answer(query)
    #expect(result.funnel.steps.map(\.count) == [0, 0])
    #expect(result.funnel.conversion.fraction == nil)
    #expect(result.funnel.time == nil)
    #expect(result.breakdowns.map(\.groups) == [[]])
    query.rules.from = nil
    query.rules.until = Timestamp(rawValue: .min)
    #expect(try LocalBackend(store: Self.store).answer(query).funnel.entered == 0)
  }

  @Test func `leaves filtered events out before it counts`() throws {
    var query = ReferenceFunnel([["*"], ["b"]]).query
    #expect(try LocalBackend(store: Self.store).answer(query).funnel.steps.map(\.count) == [4, 2])
    query.filter = .comparison(column: "event", .equal, value: "b")
    #expect(try LocalBackend(store: Self.store).answer(query).funnel.steps.map(\.count) == [3, 0])
  }

  @Test func `fills a step only where its condition holds`() throws {
    var query = ReferenceFunnel([["*"], ["b"]]).query
    query.funnel.steps[0].matchers[0].predicate = .comparison(column: "event", .equal, value: "b")
    query.funnel.steps[0].matchers.append(EventMatcher(name: .exact("a")))
    #expect(try LocalBackend(store: Self.store).answer(query).funnel.steps.map(\.count) == [4, 2])
    query.funnel.steps[0].matchers.removeLast()
    #expect(try LocalBackend(store: Self.store).answer(query).funnel.steps.map(\.count) == [3, 0])
  }

  @Test func `refuses what has no meaning together`() {
    func refusal(_ change: (inout FunnelQuery) -> Void) -> QueryError? {
      var query = ReferenceFunnel([["a"], ["b"], ["a"]]).query
      change(&query)
      do {
        _ = try LocalBackend(store: Self.store).answer(query)
        return nil
      } catch { return error as? QueryError }
    }
    func isContradiction(_ change: (inout FunnelQuery) -> Void) -> Bool {
      if case .contradiction = refusal(change) { true } else { false }
    }
    let exclusion = FunnelDefinition.Exclusion(
      afterStep: 0, matchers: [EventMatcher(name: .exact("b"))])
    #expect(refusal { _ in } == nil)
    #expect(isContradiction { ($0.rules.order, $0.funnel.exclusions) = (.any, [exclusion]) })
    #expect(isContradiction { ($0.rules.order, $0.rules.windowOrigin) = (.any, .previous) })
    #expect(isContradiction { ($0.rules.order, $0.funnel.steps[1].isOptional) = (.any, true) })
    #expect(isContradiction { ($0.rules.order, $0.funnel.steps[1].count) = (.any, 2) })
    #expect(isContradiction { ($0.rules.reusesEvents, $0.funnel.steps[1].count) = (true, 2) })
    #expect(isContradiction { $0.rules.ignored = exclusion.matchers })
    #expect(isContradiction { ($0.rules.order, $0.rules.ignored) = (.any, exclusion.matchers) })
    #expect(isContradiction { ($0.rules.counted, $0.rules.entry) = (.attempts, .first) })
    #expect(isContradiction { $0.rules.attribution = .step(4) })
    // Without a window it starts nowhere.
    #expect(
      refusal { query in
        query.rules.window = nil
        (query.rules.order, query.rules.windowOrigin) = (.any, .previous)
      } == nil)
    let attempts = refusal { query in
      query.rules = RulePreset.mixpanel.rules
      query.rules.counted = .attempts
    }
    #expect(
      attempts
        == .contradiction(
          "the first entry only, as Mixpanel's rules have it, allows one attempt; choose "
            + "`--entry any`"))
    #expect(isContradiction { $0.hop = Hop(first: 2, last: 2) })
    #expect(
      refusal { query in
        query.funnel.steps = Array(repeating: query.funnel.steps[0], count: 63)
      } == .tooManySteps(limit: 62))
  }

  @Test(arguments: [(Microseconds?.none, [0, 2, 2]), (Microseconds(rawValue: 100), [4, 0, 0])])
  func `without a window nobody is open and no period of a trend is`(
    window: Microseconds?, expected: [Int]
  ) throws {
    let logs = ["a", "ba", "a", "ba"].map { names in
      names.enumerated().map { ReferenceEvent(time: Int64($0.offset), name: "\($0.element)") }
    }
    var query = ReferenceFunnel([["a"], ["b"]]).query
    query.rules.window = window
    let span = Timestamp(rawValue: 0)...Timestamp(rawValue: 1)
    query.trend = TrendQuestion(
      periods: try #require(TrendPeriod.covering(span, by: .day, in: UTC())))
    let result = try LocalBackend(store: FunnelCoreTests.store(of: logs)).answer(query)
    let reasons = try #require(result.funnel.steps[0].reasons)
    #expect([reasons[.open], reasons[.outOfOrder], reasons[.left]] == expected)
    #expect(result.trend?.map(\.open) == [expected[0]])
  }

  @Test func `fills as many steps as a funnel can have`() throws {
    let log = Array(repeating: ReferenceEvent(time: 0, name: "a"), count: 70)
    let funnel = ReferenceFunnel(Array(repeating: ["a"], count: 62), window: 0)
    let answers = try engineAnswers(funnel, FunnelCoreTests.store(of: [log]))
    #expect(answers.first?.rows == Array(0..<62))
  }

  @Test func `stops when it is cancelled`() async {
    let backend = LocalBackend(store: Self.store)
    let query = ReferenceFunnel([["a"], ["b"]]).query
    #expect(throws: CancellationError.self) { try backend.answer(query, isCancelled: { true }) }
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await backend.answer(query)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `gives the same answer on another thread`() async throws {
    let backend = LocalBackend(store: Self.store)
    let query = ReferenceFunnel([["a"], ["b"]]).query
    let answer: FunnelResult = try await backend.answer(query)
    #expect(answer.funnel.steps.map(\.count) == [3, 2])
  }
}
