import CKernels
import Testing

@testable import FunnelCore

/// What one thread counts of chains, against the same counted plainly.
@Suite struct TallyCountsTests {
  private struct Chain {
    var rows: [Int]
    var reason: UInt8
  }

  private static let stepCount = 3

  private static func store(_ random: inout SeededGenerator) -> EventStore {
    let logs = SlicedLogs.logs(
      600, upTo: 20, SlicedLogs.Scale(moment: 1_000_000, stretch: 3000), &random)
    return FunnelCoreTests.store(of: SlicedLogs.withValues(logs, &random))
  }

  /// Chains of any users, most of which have all steps.
  private static func chains(
    _ count: Int, _ store: EventStore, _ random: inout SeededGenerator
  ) -> [Chain] {
    (0..<count).map { _ in
      let unit = UnitIndex(rawValue: Int.random(in: 0..<store.unitCount, using: &random))
      var rows = Array(store.rows(of: unit))
      let depth = min(rows.count, random.pick([1, 2, 3, 3, 3, 3]))
      while rows.count > depth { rows.remove(at: Int.random(in: rows.indices, using: &random)) }
      return Chain(rows: rows, reason: UInt8.random(in: 0..<4, using: &random))
    }
  }

  /// Counts chains on one thread; nil where a hop is longer than it may be.
  private static func tally(
    _ chains: [Chain], _ store: EventStore, _ tables: [TallyTable], reach: UInt32,
    _ kernel: KernelForm
  ) -> SlicedTally? {
    var counted: TallyCounts?
    let pages = HopPages(
      lengths: chains.count * stepCount, threads: 1, tables: tables.count, steps: stepCount
    ) { room in
      store.times.withReading { reading in
        guard let words = reading.words.baseAddress else { return }
        let times = hop_times(
          words: words, count: reading.count, reach: reach, wraps: reading.form.extraBits > 0)
        let counts = TallyCounts(
          tables, stepCount: stepCount, times: times, pages: room.pages, form: kernel.form)
        // Some at a time, as stretches come.
        for first in stride(from: 0, to: chains.count, by: 777) {
          var part = Outcomes.Part()
          for chain in chains[first..<min(first + 777, chains.count)] {
            part.depths.append(UInt8(chain.rows.count))
            part.reasons.append(chain.reason)
            part.rows += chain.rows.map { UInt32($0) }
          }
          if !counts.add(part) { return }
        }
        if counts.finish() { counted = counts }
      }
    }
    return counted.map {
      SlicedTally(
        tables: tables, stepCount: stepCount, counts: [$0], pages: pages,
        unit: store.times.form.unit)
    }
  }

  /// How long the hop into a step took chains that came there, or in the place of the first the whole way.
  private static func lengths(_ chains: [Chain], _ step: Int, _ store: EventStore) -> [Int64] {
    chains.filter { $0.rows.count > (step == 0 ? stepCount - 1 : step) }.map { chain in
      let last = step == 0 ? stepCount - 1 : step
      return store.times[chain.rows[last]] - store.times[chain.rows[step == 0 ? 0 : step - 1]]
    }
  }

  @Test(arguments: SlicedCountTests.kernels)
  func `counts chains, their hops and values`(kernel: KernelForm) throws {
    var random = SeededGenerator(state: 41)
    let store = Self.store(&random)
    let column = try #require(try TalliedColumn("value", in: store))
    let codes = Array(column.codes)
    // Pages of all steps and of the whole way become full.
    for count in [0, 1, 255, 256, 257, 3 * HopPages.size] {
      let chains = Self.chains(count, store, &random)
      if count > HopPages.size {
        #expect(Self.lengths(chains, 0, store).count > HopPages.size + HopPages.bunch)
      }
      for columns in [[], [column], [column, column]] {
        let tables = TallyTable.tables(of: columns)
        let tally = try #require(Self.tally(chains, store, tables, reach: .max / 2, kernel))
        func check(_ groups: SlicedTally.Groups, _ group: (Chain) -> Int) {
          let entrants = tally.entrants(of: groups)
          let summaries = tally.summaries(of: [groups, groups])
          #expect(summaries[0] == summaries[1])
          for number in 0..<groups.count {
            let own = chains.filter { group($0) == number }
            #expect(
              entrants.steps(of: number)
                == (1...Self.stepCount).map { depth in own.count { $0.rows.count >= depth } })
            for step in 0..<Self.stepCount {
              let lengths = Self.lengths(own, step, store)
              #expect(summaries[0][step][number] == TimeSummary(microseconds: lengths))
            }
          }
        }
        check(tally.everyone) { _ in 0 }
        for number in columns.indices {
          // The value at the entry, or else the first one behind.
          check(tally.groups(ofColumn: number, count: column.codeCount)) { chain in
            chain.rows.lazy.map { Int(codes[$0]) }.first { $0 != 0 } ?? 0
          }
        }
        for step in 0..<Self.stepCount {
          let lengths = Self.lengths(chains, step, store).sorted()
          let times = tally.times(ofStep: step)
          let edges = (0..<40).map { Int64($0) * 700_000 + Int64($0 % 3) }
          #expect(times.counts(below: edges) == edges.map { edge in lengths.count { $0 < edge } })
          let places = lengths.indices.filter { $0.isMultiple(of: 97) }
          #expect(times.elements(at: places) == places.map { lengths[$0] })
        }
      }
    }
  }

  @Test func `is nil where a hop is longer than any can be`() throws {
    var random = SeededGenerator(state: 42)
    let store = Self.store(&random)
    let chains = Self.chains(2000, store, &random)
    let longest = try #require((0..<3).flatMap { Self.lengths(chains, $0, store) }.max())
    let units = UInt32(longest / store.times.form.unit)
    let tables = TallyTable.tables(of: [])
    #expect(Self.tally(chains, store, tables, reach: units, .bestForLanes) != nil)
    #expect(Self.tally(chains, store, tables, reach: units - 1, .bestForLanes) == nil)
  }

  @Test func `gathers the same whatever is gone through at once`() {
    var random = SeededGenerator(state: 43)
    let store = Self.store(&random)
    let chains = Self.chains(20_000, store, &random)
    let lengths = Self.lengths(chains, 1, store)
    let pages = HopPages(lengths: lengths.count, threads: 1, tables: 0, steps: 2) { room in
      for first in stride(from: 0, to: lengths.count, by: HopPages.size) {
        let own = lengths[first..<min(first + HopPages.size, lengths.count)]
        let page = room.pages.taken.pointee
        for (place, length) in own.enumerated() {
          room.pages.lengths[page * HopPages.size + place] = UInt32(length / 1_000_000)
        }
        (room.pages.steps[page], room.pages.counts[page]) = (1, UInt16(own.count))
        room.pages.taken.pointee += 1
      }
    }
    var counts = Array(repeating: UInt32(0), count: ShortBuckets.width)
    for length in lengths { counts[Int(hop_bucket(UInt32(length / 1_000_000)))] += 1 }
    let places = [lengths.count / 4, lengths.count / 2, lengths.count - 1]
    let shares = BucketShares(of: [places], counts: counts, width: counts.count)
    for size in [1, 2, 1000] {
      let found = pages.gather(
        ofStep: 1, [HopPages.Way(groups: nil, shares: shares)], pagesAtOnce: size)
      let sorted = lengths.sorted()
      #expect(shares.elements(found[0], unit: 1_000_000)[0] == places.map { sorted[$0] })
    }
  }

  @Test func `lengths of several ways are gathered together as long as they are few`() {
    #expect(SlicedTally.runs(of: [], upTo: 5) == [])
    #expect(SlicedTally.runs(of: [1, 2, 2], upTo: 5) == [0..<3])
    #expect(SlicedTally.runs(of: [1, 2, 3, 9, 1], upTo: 5) == [0..<2, 2..<3, 3..<4, 4..<5])
    #expect(SlicedTally.runs(of: [0, 0], upTo: 0) == [0..<2])
  }
}
