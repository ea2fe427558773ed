/// How long something took many units, in microseconds, for whoever asks how many took how long.
protocol TimeDistribution {
  /// The number of times.
  var count: Int { get }

  /// Returns the times that would stand at ascending places, of which there must be as many, if all were
  /// sorted.
  func elements(at places: [Int]) -> [Int64]

  /// Returns how many times are less than each of ascending edges.
  func counts(below edges: [Int64]) -> [Int]
}

/// Times one after the other, in any order.
struct ListedTimes: TimeDistribution {
  let times: [Int64]

  var count: Int { times.count }

  func elements(at places: [Int]) -> [Int64] {
    times.withUnsafeBufferPointer { OrderStatistics.elements(at: places, of: $0) }
  }

  /// - Complexity: O(times + edges) where no more than a few edges share a bucket.
  func counts(below edges: [Int64]) -> [Int] {
    // For the least time of each bucket, how many edges are not greater; that of others is not far.
    let buckets = LengthBuckets()
    var passed = 0
    let firsts = (0..<buckets.count).map { bucket in
      while passed < edges.count, edges[passed] <= buckets.least(in: bucket) { passed += 1 }
      return passed
    }
    let parts = Pieces(of: times.count, fewest: 1 << 15).map { _, range in
      var counts = Array(repeating: 0, count: edges.count + 1)
      for time in times[range] {
        var passed = firsts[buckets.bucket(of: time)]
        while passed < edges.count, edges[passed] <= time { passed &+= 1 }
        counts[passed] &+= 1
      }
      return counts
    }
    var below = 0
    return edges.indices.map { edge in
      below += parts.reduce(0) { $0 + $1[edge] }
      return below
    }
  }
}
