/// Splits entrants by the attribution that the rules name.
struct BreakdownSplits {
  let rules: FunnelRules
  let store: EventStore

  init(_ rules: FunnelRules, store: EventStore) {
    self.rules = rules
    self.store = store
  }

  /// Whether a unit can be in several groups.
  var overlap: Bool { runsByValue }

  /// Whether the funnel is run again for every value.
  private var runsByValue: Bool {
    switch rules.attribution {
    case .every: true
    case .step: rules.conventions.runsValuesOfStep
    case .entry, .first, .last: false
    }
  }

  /// Returns what to run the funnel by for each value, or nil when it is run once.
  func runs(_ columns: [String], _ funnel: CompiledFunnel) throws(QueryError) -> RowSplit? {
    guard runsByValue else { return nil }
    var run = RowSplit.Run.ownEvents
    if case .step(let number) = rules.attribution {
      let step = max(0, number - 1)
      run = funnel.order == .any ? .ownEntries : .ownSlots(1 << UInt64(step))
    }
    return try split(columns, run)
  }

  private func split(
    _ columns: [String], _ run: RowSplit.Run = .ownEvents
  ) throws(QueryError) -> RowSplit {
    try RowSplit(
      columns: columns, store: store, run: run,
      emptyIsMissing: rules.conventions.takesEmptyAsMissing)
  }

  /// Returns the group of every entrant.
  func assignment(
    _ columns: [String], _ outcomes: Outcomes, _ funnel: CompiledFunnel
  ) throws(QueryError) -> GroupAssignment {
    switch rules.attribution {
    case .entry, .every:
      return GroupAssignment(
        chainsOf: outcomes, split: try ValueSplit(columns: columns, store: store))
    case .first, .last:
      return GroupAssignment(
        touchesOf: outcomes, split: try split(columns), store: store, funnel: funnel,
        isLast: rules.attribution == .last,
        anyEvent: rules.conventions.touchesAnyEventWhenStrict && rules.order == .strict)
    case .step(let number):
      return GroupAssignment(step: number, of: outcomes, split: try split(columns))
    }
  }

  /// Whether the value of a column mostly comes from events after the entry: then it is known only
  /// of those who got there, and groups by it tell how far one got.
  ///
  /// The values at a step are compared among those who reached it, so they never do.
  func valuesComeLater(
    _ columns: [String], _ outcomes: Outcomes
  ) throws(QueryError) -> Bool {
    switch rules.attribution {
    case .step, .every: false
    case .entry, .first, .last:
      try ValueSplit(columns: columns, store: store).comesLater(in: outcomes)
    }
  }

  /// Returns the query with segments of single values as a filter of events, where the funnel is
  /// run for every value by itself.
  func compilable(_ query: FunnelQuery) -> FunnelQuery {
    guard rules.attribution == .every else { return query }
    var query = query
    for segment in query.segments {
      for (column, value) in zip(segment.columns, segment.values) {
        let own: Predicate =
          value.map { .comparison(column: column, .equal, value: $0) } ?? .isMissing(column: column)
        query.filter = query.filter.map { .and([$0, own]) } ?? own
      }
    }
    return query
  }

  /// Returns the segments that entrants are chosen by.
  func entrantSegments(of query: FunnelQuery) -> [Segment] {
    rules.attribution == .every ? [] : query.segments
  }

  /// Returns what decides about the order of groups: the entrants, or by another convention those
  /// who reached the last step, then the step before it.
  func rank(of entrants: [Int], _ tally: FunnelTally) -> [Int] {
    rules.conventions.ranksGroupsByLastStep
      ? tally.counts(of: entrants).reversed() : [entrants.count]
  }
}
