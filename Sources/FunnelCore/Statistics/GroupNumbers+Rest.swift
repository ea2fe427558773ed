extension [GroupNumbers] {
  /// Compares each group's conversion with that of everyone else, adjusted over the groups.
  mutating func compareWithRest(of total: FunnelNumbers) {
    for index in indices {
      let group = self[index].funnel.conversion
      let rest = Proportion(total.converted - group.part, of: total.entered - group.whole)
      self[index].versusRest = ProportionDifference(group, minus: rest)
    }
    let tested = indices.filter { self[$0].versusRest?.p != nil }
    let adjusted = holmAdjusted(tested.compactMap { self[$0].versusRest?.p })
    for (index, p) in zip(tested, adjusted) {
      guard let difference = self[index].versusRest?.difference else { continue }
      self[index].versusRest?.pAdjusted = p
      self[index].versusRest?.verdict = ProportionDifference.verdict(of: difference, p: p)
    }
  }
}
