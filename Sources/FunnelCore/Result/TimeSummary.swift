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
    let ranks = LengthRanks(counts: counts, width: scale.count, sums: sums, missing: missing)
    return ranks.summaries(
      BucketedValues(lengths, scale, counts: counts).elements(at: ranks.places))
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
