/// How long a way took, in bins that follow each other without gaps.
///
/// Bins may differ in width: those chosen for times with a long tail grow.
public struct TimeHistogram: Equatable, Sendable {
  /// One bin.
  public struct Bin: Equatable, Sendable {
    /// The shortest time in the bin, in seconds.
    public var from: Double
    /// The time at which the next bin begins, in seconds.
    public var to: Double
    /// The number of units.
    public var count: Int

    /// Creates a bin.
    public init(from: Double, to: Double, count: Int) {
      self.from = from
      self.to = to
      self.count = count
    }
  }

  /// The way.
  public var hop: Hop
  /// The summary of all times; nil when nobody went the way.
  public var time: TimeSummary?
  /// The bins in order.
  public var bins: [Bin]

  /// Creates a histogram.
  public init(hop: Hop, time: TimeSummary?, bins: [Bin]) {
    self.hop = hop
    self.time = time
    self.bins = bins
  }
}
