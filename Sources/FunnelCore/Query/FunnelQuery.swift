/// A question about events: which funnel, by which rules, for whom, split how.
///
/// A value: the command line builds one, the dashboard edits one, undo is a list of them.
public struct FunnelQuery: Hashable, Sendable {
  /// The funnel.
  public var funnel: FunnelDefinition
  /// The rules of counting.
  public var rules = FunnelRules()
  /// Events that do not satisfy this are left out before anything is counted.
  public var filter: Predicate?
  /// Only units in all of these segments are counted.
  public var segments: [Segment] = []
  /// How the funnel is split, one breakdown for each pane.
  public var breakdowns: [Breakdown] = []
  /// The number of groups shown before `(other)`.
  public var groupLimit = 10
  /// Counts conversions by period of entry; nil for no trend.
  public var trend: TrendQuestion?
  /// How the histogram of times is binned; nil for no histogram.
  public var histogram: HistogramBins?
  /// The way that trend and histogram look at; nil for the first to the last step.
  public var hop: Hop?
  /// The moment after which the data is taken not to have been seen yet; nil for all data.
  public var horizon: Timestamp?

  /// Creates a query for a funnel with the default rules.
  public init(funnel: FunnelDefinition) { self.funnel = funnel }

  /// The way that trend and histogram look at, whether named or not.
  public var wantedHop: Hop { hop ?? Hop(first: 1, last: funnel.steps.count) }
}

/// Splits the units by the values of one or more columns.
public struct Breakdown: Hashable, Sendable {
  /// The columns; one group for each combination of their values.
  public var columns: [String]

  /// Creates a breakdown by the given columns.
  public init(columns: [String]) { self.columns = columns }
}

/// The units of one group of a breakdown.
public struct Segment: Hashable, Sendable {
  /// The breakdown's columns.
  public var columns: [String]
  /// The group's value in each column; nil where it is missing.
  public var values: [String?]

  /// Creates a segment of the units with the given values.
  public init(columns: [String], values: [String?]) {
    self.columns = columns
    self.values = values
  }
}
