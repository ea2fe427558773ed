import Testing

@testable import FunnelCore

@Suite struct OrderStatisticsTests {
  private func check(_ values: [Int64], at places: [Int]) {
    let sorted = values.sorted()
    let found = values.withUnsafeBufferPointer { OrderStatistics.elements(at: places, of: $0) }
    #expect(found == places.map { sorted[$0] }, "\(values.count) values, e.g. \(values.prefix(9))")
  }

  @Test func `finds every place of a few values`() {
    let some: [Int64] = [.min, -1, 0, 1, 255, 256, .max]
    for first in some {
      for second in some {
        for third in some {
          check([first, second, third], at: [0, 1, 1, 2])
        }
      }
    }
  }

  /// Enough values not to be sorted: many equal ones, whole seconds, long tails, narrow heaps far
  /// from zero, negative ones, and the greatest and least numbers there are.
  @Test(arguments: 0..<60)
  func `finds what sorting finds`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = Int.random(in: 513...6000, using: &random)
    let shape = seed % 10
    let values = (0..<count).map { _ -> Int64 in
      let bits = Int64.random(in: 0...62, using: &random)
      switch shape {
      case 0: return Int64.random(in: .min ... .max, using: &random)
      case 1: return Int64.random(in: 0...((1 << bits) - 1), using: &random)
      case 2: return Int64.random(in: 0...100, using: &random) * 1_000_000
      case 3: return 1 << 50 + Int64.random(in: 0...(1 << 20), using: &random)
      case 4: return -Int64.random(in: 0...((1 << bits) - 1), using: &random)
      case 5: return [.min, .max, 0, -1][Int.random(in: 0..<4, using: &random)]
      case 6: return 7
      case 7: return Bool.random(using: &random) ? -1 : Int64.random(in: 0...3, using: &random)
      case 8: return (1 << 40) | Int64.random(in: 0...1, using: &random) << bits % 33
      default: return Int64.random(in: .max - 5000 ... .max, using: &random)
      }
    }
    check(values, at: [0, count / 10, count / 4, count / 2, count / 2 + 1, count - 1])
    check(values, at: (0..<40).map { _ in Int.random(in: 0..<count, using: &random) }.sorted())
    if seed < 10 { check(values, at: Array(0..<count)) }
  }

  @Test(arguments: [1, 2, 64, 128, 1000, 1 << 20])
  func `has buckets in the order of the values`(groupCount: Int) {
    let buckets = LengthBuckets(groupCount: groupCount)
    #expect(buckets.bucket(of: .max) == buckets.count - 1)
    #expect(buckets.bucket(of: .min) == 0)
    #expect(buckets.bucket(of: -1) == 0)
    for bucket in 1..<buckets.count {
      let least = buckets.least(in: bucket)
      #expect(buckets.bucket(of: least) == bucket)
      #expect(buckets.bucket(of: least - 1) == bucket - 1)
    }
    let even = EvenBuckets(from: .min, through: .max)
    #expect(even.bucket(of: .min) == 0)
    #expect(even.bucket(of: .max) == even.count - 1)
  }

  private struct Grouped: GroupedValues {
    var values: [Int64]
    var groups: [Int]
    var groupCount: Int

    var count: Int { values.count }
    func value(at index: Int) -> Int64 { values[index] }
    func group(at index: Int) -> Int { groups[index] }
  }

  @Test(arguments: 0..<40)
  func `summarises groups as each by itself`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let groupCount = random.pick([1, 2, 5, 70, 300])
    let count = Int.random(in: 0...3000, using: &random)
    let greatest: Int64 = 1 << Int64.random(in: 1...62, using: &random)
    let values = (0..<count).map { _ in
      random.chance(5) ? HopLengths.none : Int64.random(in: 0...greatest, using: &random)
    }
    // The greater numbers are rare, and some groups have nothing.
    let groups = values.map { _ in
      Int.random(in: 0...Int.random(in: 0..<groupCount, using: &random), using: &random)
    }
    let grouped = Grouped(values: values, groups: groups, groupCount: groupCount)
    let found = TimeSummary.summaries(of: grouped, holdsNone: true)
    #expect(found.count == groupCount)
    for group in 0..<groupCount {
      let own = zip(values, groups).filter { $0.1 == group && $0.0 >= 0 }.map(\.0)
      #expect(found[group] == TimeSummary(microseconds: own))
      if own.isEmpty { continue }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1) }
      #expect(found[group]?.mean == Double(sum) / Double(own.count) / 1_000_000)
    }
  }

  /// The summary by its definition, from sorted lengths.
  private func percentile(_ share: Double, of sorted: [Int64]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    let low = Double(sorted[below])
    return (low + (position - Double(below)) * (Double(sorted[above]) - low)) / 1_000_000
  }

  @Test(arguments: [1, 2, 3, 7, 512, 513, 4000])
  func `summarises lengths as sorting them does`(count: Int) throws {
    var random = SeededGenerator(state: UInt64(count))
    let lengths = (0..<count).map { _ in
      Int64.random(in: 0...(1 << Int64.random(in: 1...45, using: &random)), using: &random)
    }
    // Places without a length among them change nothing.
    let holed = (lengths + Array(repeating: HopLengths.none, count: count / 3)).shuffled(
      using: &random)
    let sorted = lengths.sorted()
    let summary = try #require(TimeSummary(microseconds: lengths))
    #expect(summary.count == count)
    #expect(summary.mean == Double(lengths.reduce(0, +)) / Double(count) / 1_000_000)
    #expect(summary.p25 == percentile(0.25, of: sorted))
    #expect(summary.median == percentile(0.5, of: sorted))
    #expect(summary.p75 == percentile(0.75, of: sorted))
    #expect(summary.p90 == percentile(0.9, of: sorted))
    #expect(summary.p95 == percentile(0.95, of: sorted))
    let found = holed.withUnsafeBufferPointer {
      TimeSummary.summaries(of: UngroupedValues(values: $0), holdsNone: true)
    }
    #expect(found == [summary])
  }

  @Test func `adds up beyond 64 bits`() {
    let values: [Int64] = [.max, .max, .min, -1, .max, 1 << 32, -(1 << 32)]
    let sum = values.reduce(Int128(0)) { $0 + Int128($1) }
    let grouped = Grouped(
      values: values + values, groups: values.map { _ in 0 } + values.map { _ in 1 }, groupCount: 3)
    #expect(TimeSummary.exactSums(grouped) == [sum, sum, 0])
    #expect(TimeSummary(microseconds: [.max, .max])?.mean == 9_223_372_036_854.775)
    #expect(TimeSummary(microseconds: [.min, .min, 6])?.mean == -6_148_914_691_236.517)
    #expect(TimeSummary(microseconds: []) == nil)
  }
}
