/// Values that belong to groups.
protocol GroupedValues: Sendable {
  /// The number of places of values. Where all values were counted by buckets before, some places may have
  /// none, which ``pick(_:_:in:of:into:)`` leaves out; such values are not to be counted here.
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
  /// `wanted` has a number for each bucket of each group, zero outside of all `buckets`.
  func pick(
    _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Range<Int>],
    of scale: some Buckets, into places: UnsafeMutablePointer<UInt32>
  ) -> Int
}

extension GroupedValues {
  func pick(
    _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Range<Int>],
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
  /// all cores; it is zero outside of all `buckets`.
  ///
  /// - Complexity: O(values).
  func places(
    _ wanted: [UInt32], in buckets: [Int], of scale: some Buckets, most: Int
  ) -> [[UInt32]] {
    let ranges = Range.joining(buckets, atMost: Self.mostRanges)
    return Pieces(of: count, fewest: 1 << 16).map { _, range in
      [UInt32](unsafeUninitializedCapacity: min(most, range.count) + 1) { places, filled in
        guard let base = places.baseAddress else { return }
        wanted.withUnsafeBufferPointer { wanted in
          filled = pick(range, wanted, in: ranges, of: scale, into: base)
        }
      }
    }
  }

  /// So many ranges of buckets are compared with each value.
  private static var mostRanges: Int { 8 }
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
  private var counts: [UInt32]

  /// Counts values.
  ///
  /// - Complexity: O(values + groups × buckets).
  init(_ values: Values, _ scale: Scale) {
    (self.values, self.scale) = (values, scale)
    let width = scale.count
    counts = Array(repeating: 0, count: values.groupCount * width)
    counts.withUnsafeMutableBufferPointer { counts in
      for index in 0..<values.count {
        let bucket = values.bucket(at: index, of: scale)
        counts[values.group(at: index) &* width &+ bucket] &+= 1
      }
    }
  }

  /// Takes the counts of values that were counted before, in such buckets.
  init(_ values: Values, _ scale: Scale, counts: [UInt32]) {
    precondition(counts.count == values.groupCount * scale.count, "counts of other buckets")
    (self.values, self.scale, self.counts) = (values, scale, counts)
  }

  /// The elements of a bucket that hold some of the places of a group.
  private struct Share {
    var group: Int
    var bucket: Int
    /// Their places, ascending, among the elements of the bucket.
    var places: [Int]
    var elements: Range<Int>
  }

  /// Returns the elements that would stand at ascending places if the values of each group were
  /// sorted; `places` has those of each group.
  ///
  /// - Complexity: O(values + groups × buckets).
  consuming func elements(at places: [[Int]]) -> [[Int64]] {
    let shares = takeShares(places)
    let count = shares.last?.elements.upperBound ?? 0
    var candidates = [Int64](repeating: 0, count: count)
    var ends = shares.map(\.elements.lowerBound)
    let wanted = values.places(
      counts, in: shares.map(\.bucket), of: scale, most: shares.last?.elements.upperBound ?? 0)
    let (values, scale, width) = (values, scale, scale.count)
    counts.withUnsafeBufferPointer { counts in
      candidates.withUnsafeMutableBufferPointer { candidates in
        ends.withUnsafeMutableBufferPointer { ends in
          for place in wanted.joined() {
            let index = Int(place)
            let bucket = values.bucket(at: index, of: scale)
            let share = Int(counts[values.group(at: index) &* width &+ bucket])
            candidates[ends[share &- 1]] = values.value(at: index)
            ends[share &- 1] &+= 1
          }
        }
      }
    }
    return candidates.withUnsafeBufferPointer { candidates in
      shares.reduce(into: places.map { _ in [] }) { found, share in
        let own = UnsafeBufferPointer(rebasing: candidates[share.elements])
        found[share.group] += OrderStatistics.elements(at: share.places, ofNarrow: own)
      }
    }
  }

  /// Finds the buckets that the places are in, and puts the number of its share, from one, into the
  /// place of each bucket's count, and zero where there is none.
  private mutating func takeShares(_ places: [[Int]]) -> [Share] {
    var shares: [Share] = []
    var found = 0
    let width = scale.count
    counts.withUnsafeMutableBufferPointer { counts in
      for (group, places) in places.enumerated() {
        var (before, place) = (0, 0)
        for index in group &* width..<(group &+ 1) &* width where counts[index] != 0 {
          let count = Int(counts[index])
          counts[index] = 0
          let first = place
          while place < places.count, places[place] < before &+ count { place += 1 }
          if place > first {
            shares.append(
              Share(
                group: group, bucket: index - group * width,
                places: places[first..<place].map { $0 - before }, elements: found..<found + count))
            counts[index] = UInt32(shares.count)
            found += count
          }
          before &+= count
        }
      }
    }
    return shares
  }
}

extension Range<Int> {
  /// Returns ranges, at most so many, that hold some numbers and as few others as joining the nearest
  /// leaves.
  static func joining(_ numbers: [Int], atMost limit: Int) -> [Range<Int>] {
    let sorted = Set(numbers).sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    let borders = sorted.indices.dropFirst().sorted {
      sorted[$0] - sorted[$0 - 1] > sorted[$1] - sorted[$1 - 1]
    }
    // Neighbours are one range anyway.
    let kept = borders.prefix(limit - 1).filter { sorted[$0] - sorted[$0 - 1] > 1 }.sorted()
    let starts = [first] + kept.map { sorted[$0] }
    let ends = kept.map { sorted[$0 - 1] + 1 } + [last + 1]
    return zip(starts, ends).map { $0..<$1 }
  }
}
