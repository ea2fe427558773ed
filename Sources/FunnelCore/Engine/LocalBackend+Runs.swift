extension LocalBackend {
  /// Runs the funnel for every value of a breakdown by itself; nil where it is run once.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  func outcomesByValue(
    _ columns: [String], _ query: FunnelQuery, _ funnel: CompiledFunnel, _ store: EventStore,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> (outcomes: Outcomes, split: RowSplit)? {
    let splits = BreakdownSplits(query.rules, store: store)
    guard let run = splits.run(of: funnel) else { return nil }
    // Runs follow one another as the rows of the units do.
    guard case .ownEvents = run, store.movedRows == nil else {
      let split = try splits.split(columns, run)
      let outcomes = try Outcomes(
        of: store, funnel: funnel, split: split, isCancelled: isCancelled)
      return (outcomes, split)
    }
    let key = RunKey(
      columns: columns, emptyIsMissing: query.rules.conventions.takesEmptyAsMissing)
    func cut() throws -> ValueRuns {
      let split = try splits.split(columns, run)
      let runs = try UnitRuns(of: store, by: split, isCancelled: isCancelled)
      return ValueRuns(runs: runs, split: split.withoutRows)
    }
    // Rows of other units than those of the data are numbered otherwise.
    let isStored = countsStoredUnits(query)
    let cut = isStored ? try memory.runs(by: key, find: cut) : try cut()
    if isCancelled() { throw CancellationError() }
    if let sliced, isStored,
      let events = try memory.slices(
        by: key, find: { try SlicedEvents(sliced, by: cut.runs, isCancelled: isCancelled) }),
      let outcomes = try outcomes(in: events, funnel, isCancelled)
    {
      return (outcomes, cut.split)
    }
    let outcomes = try Outcomes(
      of: store, funnel: funnel, runs: cut.runs, isCancelled: isCancelled)
    return (outcomes, cut.split)
  }
}
