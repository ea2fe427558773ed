/// The conversion of those who entered in one period.
public struct TrendPoint: Equatable, Sendable {
  /// The period.
  public var period: TrendPeriod
  /// The units that reached the first step of the way with an entry in the period.
  public var entered: Int
  /// Those of them that reached its last step.
  public var converted: Int
  /// Those that have not, but whose window has not ended either.
  public var open: Int

  /// Creates the numbers of a period.
  public init(period: TrendPeriod, entered: Int, converted: Int, open: Int) {
    self.period = period
    self.entered = entered
    self.converted = converted
    self.open = open
  }

  /// The share of those who entered that converted.
  public var conversion: Proportion { Proportion(converted, of: entered) }
}
