/// Values that belong to groups.
protocol GroupedValues: Sendable {
  /// The number of values.
  var count: Int { get }
  /// The number of groups.
  var groupCount: Int { get }

  /// Returns a value.
  func value(at index: Int) -> Int64

  /// Returns the number of the group of a value.
  func group(at index: Int) -> Int

  /// Returns the bucket of a value.
  func bucket(at index: Int, of scale: some Buckets) -> Int

  /// Writes the places of the values of a range for whose group and bucket `wanted` is not zero, and
  /// returns how many they are; one place more may be written over.
  ///
  /// `wanted` has a number for each bucket of each group, zero outside of `buckets`.
  func pick(
    _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Int],
    of scale: some Buckets, into places: UnsafeMutablePointer<UInt32>
  ) -> Int
}

extension GroupedValues {
  func pick(
    _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Int],
    of scale: some Buckets, into places: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let width = scale.count
    var found = 0
    for index in range {
      // What is not wanted is written over, without a guess at it.
      places[found] = UInt32(truncatingIfNeeded: index)
      let bucket = bucket(at: index, of: scale)
      found &+= wanted[group(at: index) &* width &+ bucket] == 0 ? 0 : 1
    }
    return found
  }

  @inline(__always)
  func bucket(at index: Int, of scale: some Buckets) -> Int { scale.bucket(of: value(at: index)) }

  /// Returns the places of the values for whose group and bucket `wanted` is not zero, at most so many, on
  /// all cores; it is zero outside of `buckets`.
  ///
  /// - Complexity: O(values).
  fileprivate func places(
    _ wanted: [UInt32], in buckets: [Int], of scale: some Buckets, most: Int
  ) -> [[UInt32]] {
    Pieces(of: count, fewest: 1 << 16).map { _, range in
      [UInt32](unsafeUninitializedCapacity: min(most, range.count) + 1) { places, filled in
        guard let base = places.baseAddress else { return }
        wanted.withUnsafeBufferPointer { wanted in
          filled = pick(range, wanted, in: buckets, of: scale, into: base)
        }
      }
    }
  }
}

/// Values of one group.
struct UngroupedValues: GroupedValues, @unchecked Sendable {
  let values: UnsafeBufferPointer<Int64>

  var count: Int { values.count }
  var groupCount: Int { 1 }

  @inline(__always)
  func value(at index: Int) -> Int64 { values[index] }
  @inline(__always)
  func group(at index: Int) -> Int { 0 }
}

/// Values counted by group and bucket, so that the element at any place of a group's sorted values
/// is found by a look at only those in its bucket.
struct BucketedValues<Values: GroupedValues, Scale: Buckets>: Sendable {
  private let values: Values
  private let scale: Scale
  /// The number of values in each bucket of each group.
  private let counts: [UInt32]

  /// Counts values.
  ///
  /// - Complexity: O(values + groups × buckets).
  init(_ values: Values, _ scale: Scale) {
    (self.values, self.scale) = (values, scale)
    let width = scale.count
    var counts = [UInt32](repeating: 0, count: values.groupCount * width)
    counts.withUnsafeMutableBufferPointer { counts in
      for index in 0..<values.count {
        let bucket = values.bucket(at: index, of: scale)
        counts[values.group(at: index) &* width &+ bucket] &+= 1
      }
    }
    self.counts = counts
  }

  /// Takes the counts of values that were counted before, in such buckets.
  init(_ values: Values, _ scale: Scale, counts: [UInt32]) {
    precondition(counts.count == values.groupCount * scale.count, "counts of other buckets")
    (self.values, self.scale, self.counts) = (values, scale, counts)
  }

  /// Returns the elements that would stand at ascending places if the values of each group were
  /// sorted; `places` has those of each group.
  ///
  /// - Complexity: O(values + groups × buckets).
  func elements(at places: [[Int]]) -> [[Int64]] {
    let shares = BucketShares(of: places, counts: counts, width: scale.count)
    var candidates = [Int64](repeating: 0, count: shares.elementCount)
    let starts = shares.starts
    var ends = starts
    let wanted = values.places(
      shares.numbers, in: shares.buckets, of: scale, most: shares.elementCount)
    let (values, scale, width) = (values, scale, scale.count)
    shares.numbers.withUnsafeBufferPointer { numbers in
      candidates.withUnsafeMutableBufferPointer { candidates in
        ends.withUnsafeMutableBufferPointer { ends in
          for place in wanted.joined() {
            let index = Int(place)
            let bucket = values.bucket(at: index, of: scale)
            let share = Int(numbers[values.group(at: index) &* width &+ bucket])
            candidates[ends[share &- 1]] = values.value(at: index)
            ends[share &- 1] &+= 1
          }
        }
      }
    }
    return candidates.withUnsafeBufferPointer { candidates in
      shares.elements { share, body in
        body(UnsafeBufferPointer(rebasing: candidates[starts[share]..<ends[share]]))
      }
    }
  }
}
