internal import CKernels

/// The buckets of lengths that are 32-bit numbers of some unit.
struct ShortBuckets: Buckets {
  /// The number of buckets.
  static let width = Int(HOP_BUCKETS)

  var count: Int { Self.width }

  func bucket(of value: Int64) -> Int { Int(hop_bucket(UInt32(clamping: value))) }
}

/// Lengths of groups as 32-bit numbers of some unit, whose buckets are known.
///
/// The pointers are valid only while the function runs that this was given to.
struct ShortBucketedLengths<Number: FixedWidthInteger>: GroupedValues, @unchecked Sendable {
  let lengths: UnsafeBufferPointer<UInt32>
  /// The bucket of each length among ``ShortBuckets``.
  let buckets: UnsafeBufferPointer<UInt16>
  /// The microseconds of a unit.
  let unit: Int64
  /// The group of each length; nil where all are in one.
  let groups: UnsafeBufferPointer<Number>?
  let groupCount: Int

  var count: Int { lengths.count }

  /// Returns a length in microseconds.
  @inline(__always)
  func value(at index: Int) -> Int64 { Int64(lengths[index]) &* unit }

  @inline(__always)
  func group(at index: Int) -> Int {
    groups.map { Int(truncatingIfNeeded: $0[index]) } ?? 0
  }

  @inline(__always)
  func bucket(at index: Int, of scale: some Buckets) -> Int { Int(buckets[index]) }

  func pick(
    _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Int],
    of scale: some Buckets, into places: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if range.isEmpty { return 0 }
    guard groups == nil || Number.self == UInt8.self,
      let base = self.buckets.baseAddress, let wanted = wanted.baseAddress
    else { preconditionFailure("buckets are known of groups with numbers of a byte") }
    let groups = UnsafeRawPointer(groups?.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    var set = bucket_set(buckets)
    return pick_hops(
      KernelForm.bestForPicking.form, base, groups, range.lowerBound, range.upperBound, wanted,
      &set,
      places)
  }
}

/// How many lengths are in each of ``ShortBuckets``, and their sums in their unit, group by group.
struct ShortLengthCounts: Sendable {
  var cells: [UInt32]
  var sums: [UInt64]

  /// Creates counts of no lengths yet.
  init(groupCount: Int) {
    cells = Array(repeating: 0, count: groupCount * ShortBuckets.width)
    sums = Array(repeating: 0, count: groupCount)
  }

  /// Adds the counts of other lengths in the same groups.
  mutating func add(_ other: ShortLengthCounts) {
    for cell in cells.indices { cells[cell] &+= other.cells[cell] }
    for group in sums.indices { sums[group] &+= other.sums[group] }
  }
}

extension ShortBucketedLengths<UInt8> {
  /// Counts some lengths by group and bucket, and adds them up by group.
  ///
  /// - Complexity: O(lengths + groups × buckets).
  func counted(_ places: Range<Int>) -> ShortLengthCounts {
    var counts = ShortLengthCounts(groupCount: groupCount)
    guard let groups = groups?.baseAddress, let lengths = lengths.baseAddress,
      let buckets = buckets.baseAddress
    else { return counts }
    count_hops(
      lengths + places.lowerBound, buckets + places.lowerBound, groups + places.lowerBound,
      places.count, groupCount, &counts.cells, &counts.sums)
    return counts
  }
}

/// The same lengths for buckets of other scales.
struct UnbucketedLengths<Number: FixedWidthInteger>: GroupedValues {
  let lengths: ShortBucketedLengths<Number>

  var count: Int { lengths.count }
  var groupCount: Int { lengths.groupCount }

  @inline(__always)
  func value(at index: Int) -> Int64 { lengths.value(at: index) }
  @inline(__always)
  func group(at index: Int) -> Int { lengths.group(at: index) }
}

extension bucket_set {
  /// Takes some of ``ShortBuckets``.
  init(_ buckets: [Int]) {
    self.init()
    make_bucket_set(buckets.map { UInt16($0) }, buckets.count, &self)
  }
}
