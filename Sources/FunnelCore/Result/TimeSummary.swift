/// How long something took, in seconds, over all the units that did it.
public struct TimeSummary: Equatable, Sendable {
  /// The number of units.
  public var count: Int
  /// The arithmetic mean.
  public var mean: Double
  /// The 25th percentile.
  public var p25: Double
  /// The 50th percentile.
  public var median: Double
  /// The 75th percentile.
  public var p75: Double
  /// The 90th percentile.
  public var p90: Double
  /// The 95th percentile.
  public var p95: Double
}

extension TimeSummary {
  /// Summarises lengths in microseconds, or returns nil when there are none.
  ///
  /// Percentiles interpolate linearly between order statistics (type 7 of R. J. Hyndman and Y. Fan,
  /// "Sample Quantiles in Statistical Packages", 1996).
  ///
  /// - Complexity: O(n).
  public init?(microseconds: [Int64]) {
    let summary = microseconds.withUnsafeBufferPointer {
      Self.summaries(of: UngroupedValues(values: $0), holdsNone: false)[0]
    }
    guard let summary else { return nil }
    self = summary
  }

  /// Summarises the lengths of each group; where the values hold ``HopLengths/none``, it is left out.
  ///
  /// - Complexity: O(n), and some thousand steps for each group.
  static func summaries(of lengths: some GroupedValues, holdsNone: Bool) -> [TimeSummary?] {
    summaries(of: lengths, LengthCounts(lengths), holdsNone: holdsNone)
  }

  /// Does so with lengths that were counted before.
  static func summaries(
    of lengths: some GroupedValues, _ counted: LengthCounts, holdsNone: Bool
  ) -> [TimeSummary?] {
    let sums = counted.exactSums(of: lengths, holdsNone: holdsNone)
    let missing = sums.indices.map { holdsNone ? Int(counted.counts(of: $0).first ?? 0) : 0 }
    return summaries(
      of: lengths, counted.scale, counts: counted.counts,
      sums: sums.indices.map { sums[$0] - Int128(HopLengths.none) * Int128(missing[$0]) },
      missing: missing)
  }

  /// Does so with the numbers of lengths in each bucket of each group; as many as are `missing` of a group
  /// come before its lengths and are left out, also from the sum of each group.
  static func summaries<Scale: Buckets>(
    of lengths: some GroupedValues, _ scale: Scale, counts: [UInt32], sums: [Int128],
    missing: [Int]? = nil
  ) -> [TimeSummary?] {
    let width = scale.count
    let groups = 0..<lengths.groupCount
    let missing = missing ?? groups.map { _ in 0 }
    let sizes = groups.map { group in
      counts[group * width..<(group + 1) * width].reduce(-missing[group]) { $0 + Int($1) }
    }
    let ranks = sizes.map(Ranks.init)
    let elements = BucketedValues(lengths, scale, counts: counts).elements(
      at: groups.map { group in ranks[group].places.map { $0 + missing[group] } })
    return groups.map { group in
      if sizes[group] == 0 { return nil }
      let percentiles = ranks[group].percentiles(elements[group])
      return TimeSummary(
        count: sizes[group], mean: Double(sums[group]) / Double(sizes[group]) / 1_000_000,
        p25: percentiles[0], median: percentiles[1], p75: percentiles[2], p90: percentiles[3],
        p95: percentiles[4])
    }
  }

  /// Where the percentiles of so many sorted lengths lie.
  private struct Ranks {
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

  /// Returns the sum of each group's values, which may be beyond 64 bits.
  static func exactSums(_ values: some GroupedValues) -> [Int128] {
    // The lower halves and the upper ones by themselves overflow nothing for 2³¹ values.
    var low = [UInt64](repeating: 0, count: values.groupCount)
    var high = [Int64](repeating: 0, count: values.groupCount)
    low.withUnsafeMutableBufferPointer { low in
      high.withUnsafeMutableBufferPointer { high in
        for index in 0..<values.count {
          let (group, value) = (values.group(at: index), values.value(at: index))
          low[group] &+= UInt64(UInt32(truncatingIfNeeded: value))
          high[group] &+= value &>> 32
        }
      }
    }
    return zip(high, low).map { Int128($0) << 32 + Int128($1) }
  }
}
