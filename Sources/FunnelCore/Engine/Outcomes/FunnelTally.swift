/// Counts steps and measures times over any set of entrants.
struct FunnelTally: Sendable {
  let steps: [FunnelStep]
  let outcomes: Outcomes
  let funnel: CompiledFunnel
  let times: SharedArray<Int64>
  let countsZeroHops: Bool

  /// Returns the numbers of the given entrants.
  ///
  /// - Complexity: O(entrants × steps), plus sorting the times.
  func numbers(of entrants: [Int]) -> FunnelNumbers {
    let counts = counts(of: entrants)
    let reasons = reasons(of: entrants)
    let hops = hopTimes(of: entrants, counts: counts)
    var required = 0
    let numbers = steps.indices.map { step in
      let isOptional = steps[step].isOptional
      let next = steps[(step + 1)...].firstIndex { !$0.isOptional }
      // An optional step is a share of those who passed it or went by it.
      let whole = isOptional ? counts[next ?? step] : counts[required]
      if !isOptional { required = step }
      return StepNumbers(
        label: steps[step].label, count: counts[step],
        fromFirst: Proportion(counts[step], of: counts[0]),
        fromPrevious: step == 0 ? nil : Proportion(counts[step], of: whole),
        isOptional: isOptional,
        lost: isOptional ? nil : next.map { counts[step] - counts[$0] },
        reasons: isOptional || next == nil ? nil : reasons[step],
        time: TimeSummary(microseconds: hops.steps[step]))
    }
    return FunnelNumbers(steps: numbers, time: TimeSummary(microseconds: hops.whole))
  }

  /// Returns how many entrants reached each required step and passed each optional one.
  func counts(of entrants: [Int]) -> [Int] {
    var reached = Array(repeating: 0, count: steps.count + 1)
    for entrant in entrants { reached[Int(outcomes.depths[entrant])] += 1 }
    var counts = Array(repeating: 0, count: steps.count)
    var running = 0
    for step in steps.indices.reversed() {
      running += reached[step + 1]
      counts[step] = running
    }
    for step in steps.indices where steps[step].isOptional {
      counts[step] = entrants.count { row(of: $0, at: step) != nil }
    }
    return counts
  }

  /// Returns the share of some entrants that reached the last step.
  func conversion(of entrants: [Int]) -> Proportion {
    Proportion(counts(of: entrants).last ?? 0, of: entrants.count)
  }

  private func reasons(of entrants: [Int]) -> [LossReasons] {
    var reasons = steps.map { _ in LossReasons() }
    for entrant in entrants {
      guard let reason = outcomes.reason(of: entrant) else { continue }
      reasons[Int(outcomes.depths[entrant]) - 1][reason] += 1
    }
    return reasons
  }

  /// Returns the row of an entrant's step, counted from zero, or nil when it did not take it.
  private func row(of entrant: Int, at step: Int) -> Int? {
    let chain = outcomes.chain(of: entrant)
    guard step < chain.count else { return nil }
    let row = outcomes.rows[chain.lowerBound + step]
    return row == OptionalSteps.skipped ? nil : Int(row)
  }

  /// Returns the times of the way between two steps, of all who went it.
  func times(of entrants: [Int], from first: Int, to last: Int) -> [Int64] {
    entrants.compactMap { entrant in
      guard let end = row(of: entrant, at: last), let start = row(of: entrant, at: first) else {
        return nil
      }
      return length(from: time(start), to: time(end))
    }
  }

  @inline(__always)
  private func time(_ row: Int) -> Int64 { funnel.rounded(times[row]) }

  /// Returns the lengths of the hops into each step and of the whole way.
  private func hopTimes(
    of entrants: [Int], counts: [Int]
  ) -> (steps: [[Int64]], whole: [Int64]) {
    var hops = counts.enumerated().map { step, count in
      var lengths: [Int64] = []
      if step > 0 { lengths.reserveCapacity(count) }
      return lengths
    }
    var whole: [Int64] = []
    for entrant in entrants {
      let chain = outcomes.chain(of: entrant)
      let entry = time(Int(outcomes.rows[chain.lowerBound]))
      var previous = entry
      for step in 1..<max(1, chain.count) {
        let row = outcomes.rows[chain.lowerBound + step]
        guard row != OptionalSteps.skipped else { continue }
        let time = time(Int(row))
        let hop = length(from: previous, to: time)
        if hop > 0 || countsZeroHops { hops[step].append(hop) }
        previous = time
      }
      if chain.count == steps.count { whole.append(length(from: entry, to: previous)) }
    }
    return (hops, whole)
  }

  /// Returns the microseconds between two moments; rounding may have turned them round.
  private func length(from start: Int64, to end: Int64) -> Int64 {
    max(0, elapsed(from: start, to: end))
  }
}
