extension LocalBackend {
  /// Counts the groups of a breakdown; `tally` is that of all entrants, whatever their values.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  func numbers(
    of breakdown: Breakdown, _ query: FunnelQuery, _ tally: FunnelTally, _ funnel: CompiledFunnel,
    _ store: EventStore, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> BreakdownNumbers {
    let splits = BreakdownSplits(query.rules, store: store)
    var tally = tally
    let assignment: GroupAssignment
    var valuesComeLater = false
    if let (outcomes, split) = try outcomesByValue(
      breakdown.columns, query, funnel, store, isCancelled)
    {
      tally = self.tally(query, outcomes, funnel, store)
      assignment = GroupAssignment(runsOf: outcomes, split: split)
    } else {
      (assignment, valuesComeLater) = try splits.assignment(
        breakdown.columns, tally.outcomes, funnel, tally.pieces)
    }
    let counted =
      assignment.groups.count > FunnelTally.fewGroups
      ? nil : tally.entrantCounts(of: assignment.groups)
    let sizes = counted?.sizes ?? assignment.groups.sizes(tally.pieces)
    let shown = assignment.shown(
      limit: query.groupLimit, order: breakdown.values(besides: self.store), sizes: sizes,
      ranks: splits.ranks(sizes: sizes) { tally.counts(of: assignment.groups) },
      pieces: tally.pieces)
    if isCancelled() { throw CancellationError() }
    let numbers = tally.numbers(
      of: shown.entrants,
      counted: counted?.renumbered(shown.numbers, count: shown.entrants.count))
    let reached = tally.counts(of: assignment.reached(tally.pieces) ?? .everyone)[0]
    return BreakdownNumbers(
      of: breakdown, kinds: shown.kinds, numbers, reached: reached, overlaps: splits.overlap,
      valuesComeLater: valuesComeLater)
  }
}
