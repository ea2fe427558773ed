extension ChainSearch {
  /// Returns the start of the earliest instant from which a chain of `depth` steps can be completed.
  ///
  /// Goes backward with the mirrored rule of the forward pass: of all ways to go on after `a`
  /// steps, the one that starts first also ends first.
  mutating func earliestEntry(depth: Int) -> Int? {
    var open: UInt64 = 0
    var entry: Int?
    var end = events.count
    while end > 0 {
      let start = events.instantStart(before: end)
      let time = events.times[start]
      var candidates = events.union(of: start..<end) & ((1 << UInt64(depth)) - 1)
      // From the smallest number of filled steps up: what is read belongs to later instants.
      while candidates != 0 {
        let filled = candidates.trailingZeroBitCount
        candidates &= candidates - 1
        guard let completion = completion(from: filled, depth, start..<end, open) else { continue }
        if filled > 0 {
          entries[filled] = completion
          latest[filled] = time
          open |= 1 << UInt64(filled)
        } else if elapsed(from: time, to: completion) <= funnel.window, isEntry(start..<end) {
          entry = start
        }
      }
      end = start
    }
    return entry
  }

  /// Returns the earliest end of a chain that has `filled` steps and goes on in an instant.
  private mutating func completion(
    from filled: Int, _ depth: Int, _ instant: Range<Int>, _ open: UInt64
  ) -> Int64? {
    let reached = reach(from: filled, in: instant)
    let time = events.times[instant.lowerBound]
    if reached >= depth { return time }
    var earliest: Int64?
    for next in filled + 1..<reached + 1 where open >> UInt64(next) & 1 == 1 {
      guard elapsed(from: time, to: latest[next]) <= funnel.hopLimits[next] else { continue }
      earliest = min(earliest ?? .max, entries[next])
    }
    return earliest
  }

  /// Follows an entry by the earliest events that still lead to the end, and keeps the way in ``runs``.
  mutating func follow(from entry: Int, depth: Int) -> Bool {
    let stop = markOnward(from: entry, depth: depth)
    runs.removeAll(keepingCapacity: true)
    var previous = events.times[entry]
    var filled = 0
    var position = entry
    while position < stop {
      let end = events.instantEnd(from: position)
      let time = events.times[position]
      if filled > 0, elapsed(from: previous, to: time) > funnel.hopLimits[filled] { return false }
      let reached = min(depth, reach(from: filled, in: position..<end))
      // The more steps in this instant, the smaller the times.
      let ahead = onward[position] & ((2 << UInt64(reached)) - 1)
      let next = 63 - ahead.leadingZeroBitCount
      if next > filled {
        runs.append(Run(instant: position..<end, steps: filled..<next))
        filled = next
        previous = time
        if filled == depth { return true }
      }
      position = end
    }
    return false
  }

  /// Marks, for each instant of the entry's window, after how many filled steps a chain can go on
  /// from there to its end; returns where the window ends.
  private mutating func markOnward(from entry: Int, depth: Int) -> Int {
    var stop = entry
    while stop < events.count,
      elapsed(from: events.times[entry], to: events.times[stop]) <= funnel.window
    { stop += 1 }
    if onward.count < stop {
      onward.append(contentsOf: repeatElement(0, count: stop - onward.count))
    }
    var open: UInt64 = 0
    var end = stop
    while end > entry {
      let start = events.instantStart(before: end)
      let time = events.times[start]
      var marks: UInt64 = 1 << UInt64(depth)
      for next in 1..<depth where open >> UInt64(next) & 1 == 1 {
        guard elapsed(from: time, to: latest[next]) <= funnel.hopLimits[next] else { continue }
        marks |= 1 << UInt64(next)
      }
      onward[start] = marks
      for filled in 1..<depth {
        let reached = min(depth, reach(from: filled, in: start..<end))
        let ahead = marks & ((2 << UInt64(reached)) - 1) & ~((2 << UInt64(filled)) - 1)
        if ahead == 0 { continue }
        latest[filled] = time
        open |= 1 << UInt64(filled)
      }
      end = start
    }
    return stop
  }
}
