/// The funnel of another period beside the one asked for, both seen for equally long.
///
/// For each period the data is taken to end equally long after its last possible entry, which is
/// the shorter of the times for which both were really seen.
public struct PeriodComparison: Equatable, Sendable {
  /// The other period's first moment and the first moment after it.
  public var period: Range<Timestamp>
  /// The last moment of the data that the other period was allowed to see.
  public var horizon: Timestamp
  /// The numbers of the period asked for; fewer than in its result when it was seen for longer.
  public var own: FunnelNumbers
  /// The other period's numbers.
  public var funnel: FunnelNumbers
  /// The conversion of the period asked for, less that of the other one; nil without entrants.
  public var difference: ProportionDifference?

  /// Creates a comparison.
  public init(
    period: Range<Timestamp>, horizon: Timestamp, own: FunnelNumbers, funnel: FunnelNumbers,
    difference: ProportionDifference?
  ) {
    self.period = period
    self.horizon = horizon
    self.own = own
    self.funnel = funnel
    self.difference = difference
  }
}
