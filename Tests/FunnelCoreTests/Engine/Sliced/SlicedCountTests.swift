import CKernels
import Testing

@testable import FunnelCore

/// The sliced form against the definition and against the search of one unit after the other.
@Suite struct SlicedCountTests {
  static let kernels = KernelForm.available(lanes_has_form)

  @Test(arguments: SeededGenerator.seeds(8))
  func `counts what the definition says`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 31)
    var counted = 0
    for _ in 0..<60 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.logs(30, upTo: 7, scale, &random)
      let funnel = SlicedLogs.funnel(scale, &random)
      guard (try? funnel.query.checkMeaning()) != nil else { continue }
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      let depths = logs.map { funnel.reported($0).count }
      let expected = funnel.steps.indices.map { step in depths.count { $0 > step } }
      for kernel in Self.kernels {
        guard let counts = try slicedCounts(funnel.query, sliced, kernel) else { continue }
        #expect(counts.steps == expected, "\(kernel) \(scale) \(funnel) \(logs)")
        counted += 1
      }
    }
    #expect(counted > 40)
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `counts what the search of every unit counts`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 1009)
    for _ in 0..<6 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.logs(300, upTo: random.pick([5, 40, 120]), scale, &random)
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      for _ in 0..<20 {
        let query = SlicedLogs.funnel(scale, &random).query
        guard (try? query.checkMeaning()) != nil else { continue }
        let expected = try simpleCounts(query, store)
        for kernel in Self.kernels {
          guard let counts = try slicedCounts(query, sliced, kernel) else { continue }
          #expect(counts.steps == expected, "\(kernel) \(scale) \(query)")
        }
      }
    }
  }

  @Test func `searches few units again where times are rounded little`() throws {
    var random = SeededGenerator(state: 5)
    let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 30_000)
    let logs = SlicedLogs.logs(1000, upTo: 30, scale, &random)
    let sliced = try #require(SlicedEvents(FunnelCoreTests.store(of: logs)))
    #expect(sliced.clock.tick == 1_000_000)
    var funnel = ReferenceFunnel([["a"], ["b"], ["c"]], window: 100_000_000)
    funnel.usesFileOrder = true
    let counts = try #require(try slicedCounts(funnel.query, sliced, .bestForLanes))
    #expect(counts.searchedAgain == 0)
    #expect(counts.steps[0] > 500)
  }

  @Test func `searches units of many events in the store`() throws {
    var random = SeededGenerator(state: 6)
    let scale = SlicedLogs.Scale(moment: 1_000_000, stretch: 0)
    var logs = SlicedLogs.logs(100, upTo: 20, scale, &random)
    for length in [511, 512, 513, 2000] {
      logs.append(
        (0..<length).map { number in
          ReferenceEvent(time: Int64(number) * 1000, name: number % 2 == 0 ? "b" : "a")
        })
    }
    let store = FunnelCoreTests.store(of: logs)
    let sliced = try #require(SlicedEvents(store))
    #expect(sliced.longUnits == [102, 103])
    let query = ReferenceFunnel([["a"], ["b"], ["a"]], window: 1_000_000).query
    let counts = try #require(try slicedCounts(query, sliced, .bestForLanes))
    #expect(try counts.steps == simpleCounts(query, store))
  }

  @Test func `takes as many names as a byte tells apart and no more`() throws {
    func store(names: Int) -> EventStore {
      FunnelCoreTests.store(
        of: (0..<names).map { number in
          ["\(number)", "\((number + 1) % names)", "254"].enumerated().map { time, name in
            ReferenceEvent(time: Int64(time), name: name)
          }
        })
    }
    #expect(SlicedEvents(store(names: 256)) == nil)
    let store255 = store(names: 255)
    let sliced = try #require(SlicedEvents(store255))
    for steps in [
      ["7", "8"], ["254", "0"], ["190", "191", "254"], ["63", "254"], ["*", "254"],
    ] {
      let query = ReferenceFunnel(steps.map { [$0] }, window: 2).query
      let expected = try simpleCounts(query, store255)
      for kernel in Self.kernels {
        #expect(try slicedCounts(query, sliced, kernel)?.steps == expected)
      }
    }
  }

  @Test func `does not slice what has no events`() {
    #expect(SlicedEvents(FunnelCoreTests.store(of: [])) == nil)
  }
}
