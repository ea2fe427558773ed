import CKernels
import Testing

@testable import FunnelCore

/// Blocks whose units' events lie so near each other that their times do not matter.
@Suite struct BriefBlockTests {
  /// Returns logs that lie within moments to days, each length in some of them.
  private static func logs(_ random: inout SeededGenerator) -> [[ReferenceEvent]] {
    (0..<500).flatMap { _ -> [[ReferenceEvent]] in
      let scale = SlicedLogs.Scale(
        moment: random.pick([1, 60, 3600, 43_200]) * 1_000_000, stretch: 0)
      return SlicedLogs.logs(1, upTo: random.pick([3, 6, 20]), scale, &random)
    } + [[ReferenceEvent(time: 30 * 86_400_000_000, name: "e")]]
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `know the longest time between two events of a unit`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 6151)
    let store = FunnelCoreTests.store(of: Self.logs(&random))
    let sliced = try #require(SlicedEvents(store))
    for block in sliced.blocks {
      let lengths = (0..<block.unitCount).map { lane -> UInt16 in
        let unit = UnitIndex(rawValue: sliced.units[block, lane])
        let times = store.rows(of: unit).map { sliced.clock.rounded(store.times[$0]) }
        return (times.max() ?? 0) - (times.min() ?? 0)
      }
      #expect(block.longest == lengths.max())
    }
    #expect(Set(sliced.blocks.map(\.longest)).count > 3)
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `give what looking at their times gives`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 12_289)
    let store = FunnelCoreTests.store(of: Self.logs(&random))
    let sliced = try #require(SlicedEvents(store))
    var arrays = sliced.arrays
    arrays.longest = SharedArray(
      Array(repeating: UInt16(SlicedClock.lastTick), count: sliced.blocks.count))
    let timed = SlicedEvents(
      store, SlicedLayout(store.unitStarts, known: arrays), arrays)
    let lengths = Set(sliced.blocks.map(\.longest)).sorted()
    var (briefBlocks, timedBlocks, lost) = (0, 0, Set<LossReason>())
    for _ in 0..<40 {
      var funnel = SlicedLogs.funnel(
        SlicedLogs.Scale(moment: 3_600_000_000, stretch: 24), &random)
      (funnel.from, funnel.until) = (nil, nil)
      // Just as long as the units of some block, or a moment less or more.
      let length = Int64(random.pick(lengths)) + random.pick([-1, 0, 1])
      funnel.window = max(0, length) * Int64(sliced.clock.tick) + random.pick([-1, 0, 1])
      guard (try? funnel.query.checkMeaning()) != nil else { continue }
      let compiled = try CompiledFunnel(funnel.query, store: store)
      guard let question = SlicedQuestion(compiled, of: sliced) else { continue }
      let brief = sliced.blocks.count { $0.longest < question.kernel.first_uncertain }
      (briefBlocks, timedBlocks) = (briefBlocks + brief, timedBlocks + sliced.blocks.count - brief)
      let simple = try simpleOutcomes(funnel.query, store)
      lost.formUnion((0..<simple.count).compactMap { simple.reason(of: $0) })
      for kernel in SlicedCountTests.kernels {
        let counts = try #require(try slicedCounts(funnel.query, sliced, kernel))
        let others = try #require(try slicedCounts(funnel.query, timed, kernel))
        #expect(counts.steps == others.steps, "\(kernel) \(funnel)")
        #expect(counts.searchedAgain <= others.searchedAgain)
        for sliced in [sliced, timed] {
          guard let outcomes = try slicedOutcomes(funnel.query, sliced, kernel) else { continue }
          #expect(outcomes.firstDifference(from: simple) == nil, "\(kernel) \(funnel)")
        }
      }
    }
    #expect(briefBlocks > 10 && timedBlocks > 10)
    #expect(lost == [.late, .open, .outOfOrder, .left])
  }

  @Test func `are not searched by their times`() throws {
    var random = SeededGenerator(state: 14)
    let store = FunnelCoreTests.store(of: Self.logs(&random))
    let sliced = try #require(SlicedEvents(store))
    var arrays = sliced.arrays
    // By these times no two events of a unit are within any window.
    arrays.times = SharedArray(
      arrays.times.indices.map { $0 / 64 % 2 == 0 ? 0 : UInt16(SlicedClock.lastTick) })
    let senseless = SlicedEvents(
      store, SlicedLayout(store.unitStarts, known: arrays), arrays)
    let longest = Int64(try #require(sliced.blocks.map(\.longest).max()))
    for (ticks, areAllBrief) in [(longest + 1, true), (longest / 2, false)] {
      let query = ReferenceFunnel(
        [["a"], ["b"], ["c"]], window: ticks * Int64(sliced.clock.tick)
      ).query
      for kernel in SlicedCountTests.kernels {
        let expected = try #require(try slicedCounts(query, sliced, kernel))
        let found = try #require(try slicedCounts(query, senseless, kernel))
        #expect((found.steps == expected.steps) == areAllBrief)
        if areAllBrief { #expect(found.searchedAgain == expected.searchedAgain) }
      }
    }
  }

  @Test(arguments: [-2, -1, 0, 1, 2])
  func `end where a window just ends`(more: Int64) throws {
    let (window, end) = (Int64(86_400_000_000), Int64(30 * 86_400_000_000))
    // The length of the window, and the moment after which no window ends, are no multiples of a tick.
    let starts = [end - 3 * window, end - window].flatMap { [$0 - 1, $0, $0 + 1] }
    for start in [0, 1, 777_777] + starts {
      let logs = [
        [(start, "a"), (start + window + more, "b")].map { ReferenceEvent(time: $0.0, name: $0.1) },
        // The entry comes last of three, and nothing after it.
        [(start, "c"), (start + window + more - 1, "d"), (start + window + more, "a")].map {
          ReferenceEvent(time: $0.0, name: $0.1)
        },
      ].filter { log in log.allSatisfy { $0.time <= end } }
      // Each in a block with a unit of two events at the end of the data.
      for log in logs {
        let store = FunnelCoreTests.store(of: [
          log, ["a", "b"].map { ReferenceEvent(time: end, name: $0) },
        ])
        let sliced = try #require(SlicedEvents(store))
        for length in [window, window + 1, 2 * window] {
          let query = ReferenceFunnel([["a"], ["b"]], window: length).query
          let expected = try simpleOutcomes(query, store)
          for kernel in SlicedCountTests.kernels {
            #expect(try slicedCounts(query, sliced, kernel)?.steps == simpleCounts(query, store))
            let outcomes = try #require(try slicedOutcomes(query, sliced, kernel))
            #expect(outcomes.firstDifference(from: expected) == nil, "\(kernel) \(start) \(length)")
          }
        }
      }
    }
  }
}
