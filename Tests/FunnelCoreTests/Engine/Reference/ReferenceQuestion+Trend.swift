@testable import FunnelCore

extension ReferenceQuestion {
  /// Returns how many entered, converted and are open in each period of entry.
  func trend(_ rows: ReferenceRows) -> [[Int]] {
    let units = units(rows)
    return zip(periods, periods.dropFirst()).map { start, end in
      units.map { count($0, entering: start..<end, dataEnd: rows.end) }
        .reduce([0, 0, 0]) { zip($0, $1).map(+) }
    }
  }

  /// Returns what a unit adds to a period.
  private func count(
    _ unit: [ReferenceEvent], entering period: Range<Int64>, dataEnd: Int64
  ) -> [Int] {
    let events = funnel.prepared(unit)
    if funnel.removesExcluded, funnel.exclusions.contains(where: { !$0.isEmpty }) {
      return countTries(events, entering: period, dataEnd: dataEnd)
    }
    var chains: [ReferenceChain]
    if funnel.countsAttempts || funnel.firstEntryOnly {
      // Each is one entry and belongs to its period.
      chains = funnel.entrants(unit, dataEnd: dataEnd).map(\.chain)
        .filter { enters($0, events, period) }
    } else {
      // The funnel of the entries of this period alone.
      var own = funnel
      own.boundsEveryEvent = false
      own.from = max(funnel.from ?? .min, period.lowerBound)
      own.until = min(funnel.until ?? .max, period.upperBound)
      chains = [own.reportedChain(events)]
    }
    chains.removeAll { $0.isEmpty }
    return sum(chains.map { outcome($0, events, dataEnd: dataEnd) })
  }

  private func enters(
    _ chain: ReferenceChain, _ events: [ReferenceEvent], _ period: Range<Int64>
  ) -> Bool {
    chain.first.flatMap { $0 }.map { period.contains(events[$0].time) } ?? false
  }

  private func outcome(
    _ chain: ReferenceChain, _ events: [ReferenceEvent], dataEnd: Int64
  ) -> [Int] {
    let hop = hop ?? (0, funnel.steps.count - 1)
    if chain.count <= hop.first { return [0, 0, 0] }
    if chain.count > hop.last { return [1, 1, 0] }
    return [1, 0, funnel.isOpen(chain, events, dataEnd: dataEnd) ? 1 : 0]
  }

  private func sum(_ counts: [[Int]]) -> [Int] {
    counts.reduce([0, 0, 0]) { zip($0, $1).map(+) }
  }

  /// Counts tries that exclusions can strike: a period in which the deepest ones all were struck
  /// with the next step reached hides every period of the unit in which it did not convert.
  private func countTries(
    _ events: [ReferenceEvent], entering period: Range<Int64>, dataEnd: Int64
  ) -> [Int] {
    let hop = hop ?? (0, funnel.steps.count - 1)
    let tries = funnel.tries(events, to: hop.last + 1)
    func deepest(_ tries: [ReferenceTry]) -> [ReferenceTry] {
      tries.filter { $0.chain.count == tries.map(\.chain.count).max() }
    }
    let ranges = zip(periods, periods.dropFirst()).map { $0..<$1 }
    let byPeriod = Dictionary(grouping: tries) { attempt in
      ranges.first { enters(attempt.chain, events, $0) }
    }
    let isHidden = byPeriod.values.contains { tries in
      let deepest = deepest(tries)
      return deepest.allSatisfy(\.isStruck) && deepest.contains(where: \.isAdvanced)
    }
    let own = byPeriod[period] ?? []
    if own.contains(where: { !$0.isStruck && $0.chain.count > hop.last }) { return [1, 1, 0] }
    guard !isHidden, let clean = deepest(own).first(where: { !$0.isStruck }) else {
      return [0, 0, 0]
    }
    return outcome(clean.chain, events, dataEnd: dataEnd)
  }
}
