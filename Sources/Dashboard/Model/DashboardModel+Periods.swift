import FunnelCore

extension DashboardModel {
  /// Whether the data or the dates asked for leave out more than a tenth of a period: then it is
  /// no equal of one that is seen in whole.
  func isPartial(_ period: TrendPeriod) -> Bool { leavesOut(from: period, within: trendRange) }

  /// The same for the period behind one, which may be cut as the dates cut that one; the dates
  /// themselves do not bound it.
  func isPartial(_ before: TrendPeriod, behind period: TrendPeriod) -> Bool {
    var range = data?.summary.timeRange
    if let compared = options.compared {
      let last = Timestamp(rawValue: compared.upperBound.rawValue - 1)
      range = range?.clamped(to: compared.lowerBound...last)
    }
    let start = query.rules.from ?? Timestamp(rawValue: .min)
    let end = Timestamp(rawValue: (query.rules.until?.rawValue ?? .max) - 1)
    guard start <= end else { return true }
    return leavesOut(from: period, within: start...end) || leavesOut(from: before, within: range)
      || before.length < period.length - period.length / 10
  }

  private func leavesOut(from period: TrendPeriod, within range: ClosedRange<Timestamp>?) -> Bool {
    guard let range else { return false }
    let start = max(period.start.rawValue, range.lowerBound.rawValue)
    let end = min(period.end.rawValue, range.upperBound.rawValue + 1)
    return (end - start) < period.length - period.length / 10
  }
}

extension TrendPeriod {
  /// Its length in microseconds.
  fileprivate var length: Int64 { end.rawValue - start.rawValue }
}
