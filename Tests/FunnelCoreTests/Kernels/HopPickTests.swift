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
    let ranges = Range.joining(wantedBuckets, atMost: random.pick([1, 3, 8])).map {
      bucket_range(first: UInt16($0.lowerBound), count: UInt16($0.count))
    }
    for start in Set([0, count / 3, count]) {
      let numbers = random.chance(2) ? (0..<256).map { UInt8($0 % groupCount / 2) } : nil
      let firstPlace = random.pick([0, 7, 1 << 20])
      let expected = (start..<count).filter {
        let group = hasGroups ? Int(groups[$0]) : 0
        return wanted[Int(numbers?[group] ?? UInt8(group)) * width + Int(buckets[$0])] != 0
      }.map { $0 + firstPlace }
      for form in Self.forms {
        var places = Array(repeating: UInt32(0xA5A5_A5A5), count: expected.count + 2)
        let found = buckets.withUnsafeBufferPointer { buckets in
          groups.withUnsafeBufferPointer { groups in
            (numbers ?? []).withUnsafeBufferPointer { own in
              guard let base = buckets.baseAddress else { return 0 }
              var lengths = bucketed(
                buckets: base, groups: hasGroups ? groups.baseAddress : nil,
                group_numbers: numbers == nil ? nil : own.baseAddress, first_place: firstPlace)
              return pick_hops(
                form, &lengths, start, count, wanted, ranges, ranges.count, &places)
            }
          }
        }
        #expect(places.prefix(found).elementsEqual(expected.map { UInt32($0) }), "\(form) \(count)")
        #expect(places.last == 0xA5A5_A5A5)
      }
    }
  }

  @Test func `joins the nearest buckets`() {
    #expect(Range.joining([], atMost: 3) == [])
    #expect(Range.joining([5], atMost: 1) == [5..<6])
    #expect(Range.joining([7, 5, 6, 5], atMost: 8) == [5..<8])
    #expect(Range.joining([1, 3, 9, 20], atMost: 8) == [1..<2, 3..<4, 9..<10, 20..<21])
    #expect(Range.joining([1, 3, 9, 20], atMost: 3) == [1..<4, 9..<10, 20..<21])
    #expect(Range.joining([1, 3, 9, 20], atMost: 2) == [1..<10, 20..<21])
    #expect(Range.joining([1, 3, 9, 20], atMost: 1) == [1..<21])
  }
}
