extension ChainSearch {
  /// How many entries are tried one after the other before the exact pass over all of them.
  private static let entryTries = 8

  /// Finds the reported chain: of all with `depth` steps, the one with the smallest times (t1, t2, …).
  ///
  /// Call it after ``depth()``, which must have returned `depth`, at least one. The rows are in
  /// ``chain``.
  ///
  /// - Complexity: O(events × steps).
  mutating func report(depth: Int) {
    if !reportByGreed(depth: depth), let entry = earliestEntry(depth: depth) {
      // Without hop limits, taking the next event that fits is exact once the entry is known.
      _ = funnel.hasHopLimits ? follow(from: entry, depth: depth) : take(from: entry, depth: depth)
    }
    chain.removeAll(keepingCapacity: true)
    for run in runs {
      guard run.instant.count > 1 else {
        chain.append(events.rows[run.instant.lowerBound])
        continue
      }
      matching.assign(run.steps, in: run.instant, of: events) { chain.append($0) }
    }
  }

  /// Tries the first entries; the first that reaches the depth by taking what comes is the answer.
  private mutating func reportByGreed(depth: Int) -> Bool {
    guard var position = firstEntry else { return false }
    // A failed try proves nothing when a hop has a limit: a later event may have been better.
    let tries = funnel.hasHopLimits || funnel.firstEntryOnly ? 1 : Self.entryTries
    var tried = 0
    while position < events.count {
      let end = events.instantEnd(from: position)
      if isEntry(position..<end) {
        if take(from: position, depth: depth) { return true }
        tried += 1
        if tried == tries { return false }
      }
      position = end
    }
    return false
  }

  /// Whether a chain may enter at an instant.
  func isEntry(_ instant: Range<Int>) -> Bool {
    guard funnel.mayEnter(at: events.times[instant.lowerBound]) else { return false }
    if funnel.firstEntryOnly, instant.lowerBound != firstEntry { return false }
    return events.union(of: instant) & 1 == 1
  }

  /// Follows an entry, always taking the earliest next event, and keeps the way in ``runs``.
  private mutating func take(from entry: Int, depth: Int) -> Bool {
    runs.removeAll(keepingCapacity: true)
    let entryTime = events.times[entry]
    var latest = entryTime
    var filled = 0
    var position = entry
    while position < events.count {
      let time = events.times[position]
      guard elapsed(from: entryTime, to: time) <= funnel.window else { return false }
      if filled > 0, elapsed(from: latest, to: time) > funnel.hopLimits[filled] { return false }
      let end = events.instantEnd(from: position)
      let reached = min(depth, reach(from: filled, in: position..<end))
      if reached > filled {
        runs.append(Run(instant: position..<end, steps: filled..<reached))
        filled = reached
        latest = time
        if filled == depth { return true }
      }
      position = end
    }
    return false
  }
}
