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

/// The way from one step to a later one, both counted from one.
public struct Hop: Hashable, Sendable {
  /// The step the way starts at.
  public var first: Int
  /// The step the way ends at.
  public var last: Int

  /// Creates the way between two steps.
  public init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }
}

/// How many bins a histogram has.
public enum HistogramBins: Hashable, Sendable {
  /// As many as the data suggests.
  case automatic
  /// This many.
  case count(Int)
}

/// Asks for conversion by period of entry.
public struct TrendQuestion: Hashable, Sendable {
  /// The periods, in time order, without gaps.
  public var periods: [TrendPeriod]

  /// Creates a question about the given periods.
  public init(periods: [TrendPeriod]) { self.periods = periods }
}

/// One period of a trend.
public struct TrendPeriod: Hashable, Sendable {
  /// What the period is called, for example `2024-06-30`.
  public var name: String
  /// Its first moment.
  public var start: Timestamp
  /// The first moment after it.
  public var end: Timestamp

  /// Creates a period.
  public init(name: String, start: Timestamp, end: Timestamp) {
    self.name = name
    self.start = start
    self.end = end
  }
}
