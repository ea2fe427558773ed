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
  /// How many events in the window can fill each slot.
  private var present = Array(repeating: 0, count: 64)

  init(plan: SearchPlan) {
    self.plan = plan
    slotCount = plan.slotCount
  }

  /// Finds the chain with the most steps and of those the one with the earliest entry.
  ///
  /// - Complexity: O(events × slots²) for each entry that could be better than those before.
  mutating func search() -> Int {
    chain.removeAll(keepingCapacity: true)
    for slot in present.indices { present[slot] = 0 }
    var right = start
    var position = start
    while position < events.count, chain.count < slotCount {
      let instant = position..<events.instantEnd(from: position)
      let time = events.times[position]
      if time > plan.latestEntry { break }
      let isEntry = plan.mayEnter(at: time) && instant.contains(where: canEnter)
      if plan.firstEntryOnly {
        if isEntry {
          fill(from: position)
          return chain.count
        }
      } else {
        while right < events.count, isInWindow(right, from: time) {
          count(right, by: 1)
          right += 1
        }
        if isEntry, greatestDepth > chain.count { fill(from: position) }
        for left in instant where left < right { count(left, by: -1) }
        right = max(right, instant.upperBound)
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

  private func isInWindow(_ position: Int, from entry: Int64) -> Bool {
    elapsed(from: entry, to: events.times[position]) <= plan.window
  }

  private mutating func count(_ position: Int, by change: Int) {
    var mask = slots(at: position)
    while mask != 0 {
      present[mask.trailingZeroBitCount] += change
      mask &= mask - 1
    }
  }

  /// No chain of the window has more steps: slots of equal steps need an event each.
  private var greatestDepth: Int {
    (0..<slotCount).reduce(0) { $0 + (present[$1] > plan.twinsBefore[$1] ? 1 : 0) }
  }

  /// Fills slots by the events from an entry on and keeps the chain when it is better.
  ///
  /// An excluded event ends the chain at its moment, unless the chain has an event of that moment:
  /// then it lies strictly between no two of them.
  private mutating func fill(from first: Int) {
    matching.removeAll(slots: slotCount)
    var passed = SlotMatching()
    passed.removeAll(slots: slotCount)
    var groups: [Range<Int>] = []
    var found: [Int] = []
    var groupsNeeded = 0
    var position = first
    while position < events.count, found.count < slotCount,
      isInWindow(position, from: events.times[first])
    {
      let instant = position..<events.instantEnd(from: position)
      for element in elements(of: instant) where matching.add(element.mask) {
        found.append(element.position)
        groupsNeeded = groups.count
      }
      position = instant.upperBound
      guard instant.lowerBound == first || isSpoiler(instant) else { continue }
      guard passed.add(instant.reduce(0) { $0 | slots(at: $1) }) else { break }
      groups.append(instant)
    }
    guard found.count > chain.count || chain.isEmpty else { return }
    let needed = groups.prefix(groupsNeeded)
    let best = needed.count > 1 ? smallest(found.count, from: first, through: needed) : found
    chain = best.map { events.rows[$0] }
    entry = first
    end = position
  }

  private func isSpoiler(_ instant: Range<Int>) -> Bool {
    guard plan.hasSpoilers, !events.ignoresExclusions else { return false }
    return instant.contains { events.spoils[$0].excluded != 0 }
  }

  /// The events of an instant that can fill a slot; where events may be reused, one for each slot.
  private func elements(of instant: Range<Int>) -> [(position: Int, mask: UInt64)] {
    instant.flatMap { position -> [(position: Int, mask: UInt64)] in
      var mask = slots(at: position)
      guard plan.reusesEvents else { return mask == 0 ? [] : [(position, mask)] }
      var elements: [(position: Int, mask: UInt64)] = []
      while mask != 0 {
        elements.append((position, mask & ~(mask - 1)))
        mask &= mask - 1
      }
      return elements
    }
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
      for element in elements(of: instant) where chosen.count < count {
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
