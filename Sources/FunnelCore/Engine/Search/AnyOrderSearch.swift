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
  /// The position after the last event that the chain's entry reaches.
  private(set) var end = 0

  /// The event that fills each step, or nil.
  private var fillers: [Int?] = []
  private var visited: UInt64 = 0
  /// How many events in the window can fill each step.
  private var present = Array(repeating: 0, count: 64)

  init(plan: SearchPlan) {
    self.plan = plan
    slotCount = plan.slotCount
  }

  /// Finds the chain with the most steps and of those the one with the earliest entry.
  ///
  /// - Complexity: O(events × steps²) for each entry that could be better than those before.
  mutating func search() -> Int {
    chain.removeAll(keepingCapacity: true)
    for step in present.indices { present[step] = 0 }
    var right = start
    var spoiler = start
    var position = start
    while position < events.count, chain.count < slotCount {
      let instantEnd = events.instantEnd(from: position)
      let time = events.times[position]
      if time > plan.latestEntry { break }
      // A spoiler stops what comes after its moment, and not what is at its moment.
      spoiler = max(spoiler, instantEnd)
      while spoiler < events.count, !isSpoiler(spoiler) { spoiler += 1 }
      while right < events.count, reaches(right, from: time, spoiler: spoiler) {
        count(right, by: 1)
        right += 1
      }
      if plan.mayEnter(at: time), (position..<instantEnd).contains(where: canEnter) {
        if present.count(where: { $0 > 0 }) > chain.count { fill(position..<right) }
        if chain.isEmpty || events.times[entry] == time { end = right }
        if plan.firstEntryOnly { return chain.count }
      }
      for left in position..<min(instantEnd, right) { count(left, by: -1) }
      right = max(right, instantEnd)
      position = instantEnd
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

  private func isSpoiler(_ position: Int) -> Bool {
    plan.hasSpoilers && !events.ignoresExclusions && events.spoils[position].excluded != 0
  }

  private func reaches(_ position: Int, from time: Int64, spoiler: Int) -> Bool {
    guard elapsed(from: time, to: events.times[position]) <= plan.window else { return false }
    guard spoiler < events.count, position > spoiler else { return true }
    return !events.separatesTies && events.times[position] == events.times[spoiler]
  }

  private mutating func count(_ position: Int, by change: Int) {
    var mask = slots(at: position)
    while mask != 0 {
      present[mask.trailingZeroBitCount] += change
      mask &= mask - 1
    }
  }

  /// Fills steps by the events of a range and keeps the chain when it is better.
  private mutating func fill(_ range: Range<Int>) {
    fillers = Array(repeating: nil, count: slotCount)
    var found: [UInt32] = []
    for position in range where slots(at: position) != 0 {
      if plan.reusesEvents {
        for step in fillers.indices where canFill(position, step) && fillers[step] == nil {
          fillers[step] = position
          found.append(events.rows[position])
        }
      } else {
        visited = 0
        if place(position) { found.append(events.rows[position]) }
      }
      if found.count == slotCount { break }
    }
    guard found.count > chain.count else { return }
    chain = found
    entry = range.lowerBound
    end = range.upperBound
  }

  private func canFill(_ position: Int, _ step: Int) -> Bool {
    events.masks[position] >> UInt64(step) & 1 == 1
  }

  /// Gives an event a step, moving other events to other steps where needed.
  private mutating func place(_ position: Int) -> Bool {
    for step in fillers.indices where canFill(position, step) && visited >> UInt64(step) & 1 == 0 {
      visited |= 1 << UInt64(step)
      if let filler = fillers[step], !place(filler) { continue }
      fillers[step] = position
      return true
    }
    return false
  }
}
