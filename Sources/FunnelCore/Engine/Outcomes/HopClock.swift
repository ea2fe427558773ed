/// Tells the times of the events of chains, as the search compared them, and how far apart they are.
struct HopClock: Sendable {
  let store: EventStore
  let funnel: CompiledFunnel
  /// Whether hops that took no time have a length.
  let countsZeroHops: Bool

  /// Calls `body` with the rows of each entrant's chain and their times.
  ///
  /// The times of many chains are looked up at a stretch, because each look-up waits for memory.
  @inline(__always)
  func forEachChain(
    of entrants: Range<Int>, _ outcomes: Outcomes,
    _ body: (
      _ entrant: Int, _ chain: UnsafeBufferPointer<UInt32>, _ times: UnsafePointer<Int64>
    ) -> Void
  ) {
    let timeSlot = funnel.timeSlot
    store.times.withReading { all in
      outcomes.withColumns { outcomes in
        withUnsafeTemporaryAllocation(
          of: Int64.self, capacity: Self.stretch * SearchPlan.slotLimit
        ) { times in
          guard let base = times.baseAddress else { return }
          for first in stride(from: entrants.lowerBound, to: entrants.upperBound, by: Self.stretch)
          {
            let entrants = first..<min(first + Self.stretch, entrants.upperBound)
            for (index, row) in outcomes.rows(of: entrants).enumerated()
            where row != OptionalSteps.skipped {
              let time = all[Int(row)]
              times[index] = timeSlot > 1 ? CompiledFunnel.rounded(time, to: timeSlot) : time
            }
            var start = base
            outcomes.forEachChain(of: entrants) { entrant, chain in
              body(entrant, chain, start)
              start += chain.count
            }
          }
        }
      }
    }
  }

  /// The number of entrants whose times are looked up at a stretch.
  private static let stretch = 256

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
      forEachChain(of: entrants, outcomes) { _, chain, times in
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
