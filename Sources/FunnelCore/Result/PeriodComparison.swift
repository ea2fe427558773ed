/// The funnel of another period beside the one asked for, both seen for equally long.
///
/// The data ends for the other period as long after it as it really ends after the period asked
/// for; so entries of both had the same time to convert.
public struct PeriodComparison: Equatable, Sendable {
  /// The other period's first moment and the first moment after it.
  public var period: Range<Timestamp>
  /// The last moment of the data that the other period was allowed to see.
  public var horizon: Timestamp
  /// The other period's numbers.
  public var funnel: FunnelNumbers
  /// The conversion of the period asked for, less that of the other one; nil without entrants.
  public var difference: ProportionDifference?

  /// Creates a comparison.
  public init(
    period: Range<Timestamp>, horizon: Timestamp, funnel: FunnelNumbers,
    difference: ProportionDifference?
  ) {
    self.period = period
    self.horizon = horizon
    self.funnel = funnel
    self.difference = difference
  }
}

extension LocalBackend {
  /// Answers a query for another period, as mature as the one of its own.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  public func compare(
    _ result: FunnelResult, with period: Range<Timestamp>,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws -> PeriodComparison {
    var query = result.query
    let end = store.timeRange?.upperBound.rawValue ?? 0
    let start = query.rules.from ?? store.timeRange?.lowerBound ?? period.lowerBound
    let shift = start.rawValue - period.lowerBound.rawValue
    let horizon = Timestamp(rawValue: min(end, end - shift))
    (query.rules.from, query.rules.until) = (period.lowerBound, period.upperBound)
    query.horizon = horizon
    (query.breakdowns, query.trend, query.histogram) = ([], nil, nil)
    let funnel = try answer(query, isCancelled: isCancelled).funnel
    return PeriodComparison(
      period: period, horizon: horizon, funnel: funnel,
      difference: ProportionDifference(result.funnel.conversion, minus: funnel.conversion))
  }
}
