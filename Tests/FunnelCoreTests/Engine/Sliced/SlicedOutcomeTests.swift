import Testing

@testable import FunnelCore

/// Everything the sliced form finds about units, against the search of one unit after the other.
@Suite struct SlicedOutcomeTests {
  @Test(arguments: SeededGenerator.seeds(8))
  func `finds what the search of every unit finds`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 7919)
    var (compared, lost) = (0, Set<LossReason>())
    for _ in 0..<8 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.logs(200, upTo: random.pick([5, 9, 40, 120, 300]), scale, &random)
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      for _ in 0..<20 {
        let query = SlicedLogs.funnel(scale, &random).query
        guard (try? query.checkMeaning()) != nil else { continue }
        let expected = try simpleOutcomes(query, store)
        lost.formUnion((0..<expected.count).compactMap { expected.reason(of: $0) })
        for kernel in SlicedCountTests.kernels {
          guard let outcomes = try slicedOutcomes(query, sliced, kernel) else { continue }
          #expect(
            outcomes.firstDifference(from: expected) == nil, "\(kernel) \(scale) \(query)")
          compared += 1
        }
      }
    }
    #expect(compared > 60)
    #expect(lost == [.late, .open, .outOfOrder, .left])
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `finds what the definition says`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 104_729)
    for _ in 0..<40 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.logs(30, upTo: 7, scale, &random)
      let funnel = SlicedLogs.funnel(scale, &random)
      guard (try? funnel.query.checkMeaning()) != nil else { continue }
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      let end = logs.flatMap { $0 }.map(\.time).max() ?? 0
      guard let outcomes = try slicedOutcomes(funnel.query, sliced, .bestForLanes) else {
        continue
      }
      var found = Array(repeating: ([Int64](), LossReason?.none), count: logs.count)
      for entrant in 0..<outcomes.count {
        let rows = outcomes.rows[outcomes.chain(of: entrant)]
        found[Int(outcomes.units[entrant])] = (
          rows.map { store.times[Int($0)] }, outcomes.reason(of: entrant)
        )
      }
      for (log, found) in zip(logs, found) {
        #expect(found.0 == funnel.reported(log), "\(funnel) on \(log)")
        guard !found.0.isEmpty else { continue }
        #expect(found.1 == funnel.lossReason(log, dataEnd: end), "\(funnel) on \(log)")
      }
    }
  }

  @Test func `puts long units and those in many stretches in order`() throws {
    var random = SeededGenerator(state: 8)
    let logs = SlicedLogs.logs(
      20_000, upTo: 3, andOf: [254, 255, 256, 509, 510, 511, 512, 513, 900], &random)
    let store = FunnelCoreTests.store(of: logs)
    let sliced = try #require(SlicedEvents(store))
    #expect(sliced.stretches.count == 2 && sliced.longUnits.count == 2)
    let ways = [
      ["a", "b"], ["a", "b", "c"], ["a", "c", "b"], ["d", "e", "b", "c"], ["b", "d"], ["b", "c"],
      ["c"],
    ]
    // Long units take up to 510 seconds, so windows end within them, or just do not, or there are none.
    for (steps, window) in ways.flatMap({ way in
      [400_000_000, 600_000_000, nil].map { (way, $0 as Int64?) }
    }) {
      let query = ReferenceFunnel(steps.map { [$0] }, window: window).query
      let expected = try simpleOutcomes(query, store)
      #expect(expected.count > 1000)
      for kernel in SlicedCountTests.kernels {
        let outcomes = try #require(try slicedOutcomes(query, sliced, kernel))
        #expect(
          outcomes.firstDifference(from: expected) == nil, "\(kernel) \(steps) \(window ?? -1)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `finds the chains of long units`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 15_485_863)
    var (whole, lost) = (0, 0)
    for _ in 0..<3 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = (0..<12).map { _ in
        let (rare, pause) = (random.pick([2, 5, 60]), random.pick([0, 1, 30]))
        var time: Int64 = 0
        return (0..<Int.random(in: 500...900, using: &random)).map { _ in
          time += random.chance(pause + 1) ? random.pick([0, 1, 3]) : 0
          let name = random.chance(rare) ? random.pick(["a", "b", "c", "d"]) : "e"
          return ReferenceEvent(time: time * scale.moment, name: name)
        }
      }
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      #expect(sliced.longUnits.count > 6)
      for _ in 0..<12 {
        let query = SlicedLogs.funnel(scale, &random).query
        guard (try? query.checkMeaning()) != nil,
          let outcomes = try slicedOutcomes(query, sliced, .bestForLanes)
        else { continue }
        let expected = try simpleOutcomes(query, store)
        #expect(outcomes.firstDifference(from: expected) == nil, "\(scale) \(query)")
        let ways = (0..<expected.count).count { expected.reason(of: $0) == nil }
        (whole, lost) = (whole + ways, lost + expected.count - ways)
      }
    }
    #expect(whole > 20 && lost > 20)
  }

  @Test func `uses its memory again`() throws {
    var random = SeededGenerator(state: 9)
    let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 3000)
    let store = FunnelCoreTests.store(of: SlicedLogs.logs(500, upTo: 9, scale, &random))
    let sliced = try #require(SlicedEvents(store))
    for steps in [["a", "b", "c", "d"], ["d"], ["e", "a"], ["a", "b", "c", "d"]] {
      let query = ReferenceFunnel(steps.map { [$0] }, window: 5_000_000).query
      let outcomes = try #require(try slicedOutcomes(query, sliced, .bestForLanes))
      #expect(outcomes.firstDifference(from: try simpleOutcomes(query, store)) == nil)
    }
  }

  @Test func `leaves other chains than the earliest to the store`() throws {
    var random = SeededGenerator(state: 10)
    let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 3000)
    let store = FunnelCoreTests.store(of: SlicedLogs.logs(100, upTo: 9, scale, &random))
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    for chain in FunnelRules.ReportedChain.allCases {
      var query = ReferenceFunnel([["a"], ["b"], ["a"]], window: 4_000_000).query
      query.rules.reportedChain = chain
      query.breakdowns = [Breakdown(columns: ["event"])]
      #expect(try backend.answer(query) == LocalBackend(store: store).answer(query))
    }
  }
}

/// Returns what the search of one unit after the other finds.
func simpleOutcomes(_ query: FunnelQuery, _ store: EventStore) throws -> Outcomes {
  try Outcomes(
    of: store, funnel: CompiledFunnel(query, store: store), isCancelled: { false })
}

/// Returns what the sliced form finds, or nil where it cannot.
func slicedOutcomes(
  _ query: FunnelQuery, _ sliced: SlicedEvents, _ kernel: KernelForm
) throws -> Outcomes? {
  let funnel = try CompiledFunnel(query, store: sliced.store)
  guard let question = SlicedQuestion(funnel, of: sliced), question.findsChains else { return nil }
  return sliced.outcomes(question, funnel, kernel: kernel, isCancelled: { false })
}

extension Outcomes {
  /// Says where outcomes differ from others, entrant by entrant; nil where they are the same.
  func firstDifference(from expected: Outcomes) -> String? {
    func told(_ outcomes: Outcomes, _ entrant: Int) -> String {
      guard entrant < outcomes.count else { return "nobody" }
      let group = outcomes.groups.isEmpty ? "" : " group \(outcomes.groups[entrant])"
      let reason = outcomes.reason(of: entrant)?.name ?? "-"
      let rows = Array(outcomes.rows[outcomes.chain(of: entrant)])
      return "unit \(outcomes.units[entrant]) \(rows) \(reason)\(group)"
    }
    for entrant in 0..<max(count, expected.count) {
      let (found, wanted) = (told(self, entrant), told(expected, entrant))
      if found != wanted { return "\(found) instead of \(wanted)" }
    }
    return rows == expected.rows && groups == expected.groups ? nil : "the chains lie elsewhere"
  }
}
