import FunnelCore
import FunnelSources

extension Options {
  /// The rules of counting: a product's or the default ones, changed by the single rules given.
  var rules: FunnelRules { rules(of: preset) }

  /// Returns a product's rules, or the default ones, changed by the single rules given.
  func rules(of preset: RulePreset?) -> FunnelRules {
    var rules = preset?.rules ?? FunnelRules()
    for change in ruleChanges { change(&rules) }
    return rules
  }

  /// Adds what the options say about hops and times.
  func addRules(to query: inout FunnelQuery) {
    if !excluded.isEmpty {
      for hop in 0..<max(0, query.funnel.steps.count - 1) {
        query.funnel.exclusions.append(.init(afterStep: hop, matchers: excluded))
      }
    }
    query.histogram = histogram
    query.hop = hop
  }

  /// Adds the periods of a trend over the dates given, or over all data.
  func addTrend(to query: inout FunnelQuery, over data: ClosedRange<Timestamp>?) throws {
    guard let trend, let data else { return }
    let start = query.rules.from ?? data.lowerBound
    let end = query.rules.until.map { Timestamp(rawValue: $0.rawValue - 1) } ?? data.upperBound
    guard start <= end else { return }
    let zone = displayZone
    func periods(_ range: ClosedRange<Timestamp>) -> [TrendPeriod]? {
      TrendPeriod.covering(
        range, by: trend, in: zone, weeksBeginOnSunday: query.rules.conventions.weeksBeginOnSunday)
    }
    var found = periods(start...end)
    if found == nil, data.overlaps(start...end) {
      // Dates far from the data add periods without entries; there is no room for them.
      found = periods((start...end).clamped(to: data))
    }
    guard let found else {
      throw UsageError(
        message: "--trend \(trend.rawValue) makes more than \(TrendPeriod.limit) periods; "
          + "choose longer ones, or fewer days with --from and --to.")
    }
    query.trend = TrendQuestion(periods: found)
  }

  /// The clock that days and hours are told by.
  var displayZone: any DisplayTimeZone { zone ?? UTC() }
}
