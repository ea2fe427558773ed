@testable import FunnelCore

extension ReferenceFunnel {
  /// Returns every chain, its events in time order.
  func anyOrderChains(_ events: [ReferenceEvent]) -> [[Int]] {
    var chains: [[Int]] = []
    let excluded = Set(exclusions.flatMap { $0 })
    var filled = Array(repeating: false, count: steps.count)
    /// Takes events in file order, each for one of the steps left.
    func extend(_ taken: [Int], from start: Int) {
      if isEntered(taken, events) { chains.append(taken) }
      for index in start..<events.count {
        if let entry = taken.first, let last = taken.last {
          if let window, events[index].time - events[entry].time > window { continue }
          let isSpoiled = events.indices.contains { other in
            let isBetween =
              usesFileOrder
              ? other > last && other < index
              : events[other].time > events[last].time && events[other].time < events[index].time
            return isBetween && excluded.contains(events[other].name)
          }
          if isSpoiled { continue }
        }
        if holdsValue {
          guard let value = events[index].value else { continue }
          if let first = taken.first, events[first].value != value { continue }
        }
        for step in steps.indices where !filled[step] && matches(events[index], step) {
          filled[step] = true
          extend(taken + [index], from: reusesEvents ? index : index + 1)
          filled[step] = false
        }
      }
    }
    extend([], from: 0)
    return chains
  }
  /// Whether one of the events at the first moment of a chain may be its entry.
  private func isEntered(_ chain: [Int], _ events: [ReferenceEvent]) -> Bool {
    chain.contains { moment($0, events) == moment(chain[0], events) && isInRange(events[$0]) }
  }
}
