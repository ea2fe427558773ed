/// Counts, for every period, the units that entered in it and what became of them.
///
/// A unit counts once in each period in which it has an entry: the funnel is searched with entries
/// of that period only, so a later period does not hide an earlier one.
struct TrendSearch {
  /// The counts of one period.
  struct Counts {
    var entered = 0
    var converted = 0
    var open = 0
  }

  private let all: [TrendPeriod]
  /// The periods as far as they lie in the date range; empty ranges have no entries.
  private let periods: [ClosedRange<Int64>?]
  /// The number of required steps that must be reached to enter and to convert.
  private let first: Int
  private let last: Int
  private(set) var counts: [Counts]
  private var search: UnitSearch

  /// Whether the search was cancelled.
  var isCancelled: Bool { search.isCancelled }

  init(
    _ funnel: CompiledFunnel, question: TrendQuestion, hop: (first: Int, last: Int),
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    let plan = funnel.plan
    all = question.periods
    periods = question.periods.map { period in
      let start = max(period.start.rawValue, plan.earliestEntry)
      let end = min(period.end.rawValue - 1, plan.latestEntry)
      return start <= end ? start...end : nil
    }
    (first, last) = hop
    counts = periods.map { _ in Counts() }
    search = UnitSearch(funnel, isCancelled: isCancelled)
    search.struck.stepCount = hop.last
  }

  /// Counts one unit.
  ///
  /// - Complexity: O(events × slots) for each period with an entry.
  mutating func count<Code: FixedWidthInteger>(
    _ rows: Range<Int>, of store: EventStore, codes: SharedArray<Code>
  ) {
    search.load(rows, of: store, codes: codes, only: nil)
    guard search.events.count > 0 else { return }
    if search.funnel.removesExcluded { return countAttempts() }
    for period in periodsWithEntries() {
      if search.pulse.isCancelled(after: search.events.count) { return }
      guard let range = periods[period] else { continue }
      let chain = search.reportedChain(of: store, enteringIn: range)
      guard chain.count >= first else { continue }
      counts[period].entered += 1
      if chain.count >= last {
        counts[period].converted += 1
      } else if search.isOpen(chain, store) {
        counts[period].open += 1
      }
    }
  }

  private func periodsWithEntries() -> [Int] {
    var found: [Int] = []
    var period = 0
    for position in 0..<search.events.count where search.canEnter(at: position) {
      let time = search.events.times[position]
      while period < periods.count, periods[period].map({ $0.upperBound < time }) ?? true {
        period += 1
      }
      guard period < periods.count else { break }
      if periods[period]?.contains(time) == true, found.last != period { found.append(period) }
    }
    return found
  }

  /// Counts one unit by attempts that exclusions can strike, as PostHog does it.
  private mutating func countAttempts() {
    let attempts = search.struck.attempts(of: &search.events, &search.pulse)
    let byPeriod = Dictionary(grouping: attempts) { attempt in
      all.index(containing: attempt.start).flatMap {
        periods[$0]?.contains(attempt.start) == true ? $0 : nil
      }
    }
    // A period whose deepest attempts were all struck, one with the next step still reached, hides
    // the unit in every period in which it did not convert.
    let isHidden = byPeriod.values.contains { attempts in
      let deepest = attempts.deepest
      return deepest.allSatisfy(\.isStruck) && deepest.contains(where: \.isAdvanced)
    }
    for (period, attempts) in byPeriod {
      guard let period else { continue }
      let clean = attempts.filter { !$0.isStruck }
      if clean.contains(where: { $0.depth >= last }) {
        counts[period].entered += 1
        counts[period].converted += 1
      } else if !isHidden, let deepest = attempts.deepest.first(where: { !$0.isStruck }),
        deepest.depth >= first
      {
        counts[period].entered += 1
        let isOpen = search.funnel.plan.isOpen(
          entry: deepest.start, lastStep: deepest.times[deepest.depth - 1],
          dataEnd: search.funnel.dataEnd)
        if isOpen { counts[period].open += 1 }
      }
    }
  }
}

extension [StruckSearch.Attempt] {
  /// Those with the greatest depth.
  fileprivate var deepest: [StruckSearch.Attempt] {
    let depth = map(\.depth).max() ?? 0
    return filter { $0.depth == depth }
  }
}
