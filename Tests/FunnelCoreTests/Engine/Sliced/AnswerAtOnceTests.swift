import Synchronization
import Testing

@testable import FunnelCore

/// The whole answer in one pass over the blocks, against that found one unit after the other.
@Suite(.enabled(if: EngineForm.forced == nil)) struct AnswerAtOnceTests {
  /// Answers in one pass; nil where that does not tell all.
  private static func atOnce(_ query: FunnelQuery, _ backend: LocalBackend) throws -> FunnelResult?
  {
    let (store, funnel) = try backend.compile(query)
    return try backend.answerAtOnce(query, store, funnel) { false }
  }

  /// Whether blocks tell the chains of a query, and lengths all that its histogram looks at.
  private static func isTold(_ query: FunnelQuery, _ backend: LocalBackend) throws -> Bool {
    let (store, funnel) = try backend.compile(query)
    let steps = query.funnel.steps.count
    let hop = query.hop ?? Hop(first: 1, last: steps)
    let isKnown = hop.last - hop.first == 1 || hop == Hop(first: 1, last: steps)
    let question = try #require(backend.sliced).question(funnel)
    return question?.findsChains == true && (query.histogram == nil || isKnown)
      && backend.clock(query, funnel, store).reach(steps: steps) != nil
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `is the answer of the store`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 6_700_417)
    var (compared, late, timed) = (0, 0, 0)
    for _ in 0..<6 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.withValues(
        SlicedLogs.logs(150, upTo: random.pick([5, 9, 40, 150]), scale, &random), &random)
      let store = FunnelCoreTests.store(of: logs)
      let backend = LocalBackend(try #require(SlicedEvents(store)))
      for _ in 0..<40 {
        var query = SlicedLogs.conditional(SlicedLogs.funnel(scale, &random).query, &random)
        query.breakdowns = random.pick([[], [["value"]], [["value"], ["value"]]]).map {
          Breakdown(columns: $0)
        }
        query.groupLimit = random.pick([0, 1, 2, 10])
        query.histogram = random.pick([nil, .automatic, .count(7), .count(400)])
        let steps = query.funnel.steps.count
        if steps > 1, random.chance(2) {
          let first = Int.random(in: 1..<steps, using: &random)
          query.hop = Hop(first: first, last: Int.random(in: first + 1...steps, using: &random))
        }
        guard let expected = try? LocalBackend(store: store).answer(query) else { continue }
        let isTold = try Self.isTold(query, backend)
        #expect(try backend.answersAtOnce(query) == isTold)
        guard let found = try Self.atOnce(query, backend) else {
          #expect(!isTold, "\(scale) \(query)")
          continue
        }
        #expect(found == expected, "\(scale) \(query)")
        compared += 1
        late += found.breakdowns.contains(where: \.valuesComeLater) ? 1 : 0
        timed += found.funnel.time == nil ? 0 : 1
      }
    }
    #expect(compared > 40 && late > 3 && timed > 20)
  }

  @Test(arguments: [
    [["a"], ["b"], ["c"]], [["a"], ["a"], ["b"]], [["a", "b"], ["b"], ["c"]],
    [["a"], ["b"], ["a"]],
  ])
  func `is the answer for all small logs`(steps: [[String]]) throws {
    var random = SeededGenerator(state: 4)
    let logs = (0..<3).flatMap { _ in
      SlicedLogs.withValues(SmallLogsTests.logs.filter { $0.count < 5 }, &random)
    }
    let store = FunnelCoreTests.store(of: logs)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    for window in [nil, 1, 2] as [Int64?] {
      for filter in [nil, "value != x"] {
        var query = ReferenceFunnel(steps, window: window).query
        query.filter = try filter.map { try Predicate(parsing: $0) }
        query.breakdowns = [Breakdown(columns: ["value"])]
        let found = try #require(try Self.atOnce(query, backend), "\(query)")
        #expect(found == (try LocalBackend(store: store).answer(query)), "\(query)")
      }
    }
  }

  /// Many users, a few of them with very many events, and their values.
  private static func manyUnits(_ count: Int = 30_000, upTo length: Int = 8) -> EventStore {
    var random = SeededGenerator(state: 8)
    let logs = SlicedLogs.logs(
      count, upTo: length, andOf: [254, 255, 256, 511, 512, 513, 900, 3000], &random)
    return FunnelCoreTests.store(of: SlicedLogs.withValues(logs, &random))
  }

  @Test(arguments: [(30_000, 8, true), (20_000, 4, false)])
  func `is the answer by every kernel where units are long or lie in many stretches`(
    count: Int, length: Int, isSorted: Bool
  ) throws {
    let store = Self.manyUnits(count, upTo: length)
    let sliced = try #require(SlicedEvents(store))
    #expect(sliced.stretches.count > 1 && sliced.longUnits.count == 3)
    #expect(sliced.stretches.allSatisfy { $0.isInOrder == isSorted })
    let backend = LocalBackend(sliced)
    for steps in [["a", "b", "c"], ["a", "c", "b"], ["d", "e", "b"]] {
      var query = ReferenceFunnel(steps.map { [$0] }, window: 400_000_000).query
      query.breakdowns = [Breakdown(columns: ["value"])]
      let expected = try LocalBackend(store: store).answer(query)
      #expect(expected.funnel.steps[1].count > (isSorted ? 3 * HopPages.size / 2 : 1000))
      for kernel in SlicedCountTests.kernels {
        let (grouped, funnel) = try backend.compile(query)
        let result = try backend.answerAtOnce(query, grouped, funnel, kernel: kernel) { false }
        #expect(result == expected, "\(kernel) \(steps)")
      }
    }
  }

  /// Users in two runs, each with those of the most events first, and the same with more events behind
  /// some.
  static func sortedUnits() -> [EventStore] {
    var random = SeededGenerator(state: 19)
    let logs = SlicedLogs.withValues(
      SlicedLogs.logs(5000, upTo: 8, andOf: [511, 512, 513, 900], &random), &random)
    let sorted = [logs[..<2500], logs[2500...]].flatMap { $0.sorted { $0.count > $1.count } }
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    let column = builder.columnIndex(named: "value")
    func append(_ unit: Int, _ event: ReferenceEvent) {
      builder.append(unit: "\(unit)", time: Timestamp(rawValue: event.time), event: event.name)
      if let value = event.value { builder.setValue(Array(value.utf8).span, inColumn: column) }
    }
    for (unit, log) in sorted.enumerated() { for event in log { append(unit, event) } }
    var growing = GrowingStore(taking: &builder)
    let first = growing.store
    for unit in stride(from: 0, to: sorted.count, by: 90) {
      for event in sorted[unit].suffix(3) { append(unit, event) }
    }
    for (number, log) in sorted[2600..<2700].enumerated() {
      for event in log { append(sorted.count + number, event) }
    }
    growing.take(from: &builder)
    return [first, growing.store]
  }

  @Test func `is the answer by every kernel where units lie sorted by their events`() throws {
    let stores = Self.sortedUnits()
    let sliced = try #require(SlicedEvents(stores[0]))
    #expect(sliced.stretches.count == 2 && sliced.stretches.allSatisfy { $0.isInOrder })
    #expect(sliced.longUnits.count == 2)
    let grown = try #require(sliced.grown(to: stores[1]))
    #expect(grown.movedLanes.count { $0 != 0 } > 20)
    var random = SeededGenerator(state: 20)
    var told = 0
    for _ in 0..<12 {
      let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 3000)
      var query = SlicedLogs.conditional(SlicedLogs.funnel(scale, &random).query, &random)
      query.breakdowns = random.pick([[], ["value"], ["value", "value"]]).map {
        Breakdown(columns: [$0])
      }
      query.histogram = random.pick([nil, .count(30)])
      for (store, sliced) in zip(stores, [sliced, grown]) {
        guard let expected = try? LocalBackend(store: store).answer(query) else { continue }
        let backend = LocalBackend(sliced)
        for kernel in SlicedCountTests.kernels {
          let (grouped, funnel) = try backend.compile(query)
          let found = try backend.answerAtOnce(query, grouped, funnel, kernel: kernel) { false }
          #expect(try (found ?? backend.answer(query)) == expected, "\(kernel) \(query)")
          told += found == nil ? 0 : 1
        }
      }
    }
    #expect(told > 6 * stores.count * SlicedCountTests.kernels.count)
  }

  @Test func `is left to the store where it needs more than blocks tell`() throws {
    var random = SeededGenerator(state: 21)
    let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 3000)
    var logs = SlicedLogs.logs(400, upTo: 9, scale, &random)
    for (unit, log) in logs.enumerated() {
      for event in log.indices { logs[unit][event].value = "v\((unit + event) % 70)" }
    }
    let store = FunnelCoreTests.store(of: logs)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    func query(_ change: (inout FunnelQuery) -> Void) -> FunnelQuery {
      var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 9_000_000).query
      change(&query)
      return query
    }
    let byValue = [Breakdown(columns: ["value"])]
    let questions = [
      // More values than are counted while events are near.
      query { $0.breakdowns = byValue }, query { $0.breakdowns = [Breakdown(columns: ["event"])] },
      query { $0.breakdowns = [Breakdown(columns: ["value", "event"])] },
      query { ($0.breakdowns, $0.rules.attribution) = (byValue, .last) },
      query { ($0.histogram, $0.hop) = (.automatic, Hop(first: 1, last: 3)) },
      query {
        $0.funnel.steps.append($0.funnel.steps[1])
        ($0.histogram, $0.hop) = (.automatic, Hop(first: 1, last: 3))
      },
      query { $0.segments = [Segment(columns: ["value"], values: ["v1"])] },
      query { $0.rules.order = .strict }, query { $0.funnel.steps.removeLast(2) },
    ]
    let atOnce = try questions.map { try Self.atOnce($0, backend) != nil }
    // Only the whole way is known of those that skip a step.
    #expect(atOnce == [false, false, false, false, true, false, false, false, false])
    for question in questions {
      #expect(try backend.answer(question) == LocalBackend(store: store).answer(question))
    }
  }

  @Test func `ends when it is cancelled, soon or late`() throws {
    let backend = LocalBackend(try #require(SlicedEvents(Self.manyUnits())))
    let query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 400_000_000).query
    let (store, funnel) = try backend.compile(query)
    func ask(untilCall limit: Int) throws -> Int {
      let calls = Atomic<Int>(0)
      let result = try backend.answerAtOnce(query, store, funnel) {
        calls.add(1, ordering: .relaxed).newValue >= limit
      }
      #expect(result != nil)
      return calls.load(ordering: .relaxed)
    }
    // It is asked at the beginning and then in the search of blocks.
    let calls = try ask(untilCall: .max)
    #expect(calls > 2)
    for limit in [1, 2] {
      #expect(throws: CancellationError.self) { try ask(untilCall: limit) }
    }
  }

  @Test func `is nil where a hop is longer than any can be`() throws {
    let sliced = try #require(SlicedEvents(Self.manyUnits()))
    let query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 400_000_000).query
    let funnel = try CompiledFunnel(query, store: sliced.store)
    let question = try #require(SlicedQuestion(funnel, of: sliced))
    let reach = try #require(
      LocalBackend(sliced).clock(query, funnel, sliced.store).reach(steps: 3))
    func tally(_ reach: UInt32) throws -> SlicedTally? {
      try sliced.tally(
        question, funnel, sliced.store, reach: reach, by: [], isCancelled: { false })
    }
    #expect(try tally(reach) != nil)
    #expect(try tally(0) == nil)
  }
}

extension SlicedEvents {
  fileprivate func question(_ funnel: CompiledFunnel) -> SlicedQuestion? {
    SlicedQuestion(funnel, of: self)
  }
}
