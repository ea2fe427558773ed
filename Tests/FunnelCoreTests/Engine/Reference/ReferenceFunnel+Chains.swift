@testable import FunnelCore

extension ReferenceFunnel {
  /// Returns every chain, complete or not.
  func orderedChains(_ events: [ReferenceEvent]) -> [ReferenceChain] {
    var chains: [ReferenceChain] = []
    var used = Array(repeating: false, count: events.count)
    /// `chain` has the steps taken or skipped so far, `last` is the position taken last.
    func extend(_ chain: ReferenceChain, last: Int?, taken: Int, value: String?) {
      let step = chain.count
      // A chain ends with a required step.
      if taken == 0, step > 0, !optional[step - 1] { chains.append(chain) }
      guard step < steps.count else { return }
      if optional[step], taken == 0 { extend(chain + [nil], last: last, taken: 0, value: value) }
      for (index, event) in events.enumerated() where reusesEvents || !used[index] {
        guard matches(event, step), follows(index, last, events) else { continue }
        if holdsValue, event.value == nil || (value != nil && event.value != value) { continue }
        let completes = taken + 1 == counts[step]
        if completes, !mayComplete(chain, index, events) { continue }
        let wasUsed = used[index]
        used[index] = true
        extend(
          completes ? chain + [index] : chain, last: index, taken: completes ? 0 : taken + 1,
          value: event.value)
        used[index] = wasUsed
      }
    }
    extend([], last: nil, taken: 0, value: nil)
    return chains
  }

  private func follows(_ index: Int, _ last: Int?, _ events: [ReferenceEvent]) -> Bool {
    guard let last else { return true }
    if usesFileOrder { return index > last || (reusesEvents && index == last) }
    return events[index].time >= events[last].time
  }

  private func mayComplete(
    _ chain: ReferenceChain, _ index: Int, _ events: [ReferenceEvent]
  ) -> Bool {
    let time = events[index].time
    let step = chain.count
    guard let entry = chain.first.flatMap({ $0 }),
      let previous = chain.lastIndex(where: { $0 != nil }),
      let before = chain[previous]
    else { return isInRange(events[index]) }
    if let window {
      let origin = windowFromPrevious ? before : entry
      if time - events[origin].time > window { return false }
    }
    if let limit = limits[step], time - events[before].time > limit { return false }
    return !events.indices.contains { other in
      let isBetween =
        usesFileOrder
        ? other > before && other < index
        : events[other].time > events[before].time && events[other].time < time
      return isBetween && spoils(events[other], from: previous, to: step)
    }
  }

  /// Whether an event may not lie in the hop between two steps.
  func spoils(_ event: ReferenceEvent, from step: Int, to next: Int) -> Bool {
    for hop in step..<next where hop < exclusions.count {
      if exclusions[hop].contains(event.name) { return true }
    }
    guard order == .strict, !ignored.contains(event.name) else { return false }
    return !matches(event, step) && !(counts[next] > 1 && matches(event, next))
  }
}
