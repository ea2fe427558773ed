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
    guard let summary = microseconds.withUnsafeBufferPointer({ Self.summary(of: $0, missing: 0) })
    else { return nil }
    self = summary
  }

  /// Summarises lengths in microseconds among which negative ones stand for none.
  init?(lengths: UnsafeBufferPointer<Int64>) {
    var missing = 0
    for length in lengths { missing &+= length < 0 ? 1 : 0 }
    guard let summary = Self.summary(of: lengths, missing: missing) else { return nil }
    self = summary
  }

  /// Summarises all but the least lengths, as many as are missing; these must be −1 each.
  private static func summary(
    of lengths: UnsafeBufferPointer<Int64>, missing: Int
  ) -> TimeSummary? {
    let count = lengths.count - missing
    guard count > 0 else { return nil }
    let positions = [0.25, 0.5, 0.75, 0.9, 0.95].map { $0 * Double(count - 1) }
    let places = positions.flatMap { position in
      let below = Int(position)
      return [missing + below, missing + min(below + 1, count - 1)]
    }
    let elements = OrderStatistics.elements(at: places, of: lengths)
    let percentiles = positions.indices.map { index in
      let (low, above) = (Double(elements[2 * index]), Double(elements[2 * index + 1]))
      let share = positions[index] - positions[index].rounded(.down)
      return (low + share * (above - low)) / 1_000_000
    }
    let sum = exactSum(lengths) + Int128(missing)
    return TimeSummary(
      count: count, mean: Double(sum) / Double(count) / 1_000_000, p25: percentiles[0],
      median: percentiles[1], p75: percentiles[2], p90: percentiles[3], p95: percentiles[4])
  }
}
