@testable import FunnelCore

/// What one entry came to where an exclusion removes units.
struct ReferenceTry {
  var chain: [Int]
  /// Whether an excluded event ended it.
  var isStruck = false
  /// Whether the step after the excluded event was reached all the same.
  var isAdvanced = false
}

/// Units that an exclusion stops leave the funnel, as PostHog has it: every entry takes what comes
/// first, and the deepest tries decide, those an exclusion struck among them. For strict funnels
/// no product tells how this goes.
extension ReferenceFunnel {
  /// Returns the chain of a unit that stays in the funnel; empty for one that leaves it.
  func unremovedChain(_ events: [ReferenceEvent]) -> ReferenceChain {
    let tries = tries(events, to: steps.count)
    let depth = tries.map(\.chain.count).max() ?? 0
    let deepest = tries.filter { $0.chain.count == depth && !$0.isStruck }.map(\.chain)
    func key(_ chain: [Int]) -> [Int64] {
      let entry = moment(chain[0], events)
      return order == .any ? [entry] : [moment(chain[depth - 1], events), -entry]
    }
    return deepest.min { key($0).lexicographicallyPrecedes(key($1)) } ?? []
  }

  /// Returns the tries of a unit to fill so many steps that are not void, each from its own moment.
  func tries(_ events: [ReferenceEvent], to end: Int) -> [ReferenceTry] {
    var clean = self
    clean.exclusions = []
    clean.reportedChain = .earliestEntry
    let candidates = clean.candidates(events).filter { $0.count <= end }
    let entries = Set(candidates.map { moment($0[0] ?? 0, events) }).sorted()
    let tries = entries.map { entry in
      let own = candidates.map { $0.compactMap { $0 } }
        .filter { moment($0[0], events) == entry }
      let depth = own.map(\.count).max() ?? 0
      let first = own.filter { $0.count == depth }.min { left, right in
        left.map { moment($0, events) }.lexicographicallyPrecedes(right.map { moment($0, events) })
      }
      return struck(ReferenceTry(chain: first ?? []), events, to: end)
    }
    if order == .any { return tries.filter { !$0.isStruck } }
    return tries.filter { attempt in
      (1..<max(1, attempt.chain.count)).allSatisfy { step in
        // Of several that reach a step by the same event only the latest goes on.
        !tries.contains { other in
          let isArrival = step < other.chain.count - (other.isAdvanced ? 1 : 0)
          return isArrival
            && moment(other.chain[step], events) == moment(attempt.chain[step], events)
            && moment(other.chain[0], events) > moment(attempt.chain[0], events)
        }
      }
    }
  }

  /// Returns a try that ends at the first hop in which something excluded lies.
  private func struck(
    _ whole: ReferenceTry, _ events: [ReferenceEvent], to end: Int
  ) -> ReferenceTry {
    var attempt = whole
    let chain = whole.chain
    func isExcluded(_ names: [String], after start: Int, before end: Int?) -> Bool {
      events.indices.contains { position in
        guard names.contains(events[position].name),
          moment(position, events) > moment(start, events)
        else { return false }
        if let end { return moment(position, events) < moment(end, events) }
        return window.map { events[position].time - events[chain[0]].time <= $0 } ?? true
      }
    }
    let isComplete = chain.count == end
    if order == .any {
      attempt.isStruck = isExcluded(
        exclusions.flatMap { $0 }, after: chain[0], before: isComplete ? chain.last : nil)
      return attempt
    }
    for step in chain.indices where step + 1 < end {
      let next = step + 1 < chain.count ? chain[step + 1] : nil
      guard isExcluded(exclusion(after: step), after: chain[step], before: next) else { continue }
      attempt.isStruck = true
      attempt.isAdvanced = next != nil
      attempt.chain = Array(chain.prefix(step + 2))
      return attempt
    }
    return attempt
  }
}
