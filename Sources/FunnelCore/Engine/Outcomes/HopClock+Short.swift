internal import CKernels

extension HopClock {
  /// Returns how many of the store's units of time a hop or the whole way takes at most, where that is a
  /// number of 32 bits and every hop has a length; otherwise nil.
  func reach(steps: Int) -> UInt32? {
    guard (2...Int(HOP_STEPS)).contains(steps), countsZeroHops, funnel.optional == nil,
      funnel.timeSlot <= 1
    else { return nil }
    let form = store.times.form
    // No event of a chain is before the one it follows: only rounding turns times round.
    let longest = UInt64(clamping: funnel.plan.window) / UInt64(form.unit)
    return UInt32(exactly: min(form.greatestCode, longest))
  }

  /// Calls `body` with the chains of some entrants and the times of all rows.
  func withChains(
    of entrants: Range<Int>, _ outcomes: Outcomes, reach: UInt32,
    _ body: (inout hop_times, inout hop_chains) -> Void
  ) {
    outcomes.withColumns { outcomes in
      store.times.withReading { reading in
        guard !entrants.isEmpty, let words = reading.words.baseAddress,
          let depths = outcomes.depths.baseAddress, let rows = outcomes.rows.baseAddress
        else { return }
        let start = outcomes.chainStart(of: entrants.lowerBound)
        var times = hop_times(
          words: words, count: reading.count, reach: reach, wraps: reading.form.extraBits > 0)
        var chains = hop_chains(
          depths: depths + entrants.lowerBound, count: entrants.count, rows: rows + start,
          row_count: outcomes.rows.count - start)
        body(&times, &chains)
      }
    }
  }
}
