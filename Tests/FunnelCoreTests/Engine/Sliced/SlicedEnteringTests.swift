import Testing

@testable import FunnelCore

/// Units that cannot enter are not searched, whatever the rules.
@Suite struct SlicedEnteringTests {
  @Test(arguments: SeededGenerator.seeds(8))
  func `skips nobody who enters`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 2_147_483_647)
    var skipped = 0
    for counting in ReferenceFunnel.Counting.allCases {
      for _ in 0..<10 {
        let scale = SlicedLogs.Scale(moment: 1, stretch: 30)
        let logs = SlicedLogs.withValues(SlicedLogs.logs(120, upTo: 6, scale, &random), &random)
        let store = FunnelCoreTests.store(of: logs)
        let sliced = try #require(SlicedEvents(store))
        let reference = ReferenceFunnel.random(counting, &random)
        let query = SlicedLogs.conditional(reference.query, &random)
        guard (try? query.checkMeaning()) != nil else { continue }
        let funnel = try CompiledFunnel(query, store: store)
        let expected = try simpleOutcomes(query, store)
        for kernel in SlicedCountTests.kernels {
          let found = sliced.entering(funnel, kernel: kernel, isCancelled: { false })
          let entering = try #require(found)
          let outcomes = try Outcomes(
            of: store, funnel: funnel, entering: entering, isCancelled: { false })
          #expect(outcomes.firstDifference(from: expected) == nil, "\(kernel) \(query)")
          skipped += entering.count { !$0 }
        }
      }
    }
    #expect(skipped > 100)
  }

  @Test func `skips whoever has no event of the first step`() throws {
    var random = SeededGenerator(state: 31)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    var logs = SlicedLogs.logs(300, upTo: 6, scale, &random)
    logs.append((0..<600).map { ReferenceEvent(time: Int64($0), name: "e") })
    let store = FunnelCoreTests.store(of: logs)
    let sliced = try #require(SlicedEvents(store))
    var query = ReferenceFunnel([["a"], ["b"]], window: 1000).query
    query.filter = .comparison(column: "event", .notEqual, value: "d")
    query.rules.order = .strict
    let funnel = try CompiledFunnel(query, store: store)
    let found = sliced.entering(funnel, isCancelled: { false })
    let entering = try #require(found)
    // Long units are searched in any case.
    #expect(entering == logs.map { log in log.count > 512 || log.contains { $0.name == "a" } })
    query.rules.order = .any
    let free = try CompiledFunnel(query, store: store)
    let foundFreely = sliced.entering(free, isCancelled: { false })
    let some = try #require(foundFreely)
    #expect(
      some
        == logs.map { log in log.count > 512 || log.contains { ["a", "b"].contains($0.name) } })
    #expect(sliced.entering(funnel, isCancelled: { true }) == nil)
  }

  @Test func `stops when it is cancelled`() throws {
    var random = SeededGenerator(state: 32)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    let store = FunnelCoreTests.store(of: SlicedLogs.logs(300, upTo: 6, scale, &random))
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    var query = ReferenceFunnel([["a"], ["b"]], window: 1000).query
    for attribution in [FunnelRules.Attribution.entry, .every] {
      query.rules.attribution = attribution
      query.breakdowns = [Breakdown(columns: ["event"])]
      #expect(throws: CancellationError.self) {
        try backend.answer(query, isCancelled: { true })
      }
      #expect(try backend.answer(query) == LocalBackend(store: store).answer(query))
    }
    let split = try RowSplit(columns: ["event"], store: store, emptyIsMissing: false)
    #expect(throws: CancellationError.self) {
      try UnitRuns(of: store, by: split, isCancelled: { true })
    }
    let runs = try UnitRuns(of: store, by: split)
    let sliced = try #require(SlicedEvents(store))
    #expect(throws: CancellationError.self) {
      try SlicedEvents(sliced, by: runs, isCancelled: { true })
    }
  }
}
