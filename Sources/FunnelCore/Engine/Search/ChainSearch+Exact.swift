extension ChainSearch {
  /// Returns the start of the earliest, or latest, instant from which `depth` slots can be filled.
  mutating func entry(of depth: Int, isLatest: Bool) -> Int? {
    var entry: Int?
    eachEntry(of: depth, prepared: nil) { first, _ in
      entry = first
      return isLatest
    }
    return entry
  }

  /// Returns, for each instant that may be an entry, after how many slots of the first step filled
  /// before it, as bits, `depth` slots can be filled.
  mutating func entries(of depth: Int) -> [UInt64] {
    var reaching = Array(repeating: UInt64(0), count: events.count)
    let prepared = (1 << UInt64(plan.entrySlots)) - UInt64(1)
    eachEntry(of: depth, prepared: prepared) { first, filled in
      reaching[first] |= 1 << UInt64(filled)
      return false
    }
    return reaching
  }

  /// Calls `body` with the start of each instant from which `depth` slots can be filled and the
  /// number filled before it, the last instant first, until it returns true.
  ///
  /// `prepared` tells after how many filled slots a chain may enter, as bits; nil for what the
  /// events before an instant fill.
  ///
  /// Goes backward with the mirrored rule of the forward pass: of all ways to go on after `a`
  /// slots, the one that starts first also ends first. `latest` holds the end of the hop under way.
  ///
  /// - Complexity: O(events × slots²) at most.
  @inline(__always)
  private mutating func eachEntry(
    of depth: Int, prepared: UInt64?, body: (Int, Int) -> Bool
  ) {
    var open: UInt64 = 0
    // No chain goes on after the window of the latest entry.
    var end = plan.latestEnd == .max ? events.count : events.firstPosition(after: plan.latestEnd)
    while end > start {
      let first = max(start, events.instantStart(before: end))
      let time = events.times[first]
      let instant = first..<end
      let enters =
        isEntry(instant) ? prepared ?? 1 << UInt64(preparedSlots(before: first)) : UInt64(0)
      let states = ((1 << UInt64(depth)) - 1) & ~((1 << UInt64(plan.entrySlots)) - 1) | enters
      var candidates = events.union(of: instant) & states
      var fresh: UInt64 = 0
      // From the smallest number of filled slots up: what is read belongs to later instants.
      while candidates != 0 {
        let filled = candidates.trailingZeroBitCount
        candidates &= candidates - 1
        guard let way = wayOn(from: filled, depth, instant, open) else { continue }
        if filled >= plan.entrySlots {
          entries[filled] = way.completion
          latest[filled] = way.hopEnd
          open |= 1 << UInt64(filled)
          if way.hopEnd == time { fresh |= 1 << UInt64(filled) }
        } else if elapsed(from: time, to: way.completion) <= plan.window {
          if body(first, filled) { return }
        }
      }
      if plan.hasSpoilers { open &= ~(events.spoiled(in: instant) & ~fresh) }
      end = first
    }
  }

  /// Returns the earliest end of a chain that has `filled` slots and goes on in an instant, and the
  /// end of the hop it is on.
  private mutating func wayOn(
    from filled: Int, _ depth: Int, _ instant: Range<Int>, _ open: UInt64
  ) -> (completion: Int64, hopEnd: Int64)? {
    let reached = reach(from: filled, in: instant)
    let time = events.times[instant.lowerBound]
    if reached >= depth { return (time, time) }
    var best: (completion: Int64, hopEnd: Int64)?
    for next in filled + 1..<reached + 1 where open >> UInt64(next) & 1 == 1 {
      let completesStep = plan.completed[next] > filled
      if completesStep, elapsed(from: time, to: latest[next]) > plan.hopLimits[next] { continue }
      if next < plan.entrySlots { continue }
      let way = (completion: entries[next], hopEnd: completesStep ? time : latest[next])
      guard let found = best else {
        best = way
        continue
      }
      if (way.completion, way.hopEnd) < (found.completion, found.hopEnd) { best = way }
    }
    return best
  }

  /// Follows an entry by the earliest events that still lead to the end, and keeps the way in ``runs``.
  mutating func follow(from entry: Int, depth: Int) {
    let stop = markOnward(from: entry, depth: depth)
    runs.removeAll(keepingCapacity: true)
    var filled = preparedSlots(before: entry)
    var position = entry
    while position < stop, filled < depth {
      let end = events.instantEnd(from: position)
      let reached = min(depth, reach(from: filled, in: position..<end))
      // The more steps in this instant, the smaller the times.
      let following = plan.next(after: filled)
      let ahead = onward[position] & Self.bits(following...max(following, reached))
      var next = 63 - ahead.leadingZeroBitCount
      // A slot that completes no step can only help, and is taken as soon as it can be.
      if ahead == 0 || reached < following { next = min(reached, following - 1) }
      if next > filled {
        runs.append(Run(instant: position..<end, slots: filled..<next))
        filled = next
      }
      position = end
    }
  }

  /// Marks, for each instant of the entry's window, after how many filled slots a chain can go on
  /// from there to its end; returns where the window ends.
  private mutating func markOnward(from entry: Int, depth: Int) -> Int {
    // The only entry that counts goes on no longer than it was searched.
    let last = plan.firstEntryOnly ? self.end : events.count
    let stop = min(last, events.end(ofWindow: plan.window, from: events.times[entry]))
    if onward.count < stop {
      onward.append(contentsOf: repeatElement(0, count: stop - onward.count))
    }
    var open: UInt64 = 0
    var end = stop
    while end > entry {
      let first = events.instantStart(before: end)
      let time = events.times[first]
      var marks: UInt64 = 1 << UInt64(depth)
      for next in plan.entrySlots..<max(plan.entrySlots, depth) where open >> UInt64(next) & 1 == 1
      {
        guard elapsed(from: time, to: latest[next]) <= plan.hopLimits[next] else { continue }
        marks |= 1 << UInt64(next)
      }
      onward[first] = marks
      var fresh: UInt64 = 0
      for filled in plan.entrySlots..<max(plan.entrySlots, depth) {
        let reached = min(depth, reach(from: filled, in: first..<end))
        guard reached > filled else { continue }
        let following = plan.next(after: filled)
        let completing = reached < following ? 0 : marks & Self.bits(following...reached)
        let partial = open & Self.bits(filled + 1...max(filled + 1, min(reached, following - 1)))
        if completing != 0 {
          latest[filled] = time
          fresh |= 1 << UInt64(filled)
        } else if following > filled + 1, partial != 0 {
          latest[filled] = latest[63 - partial.leadingZeroBitCount]
        } else {
          continue
        }
        open |= 1 << UInt64(filled)
      }
      if plan.hasSpoilers { open &= ~(events.spoiled(in: first..<end) & ~fresh) }
      end = first
    }
    return stop
  }

  private static func bits(_ range: ClosedRange<Int>) -> UInt64 {
    ((2 << UInt64(range.upperBound)) - 1) & ~((1 << UInt64(range.lowerBound)) - 1)
  }
}
