@testable import FunnelCore

/// The position of the event that completes each step, up to the last required step reached.
///
/// It is nil where an optional step was skipped. In any order, the positions in time order.
typealias ReferenceChain = [Int?]

extension ReferenceFunnel {
  /// Returns the times of the required steps of the reported chain.
  func reported(_ log: [ReferenceEvent]) -> [Int64] {
    let events = prepared(log)
    return required(reportedChain(events)).map { events[$0].time }
  }

  /// Returns the reported chain of prepared events, found by trying every chain; empty for none.
  func reportedChain(_ events: [ReferenceEvent]) -> ReferenceChain {
    let candidates = candidates(events)
    let depth = candidates.map(\.count).max()
    return candidates.filter { $0.count == depth }.min { precedes($0, $1, events) } ?? []
  }

  /// Returns every chain whose entry counts.
  func candidates(_ events: [ReferenceEvent]) -> [ReferenceChain] {
    let chains = order == .any ? anyOrderChains(events).map { $0 } : orderedChains(events)
    guard firstEntryOnly else { return chains }
    let entry = { moment(required($0)[0], events) } as (ReferenceChain) -> Int64
    let first = chains.map(entry).min()
    return chains.filter { entry($0) == first }
  }

  /// Returns the positions of the required steps of a chain.
  func required(_ chain: ReferenceChain) -> [Int] {
    chain.enumerated().compactMap { optional[$0.offset] ? nil : $0.element }
  }

  /// Whether a chain has all steps.
  func isComplete(_ chain: ReferenceChain) -> Bool { chain.count == steps.count }

  /// Returns the moment of an event: in file order every event has one of its own.
  func moment(_ position: Int, _ events: [ReferenceEvent]) -> Int64 {
    usesFileOrder ? Int64(position) : events[position].time
  }

  /// Whether the first of two chains that are as deep is the better one to report.
  private func precedes(
    _ left: ReferenceChain, _ right: ReferenceChain, _ events: [ReferenceEvent]
  ) -> Bool {
    func time(_ position: Int) -> Int64 { events[position].time }
    let (first, second) = (required(left).map(time), required(right).map(time))
    if first != second { return precedes(first, second) }
    // Of ways that are equal, the one through more optional steps, and then through earlier ones.
    let (taken, other) = (left.map { $0 != nil }, right.map { $0 != nil })
    if taken != other {
      let (count, otherCount) = (taken.count { $0 }, other.count { $0 })
      return count != otherCount
        ? count > otherCount : other.map(\.number).lexicographicallyPrecedes(taken.map(\.number))
    }
    // In file order the earlier rows of one moment come first.
    func key(_ chain: ReferenceChain) -> [Int64] {
      let taken = chain.compactMap { $0 }
      return taken.map(time) + (usesFileOrder ? taken.map { Int64($0) } : [])
    }
    return key(left).lexicographicallyPrecedes(key(right))
  }

  /// Whether the first of two chains that are as deep is the better one, by their times.
  private func precedes(_ left: [Int64], _ right: [Int64]) -> Bool {
    // Other products' choices are known only where ties count as in order.
    switch usesFileOrder ? .earliestEntry : reportedChain {
    case .earliestEntry: return left.lexicographicallyPrecedes(right)
    case .firstCompletion where left[left.count - 1] != right[right.count - 1]:
      return left[left.count - 1] < right[right.count - 1]
    case .latestEntry, .firstCompletion:
      return left[0] != right[0] ? left[0] > right[0] : left.lexicographicallyPrecedes(right)
    }
  }
}

extension Bool {
  fileprivate var number: Int { self ? 1 : 0 }
}
