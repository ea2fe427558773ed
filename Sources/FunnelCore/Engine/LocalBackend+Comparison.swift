extension LocalBackend {
  /// Answers a query for another period, both periods as mature as the less mature one.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  /// - Complexity: that of one answer without breakdowns, or of two where the period asked for was
  ///   seen for longer.
  public func compare(
    _ result: FunnelResult, with period: Range<Timestamp>,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> PeriodComparison {
    var query = result.query
    (query.breakdowns, query.trend, query.histogram) = ([], nil, nil)
    let dataEnd = dataEnd?.rawValue ?? 0
    let ownEnd = min(query.rules.until?.rawValue ?? .max, dataEnd)
    let otherEnd = min(period.upperBound.rawValue, dataEnd)
    // Negative where the period asked for ends after the data.
    let seen = min(dataEnd - ownEnd, dataEnd - otherEnd)
    var own = result.funnel
    if seen < dataEnd - ownEnd {
      query.horizon = Timestamp(rawValue: ownEnd + seen)
      own = try answer(query, isCancelled: isCancelled).funnel
    }
    let horizon = Timestamp(rawValue: otherEnd + seen)
    (query.rules.from, query.rules.until) = (period.lowerBound, period.upperBound)
    query.horizon = horizon
    let funnel = try answer(query, isCancelled: isCancelled).funnel
    return PeriodComparison(
      period: period, horizon: horizon, own: own, funnel: funnel,
      difference: ProportionDifference(own.conversion, minus: funnel.conversion))
  }
}
