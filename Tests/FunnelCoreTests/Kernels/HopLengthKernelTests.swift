import CKernels
import Testing

@testable import FunnelCore

/// The loops over the hops of chains in every form, against plain ones.
@Suite struct HopLengthKernelTests {
  static let forms = KernelForm.available(lanes_has_form).map(\.form)

  private struct Chains {
    var depths: [UInt8] = []
    var rows: [UInt32] = []
    var words: [UInt32] = []

    /// Chains whose hops take up to `longest`, the first times anywhere among 32 bits.
    init(_ count: Int, steps: Int, longest: UInt32, wraps: Bool, _ random: inout SeededGenerator) {
      for _ in 0..<count {
        let depth = random.chance(3) ? steps : Int.random(in: 1...steps, using: &random)
        let room = wraps ? 0 : UInt32(steps) * longest
        var time = UInt32.random(in: 0...UInt32.max - room, using: &random)
        for step in 0..<depth {
          if step > 0 { time &+= UInt32.random(in: 0...longest, using: &random) }
          // Rows that nobody looks at lie between.
          for _ in 0..<Int.random(in: 0...2, using: &random) { words.append(7) }
          rows.append(UInt32(words.count))
          words.append(time)
        }
        depths.append(UInt8(depth))
      }
    }
  }

  private struct Measured: Equatable {
    var isRight: Bool
    var runs: [[UInt32]]
    var buckets: [[UInt16]]
    var counts: [UInt32]
    var sums: [UInt64]
  }

  private func measure(
    _ chains: Chains, steps: Int, reach: UInt32, wraps: Bool, _ form: kernel_form
  ) -> Measured {
    let sizes = (0..<steps).map { step in
      chains.depths.count { Int($0) >= (step == 0 ? steps : step + 1) }
    }
    let starts = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var lengths = Array(repeating: UInt32(0xA5A5_A5A5), count: starts[steps] + 1)
    var buckets = Array(repeating: UInt16(0xA5A5), count: starts[steps] + 1)
    var next = Array(starts.prefix(steps))
    var counts = Array(repeating: UInt32(0), count: steps * Int(HOP_BUCKETS))
    var sums = Array(repeating: UInt64(0), count: steps)
    let isRight = chains.words.withUnsafeBufferPointer { words in
      chains.depths.withUnsafeBufferPointer { depths in
        chains.rows.withUnsafeBufferPointer { rows in
          lengths.withUnsafeMutableBufferPointer { lengths in
            buckets.withUnsafeMutableBufferPointer { buckets in
              next.withUnsafeMutableBufferPointer { next in
                counts.withUnsafeMutableBufferPointer { counts in
                  sums.withUnsafeMutableBufferPointer { sums in
                    var times = hop_times(
                      words: words.baseAddress.unsafelyUnwrapped, count: words.count, reach: reach,
                      wraps: wraps)
                    var all = hop_chains(
                      depths: depths.baseAddress.unsafelyUnwrapped, count: depths.count,
                      rows: rows.baseAddress.unsafelyUnwrapped,
                      row_count: rows.count)
                    var runs = hop_runs(
                      lengths: lengths.baseAddress.unsafelyUnwrapped,
                      buckets: buckets.baseAddress.unsafelyUnwrapped,
                      next: next.baseAddress.unsafelyUnwrapped,
                      counts: counts.baseAddress.unsafelyUnwrapped,
                      sums: sums.baseAddress.unsafelyUnwrapped)
                    return measure_hops(form, &times, &all, Int32(steps), &runs)
                  }
                }
              }
            }
          }
        }
      }
    }
    #expect(lengths.last == 0xA5A5_A5A5 && buckets.last == 0xA5A5)
    if isRight { #expect(next == Array(starts.dropFirst())) }
    func runs<Number>(_ numbers: [Number]) -> [[Number]] {
      (0..<steps).map { Array(numbers[starts[$0]..<starts[$0 + 1]]) }
    }
    return Measured(
      isRight: isRight, runs: runs(lengths), buckets: runs(buckets), counts: counts, sums: sums)
  }

  private func expected(_ chains: Chains, steps: Int) -> Measured {
    var runs = Array(repeating: [UInt32](), count: steps)
    var row = 0
    for depth in chains.depths {
      let times = chains.rows[row..<row + Int(depth)].map { chains.words[Int($0)] }
      for step in 1..<max(1, times.count) { runs[step].append(times[step] &- times[step - 1]) }
      if times.count == steps { runs[0].append(times[steps - 1] &- times[0]) }
      row += Int(depth)
    }
    var counts = Array(repeating: UInt32(0), count: steps * Int(HOP_BUCKETS))
    for (step, run) in runs.enumerated() {
      for length in run { counts[step * Int(HOP_BUCKETS) + Int(hop_bucket(length))] += 1 }
    }
    return Measured(
      isRight: true, runs: runs, buckets: runs.map { $0.map { UInt16(hop_bucket($0)) } },
      counts: counts, sums: runs.map { $0.reduce(0) { $0 + UInt64($1) } })
  }

  @Test(arguments: 0..<120)
  func `measures what plain loops measure`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let steps = random.pick([2, 3, 5, 8, 62])
    let wraps = Bool.random(using: &random)
    let longest = random.pick([0, 1, 60, 1 << 20, UInt32(Int32.max) / UInt32(steps)])
    let chains = Chains(
      random.pick([1, 2, 255, 256, 257, 700]), steps: steps, longest: longest, wraps: wraps,
      &random)
    let expected = expected(chains, steps: steps)
    let reach = expected.runs.joined().max() ?? 0
    for form in Self.forms {
      let reaches = wraps ? [reach, UInt32(Int32.max), .max] : [reach, .max]
      for reach in reaches {
        #expect(
          measure(chains, steps: steps, reach: reach, wraps: wraps, form) == expected,
          "\(form) \(steps) \(longest) \(reach)")
      }
      if reach > 0 {
        #expect(!measure(chains, steps: steps, reach: reach - 1, wraps: wraps, form).isRight)
      }
    }
  }

  @Test func `says when lengths are not right`() {
    var random = SeededGenerator(state: 3)
    var chains = Chains(300, steps: 3, longest: 9, wraps: false, &random)
    chains.depths += [2]
    chains.rows += [UInt32(chains.words.count), UInt32(chains.words.count + 1)]
    let ends: [(times: [UInt32], isRight: Bool)] = [
      ([5, 6], true), ([6, 5], false), ([100, 0], false),
    ]
    for (times, isRight) in ends {
      var own = chains
      own.words += times
      for form in Self.forms {
        for reach in [100, UInt32(Int32.max), .max] {
          let found = measure(own, steps: 3, reach: reach, wraps: false, form)
          #expect(found.isRight == isRight, "\(form) \(times) \(reach)")
        }
        let found = measure(own, steps: 3, reach: 100, wraps: true, form)
        #expect(found.isRight == isRight, "\(form) \(times)")
      }
    }
    // Nor is there a row behind the last one.
    chains.words += [1]
    for form in Self.forms {
      #expect(!measure(chains, steps: 3, reach: .max, wraps: false, form).isRight)
    }
  }

  @Test func `has buckets in the order of lengths`() {
    var random = SeededGenerator(state: 1)
    var lengths: [UInt32] = [0, 1, 2, 3, .max - 1, .max]
    for bits in 1..<32 {
      let power: UInt32 = 1 << UInt32(bits)
      lengths += [power - 1, power, power + 1, power + power / 2]
      lengths += (0..<200).map { _ in UInt32.random(in: power...(power - 1) * 2 + 1, using: &random)
      }
    }
    lengths.sort()
    for (length, next) in zip(lengths, lengths.dropFirst()) {
      #expect(hop_bucket(length) <= hop_bucket(next), "\(length) \(next)")
      #expect(hop_bucket(length) < HOP_BUCKETS)
    }
    #expect(hop_bucket(0) == 0 && hop_bucket(1) > 0 && hop_bucket(.max) == HOP_BUCKETS - 1)
  }

  @Test(arguments: 0..<40)
  func `counts lengths and entrants as plain loops do`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = random.pick([0, 1, 2, 3, 1023, 1024, 1025, 3000])
    let groupCount = random.pick([1, 3, 40, 256])
    let groups = (0..<count).map { _ in UInt8(Int.random(in: 0..<groupCount, using: &random)) }
    let lengths = (0..<count).map { _ in
      UInt32.random(in: 0...(1 << UInt32.random(in: 0..<32, using: &random)), using: &random)
    }
    let width = Int(HOP_BUCKETS)
    var cells = Array(repeating: UInt32(1), count: groupCount * width)
    var sums = Array(repeating: UInt64(5), count: groupCount)
    var expectedCells = cells
    var expectedSums = sums
    for (group, length) in zip(groups, lengths) {
      expectedCells[Int(group) * width + Int(hop_bucket(length))] += 1
      expectedSums[Int(group)] += UInt64(length)
    }
    count_hops(
      lengths, lengths.map { UInt16(hop_bucket($0)) }, groups, count, groupCount, &cells, &sums)
    #expect(cells == expectedCells && sums == expectedSums)

    // All as of the first group, with buckets found in every form.
    var ofAll = Array(repeating: UInt32(0), count: width)
    for length in lengths { ofAll[Int(hop_bucket(length))] += 1 }
    for form in Self.forms {
      var buckets = Array(repeating: UInt16.max, count: count + 1)
      #expect(bucket_hops(form, lengths, count, &buckets) == lengths.max() ?? 0)
      #expect(buckets.last == .max)
      var (found, sum) = (Array(repeating: UInt32(0), count: width), [UInt64(0)])
      count_hops(lengths, buckets, nil, count, 1, &found, &sum)
      #expect(found == ofAll && sum == [lengths.reduce(0) { $0 + UInt64($1) }])
    }

    let (depthCount, reasonCount) = (random.pick([2, 6, 63]), 6)
    let depths = (0..<count).map { _ in UInt8(Int.random(in: 0..<depthCount, using: &random)) }
    let reasons = (0..<count).map { _ in random.pick([UInt8(0), 1, 2, 3, 4, 5, 6, 255]) }
    for isGrouped in [false, true] {
      let size = (isGrouped ? groupCount : 1) * depthCount * reasonCount
      var expected = Array(repeating: UInt32(0), count: size)
      for entrant in 0..<count {
        let group = isGrouped ? Int(groups[entrant]) : 0
        let reason = min(Int(reasons[entrant]), reasonCount - 1)
        expected[(group * depthCount + Int(depths[entrant])) * reasonCount + reason] += 1
      }
      for form in Self.forms {
        var tables = Array(repeating: UInt32(0), count: size * Int(ENTRANT_TABLES))
        depths.withUnsafeBufferPointer { depths in
          reasons.withUnsafeBufferPointer { reasons in
            groups.withUnsafeBufferPointer { groups in
              guard let depths = depths.baseAddress, let reasons = reasons.baseAddress else {
                return
              }
              var entrants = entrants(
                depths: depths, reasons: reasons, groups: isGrouped ? groups.baseAddress : nil,
                count: count)
              count_entrants(form, &entrants, depthCount, reasonCount, &tables, size)
            }
          }
        }
        let counted = (0..<size).map { cell in
          (0..<Int(ENTRANT_TABLES)).reduce(0) { $0 + tables[$1 * size + cell] }
        }
        #expect(counted == expected, "\(form) \(count) \(isGrouped)")
      }
    }
  }
}
