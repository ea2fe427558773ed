/// Fills consecutive steps with different events of one instant.
///
/// Which steps can be filled together is a bipartite matching of steps and events, grown one step
/// at a time by augmenting paths (C. Berge, "Two Theorems in Graph Theory", 1957).
struct InstantMatching {
  /// The step that holds each event of the instant, or a mark.
  private var owners: [UInt8] = []
  private var visited: UInt64 = 0

  private static let free = UInt8.max
  private static let taken = UInt8.max - 1

  /// Returns how many steps are filled after an instant when `filled` were before it.
  ///
  /// - Complexity: O(events of the instant) unless events match several steps, then
  ///   O(events × steps²).
  mutating func reach(from filled: Int, in instant: Range<Int>, of events: UnitEvents) -> Int {
    var union: UInt64 = 0
    var areSingle = true
    for position in instant {
      let mask = events.masks[position]
      union |= mask
      if mask & (mask &- 1) != 0 { areSingle = false }
    }
    // No run is longer than the run of steps present at all; without choices it is that run.
    let bound = filled + (~(union >> UInt64(filled))).trailingZeroBitCount
    if areSingle || bound <= filled + 1 { return bound }
    reset(instant.count)
    for step in filled..<bound {
      visited = 0
      guard place(step, in: instant, of: events) else { return step }
    }
    return bound
  }

  /// Calls `body` with the row that fills each step from `filled` up to `reached`.
  ///
  /// Each step takes the first event in file order that leaves enough for the steps after it.
  mutating func assign(
    _ steps: Range<Int>, in instant: Range<Int>, of events: UnitEvents, body: (UInt32) -> Void
  ) {
    var used: [Int] = []
    for step in steps {
      for position in instant where events.masks[position] >> UInt64(step) & 1 == 1 {
        guard !used.contains(position) else { continue }
        used.append(position)
        if canFill(step + 1..<steps.upperBound, in: instant, of: events, without: used) {
          body(events.rows[position])
          break
        }
        used.removeLast()
      }
    }
  }

  private mutating func canFill(
    _ steps: Range<Int>, in instant: Range<Int>, of events: UnitEvents, without used: [Int]
  ) -> Bool {
    reset(instant.count)
    for position in used { owners[position - instant.lowerBound] = Self.taken }
    for step in steps {
      visited = 0
      guard place(step, in: instant, of: events) else { return false }
    }
    return true
  }

  private mutating func reset(_ count: Int) {
    if owners.count < count {
      owners.append(contentsOf: repeatElement(Self.free, count: count - owners.count))
    }
    for index in 0..<count { owners[index] = Self.free }
  }

  /// Gives a step an event, moving other steps to other events where needed.
  private mutating func place(_ step: Int, in instant: Range<Int>, of events: UnitEvents) -> Bool {
    visited |= 1 << UInt64(step)
    for position in instant where events.masks[position] >> UInt64(step) & 1 == 1 {
      guard owners[position - instant.lowerBound] == Self.free else { continue }
      owners[position - instant.lowerBound] = UInt8(step)
      return true
    }
    for position in instant where events.masks[position] >> UInt64(step) & 1 == 1 {
      let owner = owners[position - instant.lowerBound]
      guard owner < Self.taken, visited >> UInt64(owner) & 1 == 0 else { continue }
      guard place(Int(owner), in: instant, of: events) else { continue }
      owners[position - instant.lowerBound] = UInt8(step)
      return true
    }
    return false
  }
}
