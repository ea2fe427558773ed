/// Asks for conversion by period of entry.
public struct TrendQuestion: Hashable, Sendable {
  /// The periods, in time order, without gaps.
  public var periods: [TrendPeriod]
  /// The earlier period that stands behind each, in time order, nil where there is none.
  ///
  /// Those beyond the last of ``periods`` are counted with the others and not shown.
  public var before: [TrendPeriod?] = []
  /// The dates that bound the earlier periods as the query's own bound ``periods``, if any do.
  public var beforeRange: Range<Timestamp>?
  /// How many periods earlier those are, where that is the same for all.
  public var distance: Int?

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
