/// Finds the depth and the reported chain of one unit at a time, by the rules of ordered funnels.
///
/// A chain passes each instant in one go: with `a` slots filled before it, it leaves with `b ≥ a`.
/// Among the chains with `a` slots filled, the one filled last also entered last: whatever an
/// earlier one can still do, it can do too. So one entry and one time for each `a` are enough. Hop
/// limits and spoilers keep this true, as both cut off the earlier of two chains first.
struct ChainSearch {
  /// One instant of a chain: its events and the slots they fill.
  struct Run {
    var instant: Range<Int>
    var slots: Range<Int>
  }

  var plan: SearchPlan
  /// The events to search; fill this, then call ``depth()``.
  var events = UnitEvents()
  /// The position of the first event that is looked at.
  var start = 0
  /// The rows of the chain reported last, one for each step.
  var chain: [UInt32] = []

  /// For each number of filled slots, the entry of its best chain and the time of its last step.
  var entries = Array(repeating: Int64(0), count: 64)
  var latest = Array(repeating: Int64(0), count: 64)
  /// The start of the first instant that may be an entry.
  private(set) var firstEntry: Int?
  /// The instant at which the greatest depth was reached first, and the latest entry for it.
  private(set) var completion: (time: Int64, entry: Int64) = (0, 0)
  /// The position after the last instant that was looked at.
  private(set) var end = 0
  /// The start of the last instant that was looked at.
  private(set) var lastInstant = 0
  /// Whether spoilers left no chain that could go on.
  private(set) var isSpoiled = false
  /// Whether an excluded event was among the spoilers that left none.
  private(set) var isExcluded = false
  /// The first events that fill the slots of the first step but its last.
  private(set) var preparing: [Int] = []
  var matching = InstantMatching()
  var runs: [Run] = []
  /// For each instant, which numbers of filled slots lead on to the end.
  var onward: [UInt64] = []

  init(plan: SearchPlan) { self.plan = plan }

  /// Returns the number of steps of the deepest chain.
  mutating func depth() -> Int { plan.stepsFilled[filledSlots()] }

  /// Returns the number of slots of the deepest chain.
  ///
  /// - Complexity: O(events × slots) at most.
  private mutating func filledSlots() -> Int {
    firstEntry = nil
    isSpoiled = false
    isExcluded = false
    completion = (.min, .min)
    var open: UInt64 = 0
    var depth = 0
    preparing.removeAll(keepingCapacity: true)
    let latestEnd = plan.latestEnd
    var position = start
    while position < events.count, depth < plan.slotCount, !isSpoiled {
      let end = events.instantEnd(from: position)
      let time = events.times[position]
      if time > latestEnd || hasRunOut(open, at: time) { break }
      let union = end == position &+ 1 ? events.masks[position] : events.union(of: position..<end)
      lastInstant = position
      let entering: UInt64 = mayEnter(at: time) ? 1 &<< UInt64(preparing.count) : 0
      var candidates = union & (open | entering)
      var fresh: UInt64 = 0
      // From the greatest number of filled slots down, so that no event is used twice.
      while candidates != 0 {
        let filled = 63 &- candidates.leadingZeroBitCount
        candidates &= ~(1 &<< UInt64(filled))
        let isEntry = filled < plan.entrySlots
        guard isEntry || canGoOn(filled, at: time) else { continue }
        let reached = reach(from: filled, in: position..<end)
        guard reached >= plan.entrySlots else { continue }
        if isEntry, firstEntry == nil { firstEntry = position }
        let entry = isEntry ? time : entries[filled]
        for slot in max(filled &+ 1, plan.entrySlots)...reached {
          let isNew = !plan.hasCounts || plan.completed[slot] > filled
          entries[slot] = entry
          latest[slot] = isNew ? time : latest[filled]
          open |= 1 &<< UInt64(slot)
          if isNew { fresh |= 1 &<< UInt64(slot) }
        }
        let steps = (plan.stepsFilled[reached], plan.stepsFilled[depth])
        if steps.0 > steps.1 || (steps.0 == steps.1 && completion.time == time) {
          completion = (time, entry)
        }
        depth = max(depth, reached)
      }
      if preparing.count < plan.entrySlots - 1 { prepare(position..<end) }
      if plan.hasSpoilers, open != 0 {
        let hops = plan.firstEntryOnly ? running(open, at: time) : 0
        // A hop that began in this instant is spared: what is of the moment of its first event does
        // not lie strictly between the two. The second was taken above, before its moment spoils.
        open &= ~(events.spoiled(in: position..<end) & ~fresh)
        isSpoiled = plan.firstEntryOnly && hops & open == 0
        isExcluded = isSpoiled && events.excluded(in: position..<end) & hops & ~fresh != 0
      }
      position = end
    }
    end = position
    return depth
  }

  /// Whether an entry may lie at a time during the forward pass.
  @inline(__always)
  private func mayEnter(at time: Int64) -> Bool {
    plan.mayEnter(at: time) && !(plan.firstEntryOnly && firstEntry != nil)
  }

  /// Whether the only entry that counts is over: none of its chains may go on at a time.
  @inline(__always)
  private func hasRunOut(_ open: UInt64, at time: Int64) -> Bool {
    guard plan.firstEntryOnly, firstEntry != nil else { return false }
    return running(open, at: time) == 0
  }

  /// Returns those of the numbers of filled slots whose chain may go on at a time.
  private func running(_ open: UInt64, at time: Int64) -> UInt64 {
    var running: UInt64 = 0
    var states = open
    while states != 0 {
      let filled = states.trailingZeroBitCount
      if canGoOn(filled, at: time) { running |= 1 &<< UInt64(filled) }
      states &= states - 1
    }
    return running
  }

  /// Whether the best chain of `filled` slots may take its next event at a time.
  ///
  /// This is the rule for the window and for `within`: both are measured from an event to the one
  /// that is taken, and the end is included, as by ``UnitEvents/end(ofWindow:from:)`` for searches
  /// that jump. ``SearchPlan`` says which of them holds for which hop.
  @inline(__always)
  private func canGoOn(_ filled: Int, at time: Int64) -> Bool {
    elapsed(from: entries[filled], to: time) <= plan.window
      && elapsed(from: latest[filled], to: time) <= plan.hopLimits[filled]
  }

  /// Notes the first events that fill a slot of a first step that needs several.
  private mutating func prepare(_ instant: Range<Int>) {
    for position in instant where events.masks[position] & 1 == 1 {
      if preparing.count < plan.entrySlots - 1 { preparing.append(position) }
    }
  }

  /// Returns how many slots are filled after an instant when `filled` were before it.
  @inline(__always)
  mutating func reach(from filled: Int, in instant: Range<Int>) -> Int {
    if plan.reusesEvents {
      return filled + (~(events.union(of: instant) &>> UInt64(filled))).trailingZeroBitCount
    }
    if instant.count == 1 {
      return filled &+ Int(events.masks[instant.lowerBound] &>> UInt64(filled) & 1)
    }
    return matching.reach(from: filled, in: instant, of: events)
  }
}
