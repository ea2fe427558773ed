internal import CKernels

/// Tells the times of the events of chains, as the search compared them, and how far apart they are.
struct HopClock: Sendable {
  let store: EventStore
  let funnel: CompiledFunnel
  /// Whether hops that took no time have a length.
  let countsZeroHops: Bool

  /// Calls `body` with the depths of some entrants after the other, and the rows of their chains and
  /// the times of these, chain after chain; a skipped step has no time.
  ///
  /// The times of many chains are looked up at a stretch, because each look-up waits for memory.
  @inline(__always)
  func forEachStretch(
    of entrants: Range<Int>, _ outcomes: Outcomes,
    _ body: (
      _ depths: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<UInt32>,
      _ times: UnsafePointer<Int64>
    ) -> Void
  ) {
    if entrants.isEmpty { return }
    outcomes.withColumns { outcomes in
      withUnsafeTemporaryAllocation(
        of: Int64.self, capacity: Self.stretch * SearchPlan.slotLimit
      ) { times in
        guard let base = times.baseAddress else { return }
        var row = outcomes.chainStart(of: entrants.lowerBound)
        for first in stride(from: entrants.lowerBound, to: entrants.upperBound, by: Self.stretch) {
          let entrants = first..<min(first + Self.stretch, entrants.upperBound)
          let rows = row..<row + outcomes.rowCount(of: entrants)
          lookUp(rows, of: outcomes.rows, into: base)
          body(
            UnsafeBufferPointer(rebasing: outcomes.depths[entrants]),
            UnsafeBufferPointer(rebasing: outcomes.rows[rows]), base)
          row = rows.upperBound
        }
      }
    }
  }

  /// Calls `body` with the rows of each entrant's chain and their times.
  @inline(__always)
  func forEachChain(
    of entrants: Range<Int>, _ outcomes: Outcomes,
    _ body: (_ chain: UnsafeBufferPointer<UInt32>, _ times: UnsafePointer<Int64>) -> Void
  ) {
    forEachStretch(of: entrants, outcomes) { depths, rows, times in
      var first = 0
      for depth in depths {
        let end = first &+ Int(depth)
        body(UnsafeBufferPointer(rebasing: rows[first..<end]), times + first)
        first = end
      }
    }
  }

  /// Looks up the times of some of the rows of chains; a skipped step has none.
  @inline(__always)
  private func lookUp(
    _ places: Range<Int>, of rows: UnsafeBufferPointer<UInt32>,
    into times: UnsafeMutablePointer<Int64>
  ) {
    let timeSlot = funnel.timeSlot
    store.times.withReading { all in
      var next = times
      for place in places {
        let later = Int(rows[min(place &+ Self.ahead, rows.count &- 1)])
        if later < all.count { all.bringNear(later) }
        let row = Int(truncatingIfNeeded: rows[place])
        if row < all.count {
          let time = all[row]
          next.pointee = timeSlot > 1 ? CompiledFunnel.rounded(time, to: timeSlot) : time
        }
        next += 1
      }
    }
  }

  /// The number of entrants whose times are looked up at a stretch.
  private static let stretch = 256
  /// How many look-ups before it a row's time is asked of the memory.
  private static let ahead = 64

  /// Returns the microseconds between two moments; rounding may have turned them round.
  @inline(__always)
  static func length(from start: Int64, to end: Int64) -> Int64 {
    max(0, elapsed(from: start, to: end))
  }

  /// Returns how long the way between two steps, counted from zero, took all who went it.
  ///
  /// - Complexity: O(entrants).
  func lengths(from first: Int, to last: Int, of outcomes: Outcomes, _ pieces: Pieces) -> [Int64] {
    let parts = pieces.map { _, entrants in
      var lengths: [Int64] = []
      forEachChain(of: entrants, outcomes) { chain, times in
        if last < chain.count, chain[first] != OptionalSteps.skipped,
          chain[last] != OptionalSteps.skipped
        {
          lengths.append(Self.length(from: times[first], to: times[last]))
        }
      }
      return lengths
    }
    return Array(parts.joined())
  }
}
