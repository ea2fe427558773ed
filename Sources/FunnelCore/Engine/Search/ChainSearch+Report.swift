extension ChainSearch {
  /// How many entries are tried one after the other before the exact pass over all of them.
  private static let entryTries = 8

  /// Finds the reported chain of those with `depth` steps; its rows are then in ``chain``.
  ///
  /// Call it after ``depth()``, which must have returned `depth`, at least one. The chain is the
  /// one the rules name; from its entry on, the one with the smallest times.
  ///
  /// - Complexity: O(events × slots).
  mutating func report(depth: Int) {
    let filled = plan.slots(of: depth)
    switch plan.reportedChain {
    case .earliestEntry:
      if !reportByGreed(filled), let entry = firstOrOnlyEntry(of: filled) {
        walk(from: entry, filled)
      }
    case .latestEntry:
      if let entry = plan.firstEntryOnly ? firstEntry : entry(of: filled, isLatest: true) {
        walk(from: entry, filled)
      }
    case .firstCompletion: walk(from: events.firstPosition(at: completion.entry), filled)
    }
    collectRows()
  }

  private mutating func firstOrOnlyEntry(of depth: Int) -> Int? {
    plan.firstEntryOnly ? firstEntry : entry(of: depth, isLatest: false)
  }

  /// Keeps the rows that complete the steps of the runs.
  mutating func collectRows() {
    chain.removeAll(keepingCapacity: true)
    for run in runs {
      guard run.slots.count > 1 || run.instant.count > 1 else {
        let filled = run.slots.upperBound
        if plan.completed[filled] == filled { chain.append(events.rows[run.instant.lowerBound]) }
        continue
      }
      if plan.reusesEvents {
        for slot in run.slots {
          let filling = run.instant.first { events.masks[$0] >> UInt64(slot) & 1 == 1 }
          chain.append(events.rows[filling ?? run.instant.lowerBound])
        }
        continue
      }
      var slot = run.slots.lowerBound
      matching.assign(run.slots, in: run.instant, of: events) { row in
        slot += 1
        if plan.completed[slot] == slot { chain.append(row) }
      }
    }
  }

  /// Tries the first entries; the first that reaches the depth by taking what comes is the answer.
  private mutating func reportByGreed(_ depth: Int) -> Bool {
    guard var position = firstEntry else { return false }
    // A failed try proves nothing when a hop can fail: a later event may have been better.
    let isProof = !plan.hasHopLimits && !plan.hasSpoilers && !plan.firstEntryOnly
    let tries = isProof ? Self.entryTries : 1
    var tried = 0
    while position < events.count {
      let end = events.instantEnd(from: position)
      if isEntry(position..<end) {
        if take(from: position, upTo: depth) == depth { return true }
        tried += 1
        if tried == tries { return false }
      }
      position = end
    }
    return false
  }

  /// Whether a chain may enter at an instant, as far as its time and its events go.
  func isEntry(_ instant: Range<Int>) -> Bool {
    guard plan.mayEnter(at: events.times[instant.lowerBound]) else { return false }
    if plan.firstEntryOnly, instant.lowerBound != firstEntry { return false }
    return events.union(of: instant) & 1 == 1
  }

  /// Returns how many slots of the first step the events before a position fill.
  func preparedSlots(before position: Int) -> Int {
    preparing.count { $0 < position }
  }

  /// Follows an entry to the given number of slots, keeping the way in ``runs``.
  private mutating func walk(from entry: Int, _ depth: Int) {
    // Where no hop can fail, taking the next event that fits is exact once the entry is known.
    if plan.hasHopLimits || plan.hasSpoilers {
      follow(from: entry, depth: depth)
    } else {
      _ = take(from: entry, upTo: depth)
    }
  }

  /// Follows an entry, always taking the earliest next event; returns the slots of complete steps.
  mutating func take(from entry: Int, upTo depth: Int) -> Int {
    runs.removeAll(keepingCapacity: true)
    let entryTime = events.times[entry]
    var latest = entryTime
    var filled = preparedSlots(before: entry)
    var position = entry
    while position < events.count {
      let time = events.times[position]
      guard elapsed(from: entryTime, to: time) <= plan.window else { break }
      if filled >= plan.entrySlots, elapsed(from: latest, to: time) > plan.hopLimits[filled] {
        break
      }
      let end = events.instantEnd(from: position)
      let reached = min(depth, reach(from: filled, in: position..<end))
      let completesStep = plan.completed[reached] > filled
      if reached > filled {
        runs.append(Run(instant: position..<end, slots: filled..<reached))
        filled = reached
        if completesStep { latest = time }
        if filled == depth { break }
      }
      if filled < plan.entrySlots { break }
      if plan.hasSpoilers, !completesStep,
        events.spoiled(in: position..<end) >> UInt64(filled) & 1 == 1
      {
        break
      }
      position = plan.hasSpoilers ? end : events.instant(filling: filled, from: end)
    }
    return plan.completed[filled]
  }
}
