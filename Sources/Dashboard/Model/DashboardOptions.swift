public import FunnelCore

/// What the dashboard is told before it starts.
public struct DashboardOptions: Sendable, Equatable {
  /// Whether to draw with ASCII alone.
  public var ascii: Bool
  /// The question to start with; a funnel without steps waits for a proposal and keeps its rules.
  public var query: FunnelQuery?
  /// Whether the funnel was proposed by the program rather than given by the user.
  public var isProposed: Bool
  /// The columns of the segment panes; nil to choose them when the columns are known.
  public var breakdownColumns: [String]?
  /// What the data is called, such as the file's name.
  public var sourceName: String

  /// Creates options.
  public init(
    sourceName: String, ascii: Bool = false, query: FunnelQuery? = nil, isProposed: Bool = false,
    breakdownColumns: [String]? = nil
  ) {
    self.sourceName = sourceName
    self.ascii = ascii
    self.query = query
    self.isProposed = isProposed
    self.breakdownColumns = breakdownColumns
  }
}
