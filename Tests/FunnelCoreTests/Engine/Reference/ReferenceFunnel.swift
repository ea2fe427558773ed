@testable import FunnelCore

/// One event of a reference log.
struct ReferenceEvent: Equatable {
  var time: Int64
  var name: String
  /// The value of the column that a chain may have to hold constant.
  var value: String?
}

/// A funnel as plainly as it can be put: names per step (`*` for any event), limits in time units.
struct ReferenceFunnel {
  var steps: [[String]]
  var window: Int64?
  /// The limit of the hop into each step.
  var limits: [Int64?]
  var firstEntryOnly = false
  var from: Int64?
  var until: Int64?

  var order = FunnelRules.Order.loose
  /// The names excluded from the hop after each step.
  var exclusions: [[String]] = []
  var ignored: [String] = []
  /// How many events each step takes.
  var counts: [Int]
  /// Which steps may be skipped; none of any order.
  var optional: [Bool]
  var holdsValue = false
  var reusesEvents = false
  var usesFileOrder = false
  var windowFromPrevious = false
  var reportedChain = FunnelRules.ReportedChain.earliestEntry

  init(
    _ steps: [[String]], window: Int64? = nil, limits: [Int64?] = [], firstEntryOnly: Bool = false,
    from: Int64? = nil, until: Int64? = nil
  ) {
    self.steps = steps
    self.window = window
    self.limits = limits + Array(repeating: nil, count: max(0, steps.count - limits.count))
    self.firstEntryOnly = firstEntryOnly
    self.from = from
    self.until = until
    counts = steps.map { _ in 1 }
    optional = steps.map { _ in false }
  }

  func matches(_ event: ReferenceEvent, _ step: Int) -> Bool {
    steps[step].contains("*") || steps[step].contains(event.name)
  }

  func isInRange(_ event: ReferenceEvent) -> Bool {
    event.time >= from ?? .min && (until.map { event.time < $0 } ?? true)
  }

  /// Returns the times of the required steps of the reported chain, found by trying every chain.
  func reported(_ events: [ReferenceEvent]) -> [Int64] {
    let chains = order == .any ? anyOrderChains(events) : orderedChains(events)
    // In file order the first entry is one event, otherwise all those of its moment.
    func entry(_ chain: [Int]) -> Int64 { usesFileOrder ? Int64(chain[0]) : events[chain[0]].time }
    let firstEntry = chains.map(entry).min()
    let allowed = firstEntryOnly ? chains.filter { entry($0) == firstEntry } : chains
    return best(allowed.map { $0.map { events[$0].time } })
  }

  /// Returns the best of all chains, given by the times of their steps.
  private func best(_ chains: [[Int64]]) -> [Int64] {
    chains.min { left, right in
      if left.count != right.count { return left.count > right.count }
      switch reportedChain {
      case .earliestEntry: return left.lexicographicallyPrecedes(right)
      case .latestEntry:
        return left[0] != right[0] ? left[0] > right[0] : left.lexicographicallyPrecedes(right)
      case .firstCompletion:
        let (first, second) = (left[left.count - 1], right[right.count - 1])
        if first != second { return first < second }
        return left[0] != right[0] ? left[0] > right[0] : left.lexicographicallyPrecedes(right)
      }
    } ?? []
  }

  // MARK: Ordered

  /// Returns the positions that complete the required steps of every chain, complete or not.
  private func orderedChains(_ events: [ReferenceEvent]) -> [[Int]] {
    var chains: [[Int]] = []
    var used = Array(repeating: false, count: events.count)
    /// `ends` are the positions that completed steps, `last` the one taken last.
    func extend(
      _ ends: [(step: Int, index: Int)], to step: Int, last: Int?, taken: Int, value: String?
    ) {
      if taken == 0, !ends.isEmpty {
        chains.append(ends.filter { !optional[$0.step] }.map(\.index))
      }
      guard step < steps.count else { return }
      if optional[step], taken == 0 {
        extend(ends, to: step + 1, last: last, taken: 0, value: value)
      }
      for (index, event) in events.enumerated() where reusesEvents || !used[index] {
        guard matches(event, step), follows(index, last, events) else { continue }
        if holdsValue, event.value == nil || (value != nil && event.value != value) { continue }
        let completes = taken + 1 == counts[step]
        if completes, !mayComplete(ends, step, index, events) { continue }
        let wasUsed = used[index]
        used[index] = true
        extend(
          completes ? ends + [(step, index)] : ends, to: completes ? step + 1 : step, last: index,
          taken: completes ? 0 : taken + 1, value: event.value)
        used[index] = wasUsed
      }
    }
    extend([], to: 0, last: nil, taken: 0, value: nil)
    return chains
  }

  private func follows(_ index: Int, _ last: Int?, _ events: [ReferenceEvent]) -> Bool {
    guard let last else { return true }
    if usesFileOrder { return index > last || (reusesEvents && index == last) }
    return events[index].time >= events[last].time
  }

  private func mayComplete(
    _ ends: [(step: Int, index: Int)], _ step: Int, _ index: Int, _ events: [ReferenceEvent]
  ) -> Bool {
    let time = events[index].time
    guard let entry = ends.first?.index, let previous = ends.last else {
      return isInRange(events[index])
    }
    let before = previous.index
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
      return isBetween && spoils(events[other], from: previous.step, to: step)
    }
  }

  /// Whether an event may not lie in the hop between two steps.
  private func spoils(_ event: ReferenceEvent, from step: Int, to next: Int) -> Bool {
    for hop in step..<next where hop < exclusions.count {
      if exclusions[hop].contains(event.name) { return true }
    }
    guard order == .strict, !ignored.contains(event.name) else { return false }
    return !matches(event, step) && !(counts[next] > 1 && matches(event, next))
  }

  // MARK: Any order

  private func anyOrderChains(_ events: [ReferenceEvent]) -> [[Int]] {
    var chains: [[Int]] = []
    let excluded = Set(exclusions.flatMap { $0 })
    var filled = Array(repeating: false, count: steps.count)
    /// Takes events in file order, each for one of the steps left.
    func extend(_ taken: [Int], from start: Int) {
      if !taken.isEmpty { chains.append(taken) }
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
        } else if !isInRange(events[index]) {
          continue
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
}

extension ReferenceFunnel {
  /// Returns why a unit with the reported chain got no further, with the data ending at a time.
  func lossReason(_ events: [ReferenceEvent], dataEnd: Int64) -> LossReason? {
    let chain = reported(events)
    guard let entry = chain.first, chain.count < optional.count(where: { !$0 }) else { return nil }
    var variant = self
    variant.exclusions = []
    if variant.reported(events).count > chain.count { return .excluded }
    variant = self
    variant.window = nil
    variant.limits = limits.map { _ in nil }
    if variant.reported(events).count > chain.count { return .late }
    let origin = windowFromPrevious ? chain[chain.count - 1] : entry
    if window.map({ dataEnd - origin < $0 }) ?? true { return .open }
    if order == .any { return .left }
    variant = self
    variant.order = .any
    variant.limits = limits.map { _ in nil }
    variant.steps = zip(steps, counts).prefix(chain.count + 1)
      .flatMap { Array(repeating: $0, count: $1) }
    variant.counts = variant.steps.map { _ in 1 }
    if windowFromPrevious { variant.window = nil }
    let isThere = variant.reported(events).count == variant.steps.count
    return isThere ? .outOfOrder : .left
  }
}
