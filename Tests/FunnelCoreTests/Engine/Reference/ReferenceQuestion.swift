@testable import FunnelCore

/// A whole question about the rows of a file, answered unit by unit.
struct ReferenceQuestion {
  var funnel: ReferenceFunnel
  var unit = FunnelRules.CountedUnit.user
  var sessionGap: Int64 = 1_800_000_000
  /// Only events with this value in this column count.
  var condition: (column: String, value: String)?
  var attribution = FunnelRules.Attribution.entry
  var breakdown: [String] = []
  var groupLimit = 10
  var countsZeroHops = true
  /// The first moments of the trend's periods, and the first moment after the last.
  var periods: [Int64] = []
  /// The way that trend and histogram look at, its steps counted from zero.
  var hop: (first: Int, last: Int)?

  /// Returns the events of each unit that count.
  func units(_ rows: ReferenceRows) -> [[ReferenceEvent]] {
    rows.units(by: unit).map { unit in
      unit.filter { event in condition.map { event.columns[$0.column] == $0.value } ?? true }
    }
  }

  /// Returns everyone who entered.
  func entrants(_ rows: ReferenceRows, dataEnd: Int64? = nil) -> [ReferenceEntrant] {
    units(rows).flatMap { funnel.entrants($0, dataEnd: dataEnd ?? rows.end) }
  }

  func numbers(_ entrants: [ReferenceEntrant]) -> ReferenceNumbers {
    ReferenceNumbers(entrants, funnel, countsZeroHops: countsZeroHops)
  }

  /// Returns the groups of the breakdown as `kind: numbers`.
  func groups(_ rows: ReferenceRows) -> [String] {
    let split = ReferenceSplit(columns: breakdown, attribution: attribution)
    var members: [GroupNumbers.Kind: [ReferenceEntrant]] = [:]
    if attribution == .every {
      for unit in units(rows) {
        for (kind, own) in split.parts(of: unit) {
          members[kind, default: []] += funnel.entrants(own, dataEnd: rows.end)
        }
      }
    } else {
      members = Dictionary(grouping: entrants(rows)) { split.kind(of: $0, funnel) }
    }
    let ranked = members.filter { !$0.value.isEmpty }.sorted { left, right in
      left.value.count != right.value.count
        ? left.value.count > right.value.count : split.precedes(left.key, right.key)
    }
    var groups = ranked.prefix(groupLimit).map { ($0.key, $0.value) }
    let others = ranked.dropFirst(groupLimit)
    if !others.isEmpty { groups.append((.other(groups: others.count), others.flatMap(\.value))) }
    return groups.map { "\($0.0): \(numbers($0.1).text(withReasons: funnel.hasReasons))" }
  }

  /// The question for the engine.
  var query: FunnelQuery {
    var query = funnel.query
    query.rules.unit = unit
    query.rules.sessionGap = Microseconds(rawValue: sessionGap)
    query.rules.attribution = attribution
    query.rules.countsZeroHops = countsZeroHops
    query.filter = condition.map { .comparison(column: $0.column, .equal, value: $0.value) }
    query.breakdowns = breakdown.isEmpty ? [] : [Breakdown(columns: breakdown)]
    query.groupLimit = groupLimit
    query.hop = hop.map { Hop(first: $0.first + 1, last: $0.last + 1) }
    let periods = zip(periods, periods.dropFirst()).map { start, end in
      TrendPeriod(
        name: "\(start)", start: Timestamp(rawValue: start), end: Timestamp(rawValue: end))
    }
    query.trend = TrendQuestion(periods: periods)
    query.histogram = .automatic
    return query
  }
}
