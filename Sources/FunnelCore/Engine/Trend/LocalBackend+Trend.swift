extension LocalBackend {
  /// Counts the entrants of each period of a trend.
  func trend(
    _ question: TrendQuestion, _ query: FunnelQuery, _ store: EventStore, _ funnel: CompiledFunnel,
    _ outcomes: Outcomes, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) -> [TrendPoint] {
    let hop = query.requiredHop
    // An entrant with one entry belongs to its period; a unit with several must be searched anew.
    let counts =
      funnel.countsAttempts || funnel.plan.firstEntryOnly
      ? entries(of: outcomes, in: question.periods, hop, store, funnel)
      : try searched(question, hop, store, funnel, units: outcomes.units, isCancelled)
    return zip(question.periods, counts).map { period, counts in
      TrendPoint(
        period: period, entered: counts.entered, converted: counts.converted, open: counts.open)
    }
  }

  private func entries(
    of outcomes: Outcomes, in periods: [TrendPeriod], _ hop: (first: Int, last: Int),
    _ store: EventStore, _ funnel: CompiledFunnel
  ) -> [TrendSearch.Counts] {
    let clock = HopClock(store: store, funnel: funnel, countsZeroHops: true)
    // How many of the first steps are required.
    let isOptional = funnel.optional?.isOptional ?? []
    let required = (0...SearchPlan.slotLimit).map { count in
      count - isOptional.prefix(count).count { $0 }
    }
    let parts = Pieces(of: outcomes.count).map { _, entrants in
      var counts = periods.map { _ in TrendSearch.Counts() }
      clock.forEachChain(of: entrants, outcomes) { chain, times in
        let depth = required[chain.count]
        guard depth >= hop.first, let period = periods.index(containing: times[0]) else { return }
        counts[period].entered += 1
        if depth >= hop.last {
          counts[period].converted += 1
        } else {
          let last = chain.lastIndex { $0 != OptionalSteps.skipped } ?? 0
          let isOpen = funnel.plan.isOpen(
            entry: times[0], lastStep: times[last], dataEnd: funnel.dataEnd)
          if isOpen { counts[period].open += 1 }
        }
      }
      return counts
    }
    return TrendSearch.Counts.total(of: parts, periods.count)
  }

  private func searched(
    _ question: TrendQuestion, _ hop: (first: Int, last: Int), _ store: EventStore,
    _ funnel: CompiledFunnel, units: SharedArray<UInt32>,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) -> [TrendSearch.Counts] {
    var takesPart = Array(repeating: false, count: store.unitCount)
    for unit in units { takesPart[Int(unit)] = true }
    let included = takesPart
    let parts = try Outcomes.concurrently(store) { units in
      var search = TrendSearch(
        funnel, question: question, hop: hop, isCancelled: isCancelled)
      func count<Code: FixedWidthInteger>(_ codes: SharedArray<Code>) -> [TrendSearch.Counts]? {
        for unit in units where included[unit] || funnel.removesExcluded {
          let rows = store.rows(of: UnitIndex(rawValue: unit))
          search.count(rows, of: store, codes: codes)
          if search.isCancelled { return nil }
        }
        return search.counts
      }
      return switch store.eventCodes {
      case .bytes(let codes): count(codes)
      case .halves(let codes): count(codes)
      case .words(let codes): count(codes)
      }
    }
    return TrendSearch.Counts.total(of: parts, question.periods.count)
  }
}

extension TrendSearch.Counts {
  /// Adds up counts of so many periods.
  fileprivate static func total(of parts: [[Self]], _ periodCount: Int) -> [Self] {
    parts.reduce(into: Array(repeating: Self(), count: periodCount)) { total, part in
      for (period, counts) in part.enumerated() {
        total[period].entered += counts.entered
        total[period].converted += counts.converted
        total[period].open += counts.open
      }
    }
  }
}

extension [TrendPeriod] {
  /// Returns the period that a time lies in; the periods must be ascending.
  ///
  /// - Complexity: O(log periods).
  func index(containing time: Int64) -> Int? {
    let place = indices.partitioningIndex { self[$0].end.rawValue > time }
    return place < count && self[place].start.rawValue <= time ? place : nil
  }
}

extension FunnelQuery {
  /// How many required steps begin and end the way that trend and histogram look at.
  var requiredHop: (first: Int, last: Int) {
    let steps = funnel.steps
    func required(_ step: Int) -> Int { steps.prefix(step).count { !$0.isOptional } }
    return (required(wantedHop.first), required(wantedHop.last))
  }
}
