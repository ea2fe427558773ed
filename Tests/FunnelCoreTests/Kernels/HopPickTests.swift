import CKernels
import Testing

@testable import FunnelCore

@Suite struct HopPickTests {
  static let forms = KernelForm.available(picking_has_form).map(\.form)

  @Test(arguments: 0..<150)
  func `picks the same places in every form`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = random.pick([0, 1, 31, 32, 33, 2047, 2048, 2049, 5000])
    let groupCount = random.pick([1, 2, 7, 256])
    let width = Int(HOP_BUCKETS)
    let highest = random.pick([3, 100, width - 1])
    let buckets = (0..<count).map { _ in UInt16(Int.random(in: 0...highest, using: &random)) }
    let groups = (0..<count).map { _ in UInt8(Int.random(in: 0..<groupCount, using: &random)) }
    let hasGroups = groupCount > 1
    var wanted = Array(repeating: UInt32(0), count: groupCount * width)
    var wantedBuckets: [Int] = []
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let bucket = Int.random(in: 0...highest, using: &random)
      wantedBuckets.append(bucket)
      wanted[Int.random(in: 0..<groupCount, using: &random) * width + bucket] = .max
    }
    // More buckets than are wanted do no harm.
    var set = bucket_set(wantedBuckets + wantedBuckets.prefix(2).map { min($0 + 1, highest) })
    for start in Set([0, count / 3, count]) {
      let expected = (start..<count).filter {
        let group = hasGroups ? Int(groups[$0]) : 0
        return wanted[group * width + Int(buckets[$0])] != 0
      }
      for form in Self.forms {
        var places = Array(repeating: UInt32(0xA5A5_A5A5), count: expected.count + 2)
        let found = buckets.withUnsafeBufferPointer { buckets in
          groups.withUnsafeBufferPointer { groups in
            guard let base = buckets.baseAddress else { return 0 }
            return pick_hops(
              form, base, hasGroups ? groups.baseAddress : nil, start, count, wanted, &set, &places)
          }
        }
        #expect(places.prefix(found).elementsEqual(expected.map { UInt32($0) }), "\(form) \(count)")
        #expect(places.last == 0xA5A5_A5A5)
      }
    }
  }

  @Test(
    arguments: [[], [0], [5, 5, 7], [1023, 1024], [0, 2049], [700, 1723, 1724, 2049]] as [[Int]])
  func `a set has the buckets that it was made of`(buckets: [Int]) {
    let set = bucket_set(buckets)
    let bytes = withUnsafeBytes(of: set.bits) { Array($0) }
    var found: [Int] = []
    for (byte, bits) in bytes.enumerated() {
      for bit in 0..<8 where bits >> UInt8(bit) & 1 != 0 {
        found.append(Int(set.first) + byte * 8 + bit)
      }
    }
    #expect(found == Set(buckets).sorted())
    let end = Int(set.first) + Int(set.window_count) * Int(BUCKET_WINDOW)
    #expect(found.allSatisfy { $0 < end })
  }

  @Test(arguments: 0..<150)
  func `gathers the same lengths in every form`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed) &* 31)
    let count = random.pick([0, 1, 31, 32, 33, 2047, 2048, 2049, 4096])
    let numberCount = random.pick([1, 3, 200])
    let groupCount = random.pick([1, 2, 5])
    let width = Int(HOP_BUCKETS)
    let greatest = random.pick([UInt32(9), 5000, .max])
    let lengths = (0..<count).map { _ in
      UInt32.random(in: 0...greatest, using: &random) >> UInt32.random(in: 0..<24, using: &random)
    }
    let numbers = (0..<count).map { _ in UInt8(Int.random(in: 0..<numberCount, using: &random)) }
    let groups = (0..<256).map { _ in UInt8(Int.random(in: 0..<groupCount, using: &random)) }
    let hasGroups = groupCount > 1
    // Some buckets of some groups are wanted, each as a share of its own.
    var shares = Array(repeating: UInt32(0), count: groupCount * width)
    var wanted: [Int] = []
    for length in lengths.prefix(40) where random.chance(2) {
      let bucket = Int(hop_bucket(length))
      let cell = Int.random(in: 0..<groupCount, using: &random) * width + bucket
      if shares[cell] != 0 { continue }
      wanted.append(bucket)
      shares[cell] = UInt32(wanted.count)
    }
    var expected: [[UInt32]] = wanted.map { _ in [] }
    for (place, length) in lengths.enumerated() {
      let group = hasGroups ? Int(groups[Int(numbers[place])]) : 0
      let share = shares[group * width + Int(hop_bucket(length))]
      if share != 0 { expected[Int(share) - 1].append(length) }
    }
    var set = bucket_set(wanted)
    let firsts = expected.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    for form in Self.forms {
      var found = Array(repeating: UInt32(0xA5A5_A5A5), count: firsts[wanted.count] + 1)
      var ends = Array(firsts.dropLast())
      lengths.withUnsafeBufferPointer { lengths in
        numbers.withUnsafeBufferPointer { numbers in
          groups.withUnsafeBufferPointer { groups in
            guard let base = lengths.baseAddress else { return }
            var own = grouped_lengths(
              lengths: base, count: count, numbers: hasGroups ? numbers.baseAddress : nil,
              groups: hasGroups ? groups.baseAddress : nil)
            gather_hops(form, &own, shares, &set, &ends, &found)
          }
        }
      }
      #expect(ends == Array(firsts.dropFirst()), "\(form)")
      #expect(found.dropLast().elementsEqual(expected.joined()), "\(form)")
      #expect(found.last == 0xA5A5_A5A5)
    }
  }
}
