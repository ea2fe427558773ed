internal import CKernels

/// The lengths of the way into a step, counted by buckets: only those in a few buckets are looked at.
struct TalliedTimes: TimeDistribution {
  private let lengths: HopPages.Lengths
  /// How many lengths each bucket has, and those before it.
  private let counts: [UInt32]
  private let before: [Int]
  /// The microseconds of a unit.
  private let unit: Int64

  /// Takes lengths of one group and how many of them each bucket has.
  init(_ lengths: HopPages.Lengths, counts: [UInt32], unit: Int64) {
    (self.lengths, self.counts, self.unit) = (lengths, counts, unit)
    before = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int($1)) }
  }

  var count: Int { before[counts.count] }

  func elements(at places: [Int]) -> [Int64] {
    BucketedValues(lengths, ShortBuckets(), counts: counts).elements(at: [places])[0]
  }

  /// - Complexity: O(lengths + edges × lengths in the bucket of an edge).
  func counts(below edges: [Int64]) -> [Int] {
    // No length is greater than all edges from the first on that 32 bits of units do not hold.
    let limits = edges.prefix { $0 <= Int64(UInt32.max) &* unit }.map { edge in
      edge <= 0 ? 0 : UInt32(edge / unit + (edge % unit == 0 ? 0 : 1))
    }
    let buckets = limits.map { Int(hop_bucket($0)) }
    var below = buckets.map { before[$0] }
    for length in lengths.units(inBuckets: Set(buckets)) {
      let bucket = Int(hop_bucket(length))
      var edge = buckets.partitioningIndex { $0 >= bucket }
      while edge < buckets.count, buckets[edge] == bucket {
        below[edge] += length < limits[edge] ? 1 : 0
        edge += 1
      }
    }
    return below + Array(repeating: count, count: edges.count - limits.count)
  }
}

extension HopPages.Lengths {
  /// Returns the lengths in some buckets, in their unit.
  ///
  /// - Complexity: O(lengths).
  fileprivate func units(inBuckets buckets: Set<Int>) -> [UInt32] {
    let wanted = (0..<ShortBuckets.width).map { buckets.contains($0) ? UInt32(1) : 0 }
    let ranges = Range.joining(Array(buckets), atMost: 8)
    return Pieces(of: count, fewest: 1 << 16).map { _, range in
      let places = [UInt32](unsafeUninitializedCapacity: range.count + 1) { places, filled in
        guard let base = places.baseAddress else { return }
        filled = wanted.withUnsafeBufferPointer {
          pick(range, $0, in: ranges, of: ShortBuckets(), into: base)
        }
      }
      return places.map { units(at: Int($0)) }
    }.flatMap { $0 }
  }
}

extension [Int] {
  /// Returns the first place from which on a condition holds for all elements; before it, for none.
  ///
  /// - Complexity: O(log elements).
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
