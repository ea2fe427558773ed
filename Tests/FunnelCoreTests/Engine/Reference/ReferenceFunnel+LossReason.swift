@testable import FunnelCore

extension ReferenceFunnel {
  /// Whether the engine tells the same reasons.
  ///
  /// Which way a unit with several was lost on is told by the rules of that way alone. Where
  /// rounding takes events across the border of the range, whether the steps are there in any order
  /// is told without the events outside that could have been entries.
  var hasReasons: Bool {
    let isCut = [from, until].contains { edge in edge.map { $0 % (rounding ?? 1) != 0 } ?? false }
    return !optional.contains(true) && !isCut
  }

  /// Returns why the unit of a log got no further, with the data ending at a time.
  func lossReason(_ log: [ReferenceEvent], dataEnd: Int64) -> LossReason? {
    let events = prepared(log)
    return lossReason(of: reportedChain(events), events, dataEnd: dataEnd)
  }

  /// Returns why a chain of prepared events got no further, found by changing one rule at a time.
  func lossReason(
    of chain: ReferenceChain, _ events: [ReferenceEvent], dataEnd: Int64
  ) -> LossReason? {
    guard !isComplete(chain), !chain.isEmpty else { return nil }
    let depth = required(chain).count
    func reaches(_ variant: ReferenceFunnel, _ depth: Int) -> Bool {
      variant.required(variant.reportedChain(events)).count >= depth
    }
    var variant = self
    variant.exclusions = []
    if reaches(variant, depth + 1) { return .excluded }
    variant = self
    variant.window = nil
    variant.limits = limits.map { _ in nil }
    if reaches(variant, depth + 1) { return .late }
    if isOpen(chain, events, dataEnd: dataEnd) { return .open }
    if order == .any { return .left }
    variant = self
    variant.order = .any
    variant.limits = limits.map { _ in nil }
    variant.steps = zip(steps, counts).prefix(depth + 1)
      .flatMap { Array(repeating: $0, count: $1) }
    variant.counts = variant.steps.map { _ in 1 }
    variant.optional = variant.steps.map { _ in false }
    if windowFromPrevious { variant.window = nil }
    // An attempt is one of many entries; the steps may begin with any of them.
    variant.firstEntryOnly = firstEntryOnly && !countsAttempts
    return reaches(variant, variant.steps.count) ? .outOfOrder : .left
  }

  /// Whether the window of a chain had not ended with the data; without a window there is none to end.
  func isOpen(_ chain: ReferenceChain, _ events: [ReferenceEvent], dataEnd: Int64) -> Bool {
    let required = required(chain)
    guard let window, let entry = required.first, let last = required.last else { return false }
    return dataEnd - events[windowFromPrevious ? last : entry].time < window
  }
}
