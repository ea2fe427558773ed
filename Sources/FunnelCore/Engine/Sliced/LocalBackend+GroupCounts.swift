extension LocalBackend {
  /// Returns how many of each group reach each step, for every breakdown of a query, where the sliced
  /// form tells it, which takes a small part of the time of ``answer(_:isCancelled:)``; nil where the
  /// whole answer must be waited for.
  ///
  /// The groups are those of the answer, and compared with the rest as there; times and reasons are left
  /// out. Throws what ``answer(_:isCancelled:)`` throws.
  public func breakdownsAtOnce(
    _ query: FunnelQuery, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> [BreakdownNumbers]? {
    // To work out columns takes longer than to count.
    let columns = query.columnNames.subtracting([store.roles.unit])
    guard let sliced, countsStoredUnits(query), memory.isOfData(columns) else { return nil }
    let (store, funnel) = try compile(query)
    if query.breakdowns.isEmpty { return [] }
    // Whether it can tell does not depend on how events are cut.
    guard let question = SlicedQuestion(funnel, of: sliced) else { return nil }
    let splits = BreakdownSplits(query.rules, store: store)
    let groups =
      splits.overlap
      ? try groupsOfRuns(query, funnel, store, isCancelled)
      : try groupsOfUnits(query, funnel, question, store, isCancelled)
    return groups.map { groups in
      zip(query.breakdowns, groups).map { breakdown, groups in
        groups.numbers(
          of: breakdown, query, splits, order: breakdown.values(besides: self.store))
      }
    }
  }

  /// Counts the groups of each breakdown where the funnel is run for every value by itself.
  private func groupsOfRuns(
    _ query: FunnelQuery, _ funnel: CompiledFunnel, _ store: EventStore,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [CountedGroups]? {
    var found: [CountedGroups] = []
    for breakdown in query.breakdowns {
      guard
        let (counts, split) = try countsByValue(
          breakdown.columns, query, funnel, store, isCancelled)
      else { return nil }
      found.append(
        CountedGroups(counts: counts) { GroupAssignment.kind(of: split.values[$0]) })
    }
    return found
  }

  /// Counts the groups of each breakdown where the funnel is run once and each unit has one value.
  private func groupsOfUnits(
    _ query: FunnelQuery, _ funnel: CompiledFunnel, _ question: SlicedQuestion,
    _ store: EventStore, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [CountedGroups]? {
    guard let sliced, question.findsChains, query.segments.isEmpty else { return nil }
    var columns: [CountedColumn] = []
    for breakdown in query.breakdowns {
      guard breakdown.columns.count == 1,
        let column = try CountedColumn(
          breakdown.columns[0], rules: query.rules, store: store, of: sliced, memory: memory)
      else { return nil }
      columns.append(column)
    }
    if isCancelled() { throw CancellationError() }
    let attribution = query.rules.attribution
    guard
      let found = sliced.counts(
        question, funnel, by: columns, attribution, isCancelled: isCancelled)
    else { throw stopped(sliced) }
    return zip(columns, found).map { column, found in
      let values = column.values
      var groups = CountedGroups(counts: found.counts) {
        $0 == column.unreached
          ? .didNotReach : GroupAssignment.kind(of: [values.text(of: UInt64($0))])
      }
      if case .step = attribution {
        groups.unreached = column.unreached
      } else {
        groups.valuesComeLater = found.values.comeLater
      }
      return groups
    }
  }
}

/// The groups of a breakdown of which only the counts are known.
struct CountedGroups {
  /// The counts of all groups, of which some may have nobody.
  let counts: GroupCounts
  /// What a group stands for.
  let kind: (Int) -> GroupNumbers.Kind
  /// The group of those who did not reach the step that the values come from.
  var unreached: Int?
  /// Whether the values mostly come from events after the entry.
  var valuesComeLater = false

  init(counts: GroupCounts, kind: @escaping (Int) -> GroupNumbers.Kind) {
    (self.counts, self.kind) = (counts, kind)
  }

  /// Returns the groups that are shown, with the same counts as the whole answer has; `order` is that of
  /// the values, where they have one.
  ///
  /// - Complexity: O(groups × steps) besides putting the groups that are shown in order.
  func numbers(
    of breakdown: Breakdown, _ query: FunnelQuery, _ splits: BreakdownSplits, order: [String]?
  ) -> BreakdownNumbers {
    let sizes = counts.sizes
    let ranks = splits.ranks(sizes: sizes) {
      (0..<counts.groupCount).map { counts.steps(of: $0) }
    }
    let (kinds, numbers) = GroupAssignment.shown(
      limit: query.groupLimit, order: order, sizes: sizes, ranks: ranks, kind: kind)
    let shown = counts.joined(numbers, count: kinds.count)
    let labels = query.funnel.steps.map(\.label)
    return BreakdownNumbers(
      of: breakdown, kinds: kinds,
      kinds.indices.map { FunnelNumbers(counts: shown.steps(of: $0), labels: labels) },
      reached: counts.total(without: unreached), overlaps: splits.overlap,
      valuesComeLater: valuesComeLater)
  }
}
