public import FunnelCore

/// What the dashboard is told before it starts.
public struct DashboardOptions: Sendable, Equatable {
  /// Whether to draw with ASCII alone.
  public var ascii: Bool
  /// The question to start with; a funnel without steps waits for a proposal and keeps its rules.
  ///
  /// Two of its breakdowns have a pane at once, the others are a key away; without any, columns
  /// are chosen when they are known.
  public var query: FunnelQuery?
  /// Whether the funnel was proposed by the program rather than given by the user.
  public var isProposed: Bool
  /// Whether what is appended to the source is shown from the start.
  public var isFollowing: Bool
  /// What the data is called, such as the file's name.
  public var sourceName: String
  /// The length of a trend's periods to start with; nil for one that fits the data.
  public var interval: TrendPeriod.Interval?
  /// The range of moments that stands behind a trend; nil for the periods before.
  public var compared: Range<Timestamp>?
  /// The clock that periods and hours are told by.
  public var clock: DisplayClock

  /// Creates options.
  public init(
    sourceName: String, ascii: Bool = false, query: FunnelQuery? = nil, isProposed: Bool = false,
    isFollowing: Bool = false, interval: TrendPeriod.Interval? = nil,
    compared: Range<Timestamp>? = nil, clock: DisplayClock = DisplayClock(UTC())
  ) {
    self.sourceName = sourceName
    self.ascii = ascii
    self.query = query
    self.isProposed = isProposed
    self.isFollowing = isFollowing
    self.interval = interval
    self.compared = compared
    self.clock = clock
  }
}
