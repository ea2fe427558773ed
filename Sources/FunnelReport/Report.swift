public import FunnelCore

/// Everything a report tells: where the events came from and what the funnel over them gave.
public struct Report: Equatable, Sendable {
  /// Where the events came from and how well they were read.
  public var summary: DataSummary
  /// The question and every number of its answer.
  public var result: FunnelResult
  /// Whether the funnel was proposed from the data, not chosen by anyone.
  public var isProposed: Bool

  /// The same funnel in another period, when that was asked for.
  public var comparison: PeriodComparison?

  /// Creates a report's content.
  public init(summary: DataSummary, result: FunnelResult, isProposed: Bool = false) {
    self.summary = summary
    self.result = result
    self.isProposed = isProposed
  }

  /// The funnel in the step language.
  var funnelText: String { result.query.funnel.description }
}

/// A way to write a report down.
public protocol ReportFormat: Sendable {
  /// Returns the report, ending in a newline.
  func text(of report: Report) -> String
}
