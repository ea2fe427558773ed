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

  /// The clock that periods and hours are told by.
  public var clock: DisplayClock

  /// Creates options.
  public init(
    sourceName: String, ascii: Bool = false, query: FunnelQuery? = nil, isProposed: Bool = false,
    isFollowing: Bool = false, clock: DisplayClock = DisplayClock(UTC())
  ) {
    self.sourceName = sourceName
    self.ascii = ascii
    self.query = query
    self.isProposed = isProposed
    self.isFollowing = isFollowing
    self.clock = clock
  }
}
