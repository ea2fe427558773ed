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
    let cut = try cut(columns, query, splits, isCancelled)
    if let events = try slices(of: cut, columns, query, isCancelled),
      let outcomes = try outcomes(in: events, funnel, isCancelled)
    {
      return (outcomes, cut.split)
    }
    let outcomes = try Outcomes(
      of: store, funnel: funnel, runs: cut.runs, isCancelled: isCancelled)
    return (outcomes, cut.split)
  }

  /// Counts how far the runs of every value of a breakdown get, by the numbers of the values; nil where
  /// the sliced form does not tell.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  func countsByValue(
    _ columns: [String], _ query: FunnelQuery, _ funnel: CompiledFunnel, _ store: EventStore,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> (counts: GroupCounts, split: RowSplit)? {
    let splits = BreakdownSplits(query.rules, store: store)
    guard case .ownEvents = splits.run(of: funnel), store.movedRows == nil,
      memory.isOfData(columns)
    else { return nil }
    let cut = try cut(columns, query, splits, isCancelled)
    guard let events = try slices(of: cut, columns, query, isCancelled),
      let shares = events.shares, let question = SlicedQuestion(funnel, of: events)
    else { return nil }
    guard
      let counts = events.countsByValue(question, funnel, shares, isCancelled: isCancelled)
    else { throw CancellationError() }
    return (counts, cut.split)
  }

  /// Cuts the events of units by the values of a breakdown, unless that was done for a question before.
  private func cut(
    _ columns: [String], _ query: FunnelQuery, _ splits: BreakdownSplits,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> ValueRuns {
    func cut() throws -> ValueRuns {
      let split = try splits.split(columns)
      let runs = try UnitRuns(of: splits.store, by: split, isCancelled: isCancelled)
      return ValueRuns(runs: runs, split: split.withoutRows)
    }
    // Rows of other units than those of the data are numbered otherwise.
    let cut =
      countsStoredUnits(query) ? try memory.runs(by: runKey(columns, query), find: cut) : try cut()
    if isCancelled() { throw CancellationError() }
    return cut
  }

  /// Slices what was cut, unless that was done before; nil where it would not be kept.
  private func slices(
    of cut: ValueRuns, _ columns: [String], _ query: FunnelQuery,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> SlicedEvents? {
    guard let sliced, countsStoredUnits(query) else { return nil }
    return try memory.slices(by: runKey(columns, query)) {
      try SlicedEvents(sliced, by: cut.runs, isCancelled: isCancelled)
    }
  }

  private func runKey(_ columns: [String], _ query: FunnelQuery) -> RunKey {
    RunKey(columns: columns, emptyIsMissing: query.rules.conventions.takesEmptyAsMissing)
  }
}
