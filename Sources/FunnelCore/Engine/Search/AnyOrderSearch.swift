/// Finds the depth and the reported chain of one unit at a time when steps may come in any order.
///
/// A chain is a set of events that fill different steps: a matching of events and steps. Taking
/// events as they come, whenever one more step can be filled, gives the largest set and of those
/// the one with the smallest times (greedy is optimal on matroids: J. Edmonds, 1971).
struct AnyOrderSearch {
  /// Marks an event that can be no entry.
  static let barred: UInt64 = 1 << 63

  var plan: SearchPlan
  /// The events to search; fill this, then call ``search()``.
  var events = UnitEvents()
  /// The position of the first event that is looked at.
  var start = 0
  /// How many slots there are, from the first on.
  var slotCount: Int
  /// The rows of the reported chain, one for each slot that was filled, in time order.
  private(set) var chain: [UInt32] = []
  /// The start of the instant the chain begins at.
  private(set) var entry = 0
  /// The position after the last instant that was looked at for the chain.
  private(set) var end = 0

  private var matching = SlotMatching()
  private var passing = SlotMatching()
  /// How many events before the entry under way can fill each slot.
  private var passed = Array(repeating: 0, count: 64)

  init(plan: SearchPlan) {
    self.plan = plan
    slotCount = plan.slotCount
  }

  /// Finds the chain with the most steps and of those the one with the earliest entry.
  ///
  /// - Complexity: O(events × slots), plus O(slots³ × log events) for each entry that could be
  ///   better than those before.
  mutating func search() -> Int {
    chain.removeAll(keepingCapacity: true)
    events.index()
    for slot in 0..<slotCount { passed[slot] = events.fills.count(of: slot, before: start) }
    var position = start
    while position < events.count, chain.count < slotCount {
      let instant = position..<events.instantEnd(from: position)
      let time = events.times[position]
      if time > plan.latestEntry { break }
      if plan.mayEnter(at: time), instant.contains(where: canEnter) {
        if plan.firstEntryOnly || greatestDepth(from: position) > chain.count {
          fill(from: position)
        }
        if plan.firstEntryOnly { break }
      }
      position = instant.upperBound
    }
    return chain.count
  }

  /// The slots an event can fill, of those that count.
  private func slots(at position: Int) -> UInt64 {
    events.masks[position] & ((1 << UInt64(slotCount)) - 1)
  }

  private func canEnter(at position: Int) -> Bool {
    slots(at: position) != 0 && events.masks[position] & Self.barred == 0
  }

  /// No chain of an entry has more steps: slots of equal steps need an event each.
  private mutating func greatestDepth(from entry: Int) -> Int {
    var depth = 0
    for slot in 0..<slotCount {
      while let next = events.fills.position(of: passed[slot], with: slot), next < entry {
        passed[slot] += 1
      }
      let needed = passed[slot] + plan.twinsBefore[slot]
      guard let last = events.fills.position(of: needed, with: slot) else { continue }
      if elapsed(from: events.times[entry], to: events.times[last]) <= plan.window { depth += 1 }
    }
    return depth
  }

  /// Fills slots by the events from an entry on and keeps the chain when it is better.
  ///
  /// An excluded event ends the chain at its moment, unless the chain has an event of that moment:
  /// then it lies strictly between no two of them. Jumps from one event that fills a slot to the
  /// next.
  private mutating func fill(from first: Int) {
    matching.removeAll(slots: slotCount)
    passing.removeAll(slots: slotCount)
    let windowEnd = events.end(ofWindow: plan.window, from: events.times[first])
    var groups: [Range<Int>] = []
    var found: [Int] = []
    var groupsNeeded = 0
    var position = first
    // The next instant that only a chain with an event of it can pass; first that of the entry.
    var barrier: Range<Int>? = first..<events.instantEnd(from: first)
    while found.count < slotCount {
      let next = min(events.fills.first(matching.open, from: position) ?? windowEnd, windowEnd)
      if let instant = barrier, instant.upperBound <= next {
        position = instant.upperBound
        guard passing.add(instant.reduce(0) { $0 | slots(at: $1) }) else { break }
        groups.append(instant)
        barrier = spoiler(from: position, before: windowEnd)
        continue
      }
      position = next
      if next == windowEnd { break }
      for element in elements(at: next) where matching.add(element.mask) {
        found.append(element.position)
        groupsNeeded = groups.count
      }
      position += 1
    }
    guard found.count > chain.count || chain.isEmpty else { return }
    if found.count == slotCount { position = events.instantEnd(from: position - 1) }
    let needed = groups.prefix(groupsNeeded)
    let best = needed.count > 1 ? smallest(found.count, from: first, through: needed) : found
    chain = best.map { events.rows[$0] }
    entry = first
    end = position
  }

  /// Returns the next instant with an excluded event.
  private func spoiler(from position: Int, before end: Int) -> Range<Int>? {
    guard plan.hasSpoilers, !events.ignoresExclusions,
      let excluded = events.excluded.first(.max, from: position), excluded < end
    else { return nil }
    let start = max(position, events.instantStart(before: excluded + 1))
    return start..<events.instantEnd(from: start)
  }

  /// An event that can fill a slot; where events may be reused, one for each slot.
  private func elements(at position: Int) -> [(position: Int, mask: UInt64)] {
    var mask = slots(at: position)
    guard plan.reusesEvents else { return mask == 0 ? [] : [(position, mask)] }
    var elements: [(position: Int, mask: UInt64)] = []
    while mask != 0 {
      elements.append((position, mask & ~(mask - 1)))
      mask &= mask - 1
    }
    return elements
  }

  /// Returns the events with the smallest times that fill so many slots and have one of every group.
  private func smallest(
    _ count: Int, from first: Int, through groups: ArraySlice<Range<Int>>
  ) -> [Int] {
    var chosen: [(position: Int, mask: UInt64)] = []
    var missing = groups.map { group in (group, group.reduce(UInt64(0)) { $0 | slots(at: $1) }) }
    var position = first
    while position < events.count, chosen.count < count {
      let instant = position..<events.instantEnd(from: position)
      for element in instant.flatMap(elements) where chosen.count < count {
        let others = missing.filter { !$0.0.contains(element.position) }
        var trial = SlotMatching()
        trial.removeAll(slots: slotCount)
        let masks = chosen.map(\.mask) + [element.mask] + others.map(\.1)
        guard masks.allSatisfy({ trial.add($0) }) else { continue }
        chosen.append(element)
        missing = others
      }
      position = instant.upperBound
    }
    return chosen.map(\.position)
  }
}
