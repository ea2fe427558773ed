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
    var counts = periods.map { _ in TrendSearch.Counts() }
    for entrant in 0..<outcomes.count {
      let chain = outcomes.chain(of: entrant)
      let depth = outcomes.rows[chain].enumerated().count { step, _ in !funnel.isOptional(step) }
      let rows = outcomes.rows[chain].filter { $0 != OptionalSteps.skipped }
      let times = rows.map { funnel.rounded(store.times[Int($0)]) }
      let entry = times.first ?? 0
      guard let period = periods.index(containing: entry), depth >= hop.first else { continue }
      counts[period].entered += 1
      if depth >= hop.last {
        counts[period].converted += 1
      } else if funnel.plan.isOpen(
        entry: entry, lastStep: times.last ?? entry, dataEnd: funnel.dataEnd)
      {
        counts[period].open += 1
      }
    }
    return counts
  }

  private func searched(
    _ question: TrendQuestion, _ hop: (first: Int, last: Int), _ store: EventStore,
    _ funnel: CompiledFunnel, units: [UInt32], _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) -> [TrendSearch.Counts] {
    var takesPart = Array(repeating: false, count: store.unitCount)
    for unit in units { takesPart[Int(unit)] = true }
    let included = takesPart
    let parts = try Outcomes.concurrently(store) { units in
      var search = TrendSearch(
        funnel, question: question, hop: hop, isCancelled: isCancelled)
      func count<Code: FixedWidthInteger>(_ codes: SharedArray<Code>) -> [TrendSearch.Counts]? {
        for unit in units where included[unit] || funnel.removesExcluded {
          let rows = store.unitStarts[unit]..<store.unitStarts[unit + 1]
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
    var total = question.periods.map { _ in TrendSearch.Counts() }
    for part in parts {
      for (period, counts) in part.enumerated() {
        total[period].entered += counts.entered
        total[period].converted += counts.converted
        total[period].open += counts.open
      }
    }
    return total
  }
}

extension [TrendPeriod] {
  /// Returns the period that a time lies in; the periods must be ascending.
  ///
  /// - Complexity: O(log periods).
  func index(containing time: Int64) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end.rawValue <= time { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].start.rawValue <= time ? low : nil
  }
}

extension FunnelQuery {
  /// How many required steps begin and end the way that trend and histogram look at.
  var requiredHop: (first: Int, last: Int) {
    let steps = funnel.steps
    func required(_ step: Int) -> Int { steps.prefix(step).count { !$0.isOptional } }
    return (required(hop?.first ?? 1), required(hop?.last ?? steps.count))
  }
}
