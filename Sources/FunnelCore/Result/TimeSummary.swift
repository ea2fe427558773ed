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

  /// Summarises lengths in microseconds, or returns nil when there are none.
  ///
  /// Percentiles interpolate linearly between order statistics (type 7 of R. J. Hyndman and Y. Fan,
  /// "Sample Quantiles in Statistical Packages", 1996).
  ///
  /// - Complexity: O(n log n).
  public init?(microseconds: [Int64]) {
    guard !microseconds.isEmpty else { return nil }
    let sorted = microseconds.sorted()
    func percentile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      let low = Double(sorted[below])
      return (low + (position - Double(below)) * (Double(sorted[above]) - low)) / 1_000_000
    }
    count = sorted.count
    mean = sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count) / 1_000_000
    p25 = percentile(0.25)
    median = percentile(0.5)
    p75 = percentile(0.75)
    p90 = percentile(0.9)
    p95 = percentile(0.95)
  }
}
