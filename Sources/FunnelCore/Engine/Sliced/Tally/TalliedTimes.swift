internal import CKernels

/// The lengths of the way into a step, counted by buckets: only those in a few buckets are looked at.
struct TalliedTimes: TimeDistribution {
  private let pages: HopPages
  private let step: Int
  /// How many lengths each bucket has, and those before it.
  private let counts: [UInt32]
  private let before: [Int]
  /// The microseconds of a unit.
  private let unit: Int64

  /// Takes the lengths of a step and how many of them each bucket has.
  init(_ pages: HopPages, step: Int, counts: [UInt32], unit: Int64) {
    (self.pages, self.step, self.counts, self.unit) = (pages, step, counts, unit)
    before = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int($1)) }
  }

  var count: Int { before[counts.count] }

  func elements(at places: [Int]) -> [Int64] {
    let shares = BucketShares(of: [places], counts: counts, width: counts.count)
    return shares.elements(gather(shares), unit: unit)[0]
  }

  /// - Complexity: O(lengths + edges × lengths in the bucket of an edge).
  func counts(below edges: [Int64]) -> [Int] {
    // No length is greater than all edges from the first on that 32 bits of units do not hold.
    let limits = edges.prefix { $0 <= Int64(UInt32.max) &* unit }.map { edge in
      edge <= 0 ? 0 : UInt32(edge / unit + (edge % unit == 0 ? 0 : 1))
    }
    let buckets = limits.map { Int(hop_bucket($0)) }
    var below = buckets.map { before[$0] }
    let shares = BucketShares(ofBuckets: Set(buckets).sorted(), counts: counts)
    let lengths = gather(shares)
    for (share, bucket) in shares.buckets.enumerated() {
      let first = buckets.indices.partitioningIndex { buckets[$0] >= bucket }
      let own = buckets[first...].prefix { $0 == bucket }.indices
      lengths.forEach(ofShare: share) { lengths in
        for length in lengths {
          for edge in own { below[edge] += length < limits[edge] ? 1 : 0 }
        }
      }
    }
    return below + Array(repeating: count, count: edges.count - limits.count)
  }

  private func gather(_ shares: BucketShares) -> HopPages.Gathered {
    pages.gather(ofStep: step, [HopPages.Way(groups: nil, shares: shares)])[0]
  }
}
