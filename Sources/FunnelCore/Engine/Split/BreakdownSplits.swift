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

  /// Returns what running the funnel for each value means, or nil when it is run once.
  func run(of funnel: CompiledFunnel) -> RowSplit.Run? {
    guard runsByValue else { return nil }
    guard case .step(let number) = rules.attribution else { return .ownEvents }
    return funnel.order == .any ? .ownEntries : .ownSlots(1 << UInt64(max(0, number - 1)))
  }

  /// Returns the numbers of the values of all rows.
  func split(
    _ columns: [String], _ run: RowSplit.Run = .ownEvents
  ) throws(QueryError) -> RowSplit {
    try RowSplit(
      columns: columns, store: store, run: run,
      emptyIsMissing: rules.conventions.takesEmptyAsMissing)
  }

  /// Returns the group of every entrant, and whether the values mostly come from events after the
  /// entry: then they are known only of those who got there, and groups by them tell how far one got.
  ///
  /// The values at a step are compared among those who reached it, so they never do.
  func assignment(
    _ columns: [String], _ outcomes: Outcomes, _ funnel: CompiledFunnel, _ pieces: Pieces
  ) throws(QueryError) -> (groups: GroupAssignment, valuesComeLater: Bool) {
    if case .step(let number) = rules.attribution {
      let split = try split(columns)
      return (GroupAssignment(step: number, of: outcomes, split: split, pieces: pieces), false)
    }
    let values = try ValueSplit(columns: columns, store: store, of: outcomes, pieces: pieces)
    guard [.first, .last].contains(rules.attribution) else {
      return (GroupAssignment(values), rules.attribution == .entry && values.comesLater)
    }
    let touches = GroupAssignment(
      touchesOf: outcomes, split: try split(columns), store: store, funnel: funnel,
      isLast: rules.attribution == .last,
      anyEvent: rules.conventions.touchesAnyEventWhenStrict && rules.order == .strict,
      pieces: pieces)
    return (touches, values.comesLater)
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

  /// Returns what decides about the order of groups of some sizes: these, or by another convention
  /// how many reached the last step, then the step before it.
  func ranks(sizes: [Int], counts: () -> [[Int]]) -> GroupAssignment.Ranks {
    rules.conventions.ranksGroupsByLastStep
      ? GroupAssignment.Ranks(counts().map { $0.reversed() })
      : GroupAssignment.Ranks(sizes)
  }
}
