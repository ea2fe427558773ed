/// Counts steps and measures times over any set of units.
struct FunnelTally: Sendable {
  let steps: [FunnelStep]
  let outcomes: UnitOutcomes
  let times: [Int64]

  /// Returns the numbers of the given units, all of which entered.
  ///
  /// - Complexity: O(units × steps), plus sorting the times.
  func numbers(of units: [Int]) -> FunnelNumbers {
    var reached = Array(repeating: 0, count: steps.count + 1)
    for unit in units { reached[Int(outcomes.depths[unit])] += 1 }
    var counts = Array(repeating: 0, count: steps.count)
    var running = 0
    for step in steps.indices.reversed() {
      running += reached[step + 1]
      counts[step] = running
    }
    let hops = hopTimes(of: units, counts: counts)
    let numbers = steps.indices.map { step in
      StepNumbers(
        label: steps[step].label, count: counts[step],
        fromFirst: Proportion(counts[step], of: counts[0]),
        fromPrevious: step == 0 ? nil : Proportion(counts[step], of: counts[step - 1]),
        lost: step + 1 == steps.count ? nil : counts[step] - counts[step + 1],
        time: TimeSummary(microseconds: hops.steps[step]))
    }
    return FunnelNumbers(steps: numbers, time: TimeSummary(microseconds: hops.whole))
  }

  /// Returns the lengths of the hops into each step and of the whole way.
  private func hopTimes(of units: [Int], counts: [Int]) -> (steps: [[Int64]], whole: [Int64]) {
    var hops = counts.enumerated().map { step, count in
      var lengths: [Int64] = []
      if step > 0 { lengths.reserveCapacity(count) }
      return lengths
    }
    var whole: [Int64] = []
    for unit in units {
      let chain = outcomes.chain(of: unit)
      let entry = times[Int(outcomes.chainRows[chain.lowerBound])]
      var previous = entry
      for step in 1..<max(1, chain.count) {
        let time = times[Int(outcomes.chainRows[chain.lowerBound + step])]
        hops[step].append(elapsed(from: previous, to: time))
        previous = time
      }
      if chain.count == steps.count { whole.append(elapsed(from: entry, to: previous)) }
    }
    return (hops, whole)
  }
}
