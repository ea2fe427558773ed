extension LocalBackend {
  /// A question of which one pass over the sliced events tells all.
  private struct OnePass {
    var sliced: SlicedEvents
    var question: SlicedQuestion
    /// The greatest length of a hop, in the unit that times are kept in.
    var reach: UInt32
    var columns: [TalliedColumn]
  }

  /// Whether one pass over the sliced events tells all that a query asks for, which takes no more than about
  /// twice the time of its counts.
  ///
  /// Throws what ``answer(_:isCancelled:)`` throws.
  public func answersAtOnce(_ query: FunnelQuery) throws -> Bool {
    let (store, funnel) = try compile(query)
    return try onePass(query, store, funnel) != nil
  }

  /// Answers a query of which one pass over the sliced events tells all; nil where there are none, or
  /// single entrants must be known.
  ///
  /// Throws what ``answer(_:isCancelled:)`` throws.
  ///
  /// - Complexity: O(events × slots / 64 + entrants × (steps + breakdowns)) and what is searched again in
  ///   the store.
  func answerAtOnce(
    _ query: FunnelQuery, _ store: EventStore, _ funnel: CompiledFunnel,
    kernel: KernelForm = .bestForLanes, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> FunnelResult? {
    guard let pass = try onePass(query, store, funnel) else { return nil }
    if isCancelled() { throw CancellationError() }
    let tally: SlicedTally?
    do throws(CancellationError) {
      tally = try pass.sliced.tally(
        pass.question, funnel, store, reach: pass.reach, by: pass.columns, kernel: kernel,
        isCancelled: isCancelled)
    } catch { throw stopped(pass.sliced) }
    return tally.map { result(of: query, $0, by: pass.columns, store) }
  }

  private func onePass(
    _ query: FunnelQuery, _ store: EventStore, _ funnel: CompiledFunnel
  ) throws -> OnePass? {
    guard let sliced, countsStoredUnits(query), query.segments.isEmpty, query.trend == nil,
      query.histogram == nil || query.wantedHop.runStep(of: query) != nil,
      let question = SlicedQuestion(funnel, of: sliced), question.findsChains
    else { return nil }
    // The times of chains are told by the store.
    try self.store.check([.times])
    guard let reach = clock(query, funnel, store).reach(steps: query.funnel.steps.count),
      let columns = try talliedColumns(query, store)
    else { return nil }
    return OnePass(sliced: sliced, question: question, reach: reach, columns: columns)
  }

  /// Looks up the columns of all breakdowns; nil where entrants cannot be counted by them.
  private func talliedColumns(
    _ query: FunnelQuery, _ store: EventStore
  ) throws(QueryError) -> [TalliedColumn]? {
    guard query.breakdowns.isEmpty || query.rules.attribution == .entry,
      query.breakdowns.count <= TalliedColumn.columnLimit
    else { return nil }
    var columns: [TalliedColumn] = []
    for breakdown in query.breakdowns {
      guard breakdown.columns.count == 1,
        let column = try TalliedColumn(breakdown.columns[0], in: store)
      else { return nil }
      columns.append(column)
    }
    return TallyTable.areFew(columns) ? columns : nil
  }

  private func result(
    of query: FunnelQuery, _ tally: SlicedTally, by columns: [TalliedColumn],
    _ store: EventStore
  ) -> FunnelResult {
    let splits = BreakdownSplits(query.rules, store: store)
    let shown = zip(query.breakdowns, columns).enumerated().map { number, split in
      let (breakdown, column) = split
      let counts = tally.entrants(of: tally.groups(ofColumn: number, count: column.codeCount))
      return GroupAssignment.shown(
        limit: query.groupLimit, order: breakdown.values(besides: self.store), sizes: counts.sizes,
        ranks: splits.ranks(sizes: counts.sizes) {
          (0..<column.codeCount).map { counts.steps(of: $0) }
        }, kind: column.kind)
    }
    let ways =
      [tally.everyone]
      + shown.enumerated().map { number, shown in
        tally.groups(ofColumn: number, shown.numbers, count: shown.kinds.count)
      }
    let times = tally.summaries(of: ways)
    let numbers = ways.indices.map { way in
      let entrants = tally.entrants(of: ways[way])
      return (0..<ways[way].count).map { group in
        FunnelNumbers(
          query.funnel.steps, entrants, of: group, times: times[way].map { $0[group] })
      }
    }
    var result = FunnelResult(query: query, funnel: numbers[0][0], breakdowns: [])
    for (number, breakdown) in query.breakdowns.enumerated() {
      result.breakdowns.append(
        BreakdownNumbers(
          of: breakdown, kinds: shown[number].kinds, numbers[number + 1],
          reached: result.funnel.steps.map(\.count),
          valuesComeLater: tally.values(ofColumn: number).comeLater))
    }
    result.histogram = histogram(of: query) { hop in
      let step = hop.runStep(of: query) ?? 0
      return (
        tally.times(ofStep: step), step == 0 ? result.funnel.time : result.funnel.steps[step].time
      )
    }
    return result
  }
}

extension Hop {
  /// The step whose lengths are those of the way: the one that it leads into from the step before, or the
  /// first for the whole way; nil for other ways.
  fileprivate func runStep(of query: FunnelQuery) -> Int? {
    if first == 1, last == query.funnel.steps.count { return 0 }
    return last == first + 1 ? last - 1 : nil
  }
}
