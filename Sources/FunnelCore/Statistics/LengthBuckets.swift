/// Ranges of values that follow each other.
protocol Buckets: Sendable {
  /// The number of buckets.
  var count: Int { get }

  /// Returns the bucket of a value; no greater value has an earlier one.
  func bucket(of value: Int64) -> Int
}

/// Buckets for lengths of time that grow with the lengths, so that long tails are told apart as
/// finely as short hops.
///
/// All negative values share the first bucket.
struct LengthBuckets: Buckets {
  /// How many times each power of two is halved into buckets.
  private let bits: Int64

  /// Makes buckets that lengths of many groups have, the coarser the more groups there are, so that
  /// a table of all stays in a core's cache for some dozens of groups.
  init(groupCount: Int = 1) {
    let excess = max(1, groupCount / (Self.fewestGroupsOfCoarse / 2))
    bits = max(0, 6 - Int64(Int.bitWidth - 1 - excess.leadingZeroBitCount))
  }

  /// So few groups have the finest buckets.
  static let fewestGroupsOfCoarse = 128
  /// The finest buckets; 16 bits hold the number of any.
  static let finest = LengthBuckets()

  var count: Int { (64 - Int(bits)) << Int(bits) + 1 }

  @inline(__always)
  func bucket(of length: Int64) -> Int {
    let shift = Int64(max(0, 63 &- length.leadingZeroBitCount &- Int(bits)))
    let bucket = shift &<< bits &+ length &>> shift &+ 1
    return Int(truncatingIfNeeded: length < 0 ? 0 : bucket)
  }

  /// Returns the least length in a bucket.
  func least(in bucket: Int) -> Int64 {
    if bucket == 0 { return .min }
    // The first lengths have a bucket each; beyond, 2ᵇⁱᵗˢ buckets share each power of two.
    let place = Int64(bucket - 1)
    let shift = max(0, place >> bits - 1)
    return (place - shift << bits) << shift
  }
}

/// Buckets of equal width between two values.
struct EvenBuckets: Buckets {
  private let least: Int64
  private let shift: UInt64

  init(from least: Int64, through greatest: Int64) {
    self.least = least
    let span = UInt64(bitPattern: greatest &- least)
    shift = UInt64(max(0, 53 &- span.leadingZeroBitCount))
  }

  var count: Int { 1 << 11 }

  @inline(__always)
  func bucket(of value: Int64) -> Int {
    Int(truncatingIfNeeded: UInt64(bitPattern: value &- least) &>> shift)
  }
}
