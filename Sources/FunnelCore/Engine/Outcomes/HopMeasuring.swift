/// Measures the hops of some entrants, each run from a place of its own on.
struct HopMeasuring {
  private let clock: HopClock
  private let lengths: SharedMemory<Int64>
  private let buckets: SharedMemory<UInt16>
  /// Where the next length of each step goes.
  private var next: [Int]
  /// The lengths by bucket, each run as a group.
  private(set) var counted: LengthCounts

  init(
    clock: HopClock, lengths: SharedMemory<Int64>, buckets: SharedMemory<UInt16>, next: [Int],
    counted: LengthCounts
  ) {
    (self.clock, self.lengths, self.buckets) = (clock, lengths, buckets)
    (self.next, self.counted) = (next, counted)
  }

  /// Measures entrants.
  ///
  /// - Complexity: O(rows of the chains).
  mutating func measure(_ entrants: Range<Int>, of outcomes: Outcomes) {
    let (countsZeroHops, base) = (clock.countsZeroHops, lengths.base)
    clock.forEachStretch(of: entrants, outcomes) { depths, rows, times in
      let before = next
      next.withUnsafeMutableBufferPointer { next in
        Self.put(depths, rows, times, countsZeroHops: countsZeroHops, in: base, at: next)
      }
      // What was just written is near.
      for step in before.indices {
        let run = UnsafeBufferPointer(
          start: lengths.base + before[step], count: next[step] - before[step])
        counted.count(run, in: step, buckets: buckets.base + before[step])
      }
    }
  }

  /// Puts the lengths of some chains in their runs.
  @inline(__always)
  private static func put(
    _ depths: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<UInt32>,
    _ times: UnsafePointer<Int64>, countsZeroHops: Bool,
    in lengths: UnsafeMutablePointer<Int64>, at next: UnsafeMutableBufferPointer<Int>
  ) {
    let stepCount = next.count
    var first = 0
    for depth in depths {
      let end = first &+ Int(depth)
      var previous = times[first]
      for place in first &+ 1..<end {
        var hop = HopLengths.none
        if rows[place] != OptionalSteps.skipped {
          hop = HopClock.length(from: previous, to: times[place])
          if hop == 0, !countsZeroHops { hop = HopLengths.none }
          previous = times[place]
        }
        let step = place &- first
        lengths[next[step]] = hop
        next[step] &+= 1
      }
      if end &- first == stepCount {
        lengths[next[0]] = HopClock.length(from: times[first], to: previous)
        next[0] &+= 1
      }
      first = end
    }
  }
}
