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
    let isEdge = Set(buckets)
    let wanted = (0..<ShortBuckets.width).map { isEdge.contains($0) ? UInt32(1) : 0 }
    let most = isEdge.reduce(0) { $0 + Int(counts[$1]) }
    let places = lengths.places(wanted, in: buckets, of: ShortBuckets(), most: most)
    for place in places.joined() {
      let length = lengths.units(at: Int(place))
      let bucket = lengths.bucket(at: Int(place), of: ShortBuckets())
      var edge = buckets.indices.partitioningIndex { buckets[$0] >= bucket }
      while edge < buckets.count, buckets[edge] == bucket {
        below[edge] += length < limits[edge] ? 1 : 0
        edge += 1
      }
    }
    return below + Array(repeating: count, count: edges.count - limits.count)
  }
}
