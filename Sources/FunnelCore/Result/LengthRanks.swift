/// Where the elements lie that tell the percentiles of the lengths of groups.
struct LengthRanks: Sendable {
  /// The places of these among the sorted lengths of each group, ascending.
  let places: [[Int]]
  private let ranks: [Ranks]
  private let sizes: [Int]
  private let sums: [Int128]

  /// Takes the number of lengths in each of the `width` buckets of each group, and the sum of each group in
  /// microseconds; as many as are `missing` of a group come before its lengths and are left out, also from
  /// its sum.
  init(counts: [UInt32], width: Int, sums: [Int128], missing: [Int]? = nil) {
    let missing = missing ?? Array(repeating: 0, count: sums.count)
    let sizes = sums.indices.map { group in
      counts[group * width..<(group + 1) * width].reduce(-missing[group]) { $0 + Int($1) }
    }
    let ranks = sizes.map(Ranks.init)
    (self.sums, self.sizes, self.ranks) = (sums, sizes, ranks)
    places = sums.indices.map { group in ranks[group].places.map { $0 + missing[group] } }
  }

  /// Summarises the lengths of each group from the elements at the places, in microseconds; nil where a
  /// group has no length.
  func summaries(_ elements: [[Int64]]) -> [TimeSummary?] {
    sizes.indices.map { group in
      if sizes[group] == 0 { return nil }
      let percentiles = ranks[group].percentiles(elements[group])
      return TimeSummary(
        count: sizes[group], mean: Double(sums[group]) / Double(sizes[group]) / 1_000_000,
        p25: percentiles[0], median: percentiles[1], p75: percentiles[2], p90: percentiles[3],
        p95: percentiles[4])
    }
  }
}

/// Where the percentiles of so many sorted lengths lie.
fileprivate struct Ranks {
  private let positions: [Double]
  /// The places next to the percentiles, ascending.
  let places: [Int]
  private let count: Int

  init(count: Int) {
    self.count = count
    if count == 0 {
      (positions, places) = ([], [])
      return
    }
    positions = [0.25, 0.5, 0.75, 0.9, 0.95].map { $0 * Double(count - 1) }
    places = positions.flatMap { [Int($0), min(Int($0) + 1, count - 1)] }.sorted()
  }

  /// Returns the percentiles, in seconds, from the elements at the places.
  func percentiles(_ elements: [Int64]) -> [Double] {
    func element(_ place: Int) -> Double {
      Double(elements[places.firstIndex(of: place) ?? 0])
    }
    return positions.map { position in
      let below = Int(position)
      let low = element(below)
      let above = element(min(below + 1, count - 1))
      return (low + (position - Double(below)) * (above - low)) / 1_000_000
    }
  }
}
