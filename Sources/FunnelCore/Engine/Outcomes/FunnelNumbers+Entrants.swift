extension FunnelNumbers {
  /// Makes the numbers of a group from its counts and the times of its hops, the first of which is
  /// that of the whole way.
  init(
    _ steps: [FunnelStep], _ entrants: EntrantCounts, of group: Int, times: [TimeSummary?]
  ) {
    let counts = entrants.steps(of: group)
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
        reasons: isOptional || next == nil ? nil : entrants.reasons(of: group, after: step),
        time: step == 0 ? nil : times[step])
    }
    self.init(steps: numbers, time: times[0])
  }
}
