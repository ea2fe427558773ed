/// Lengths of groups whose buckets are known.
struct BucketedLengths<Number: FixedWidthInteger>: GroupedValues, @unchecked Sendable {
  let lengths: UnsafeBufferPointer<Int64>
  /// The bucket of each length in the buckets of ``LengthBuckets/finest``.
  let buckets: UnsafeBufferPointer<UInt16>
  /// The group of each length; nil where all are in one.
  let groups: UnsafeBufferPointer<Number>?
  let groupCount: Int

  var count: Int { lengths.count }

  @inline(__always)
  func value(at index: Int) -> Int64 { lengths[index] }

  @inline(__always)
  func group(at index: Int) -> Int {
    groups.map { Int(truncatingIfNeeded: $0[index]) } ?? 0
  }

  @inline(__always)
  func bucket(at index: Int, of scale: some Buckets) -> Int {
    // So many groups have buckets of the same bounds, or coarser ones.
    groupCount < LengthBuckets.fewestGroupsOfCoarse
      ? Int(buckets[index]) : scale.bucket(of: lengths[index])
  }
}
