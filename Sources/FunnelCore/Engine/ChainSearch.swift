/// Finds the depth and the reported chain of one unit at a time, by the rules of ordered funnels.
///
/// A chain passes each instant in one go: with `a` steps filled before it, it leaves with `b ≥ a`.
/// Among the chains with `a` steps filled, the one filled last also entered last: whatever an
/// earlier one can still do, it can do too. So one entry and one time for each `a` are enough.
struct ChainSearch {
  /// One instant of a chain: its events and the steps they fill.
  struct Run {
    var instant: Range<Int>
    var steps: Range<Int>
  }

  let funnel: CompiledFunnel
  /// The events to search; fill this, then call ``depth()``.
  var events = UnitEvents()
  /// The rows of the chain reported last, one for each step.
  var chain: [UInt32] = []

  /// For each number of filled steps, the entry of its best chain and the time of its last step.
  var entries = Array(repeating: Int64(0), count: 64)
  var latest = Array(repeating: Int64(0), count: 64)
  /// The start of the first instant that may be an entry.
  var firstEntry: Int?
  var matching = InstantMatching()
  var runs: [Run] = []
  /// For each instant, which numbers of filled steps lead on to the end.
  var onward: [UInt64] = []

  init(funnel: CompiledFunnel) { self.funnel = funnel }

  /// Returns the number of steps of the deepest chain.
  ///
  /// - Complexity: O(events × steps) at most.
  mutating func depth() -> Int {
    firstEntry = nil
    var open: UInt64 = 0
    var depth = 0
    var position = 0
    while position < events.count, depth < funnel.stepCount {
      let end = events.instantEnd(from: position)
      let time = events.times[position]
      let union = end == position &+ 1 ? events.masks[position] : events.union(of: position..<end)
      let canEnter = union & 1 == 1 && mayEnter(at: time)
      if canEnter, firstEntry == nil { firstEntry = position }
      var candidates = union & (canEnter ? open | 1 : open)
      // From the greatest number of filled steps down, so that no event is used twice.
      while candidates != 0 {
        let filled = 63 &- candidates.leadingZeroBitCount
        candidates &= ~(1 &<< UInt64(filled))
        guard filled == 0 || canGoOn(filled, at: time) else { continue }
        let entry = filled == 0 ? time : entries[filled]
        let reached = reach(from: filled, in: position..<end)
        for step in filled &+ 1...reached {
          entries[step] = entry
          latest[step] = time
          open |= 1 &<< UInt64(step)
        }
        depth = max(depth, reached)
      }
      position = end
    }
    return depth
  }

  /// Whether an entry may lie at a time during the forward pass.
  @inline(__always)
  private func mayEnter(at time: Int64) -> Bool {
    funnel.mayEnter(at: time) && !(funnel.firstEntryOnly && firstEntry != nil)
  }

  /// Whether the best chain of `filled` steps may take its next step at a time.
  @inline(__always)
  private func canGoOn(_ filled: Int, at time: Int64) -> Bool {
    elapsed(from: entries[filled], to: time) <= funnel.window
      && elapsed(from: latest[filled], to: time) <= funnel.hopLimits[filled]
  }

  /// Returns how many steps are filled after an instant when `filled` were before it.
  @inline(__always)
  mutating func reach(from filled: Int, in instant: Range<Int>) -> Int {
    if instant.count == 1 {
      return filled &+ Int(events.masks[instant.lowerBound] &>> UInt64(filled) & 1)
    }
    return matching.reach(from: filled, in: instant, of: events)
  }
}
