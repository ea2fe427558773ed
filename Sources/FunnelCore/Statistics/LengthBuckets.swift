/// Ranges of values that follow each other.
protocol Buckets {
  /// The number of buckets.
  var count: Int { get }

  /// Returns the bucket of a value; no greater value has an earlier one.
  func bucket(of value: Int64) -> Int
}

/// Buckets for lengths of time that grow with the lengths, so that long tails are told apart as
/// finely as short hops: to the hundredth part.
///
/// All negative values share the first bucket.
struct LengthBuckets: Buckets {
  var count: Int { 57 << 7 + 1 }

  @inline(__always)
  func bucket(of length: Int64) -> Int {
    let shift = Int64(max(0, 56 &- length.leadingZeroBitCount))
    let bucket = shift &<< 7 &+ length &>> shift &+ 1
    return Int(truncatingIfNeeded: length < 0 ? 0 : bucket)
  }

  /// Returns the least length in a bucket.
  func least(in bucket: Int) -> Int64 {
    if bucket == 0 { return .min }
    // Lengths below 2⁸ have a bucket each; beyond, 2⁷ buckets share each power of two.
    let shift = max(0, (bucket - 1) >> 7 - 1)
    return Int64(bucket - 1 - shift << 7) << Int64(shift)
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
