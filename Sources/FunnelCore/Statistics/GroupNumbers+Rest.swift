extension [GroupNumbers] {
  /// Compares each group's conversion with that of everyone else, adjusted over the groups.
  ///
  /// `total` is everyone who can be compared: those who did not reach the step that the groups'
  /// values come from are in none of the shares, or else how far one got would be the difference.
  /// They are nobody's rest even where `(other)` hides them.
  mutating func compareWithRest(of total: Proportion) {
    let hidesUnreached =
      !contains { $0.kind == .didNotReach }
      && reduce(0) { $0 + $1.funnel.entered } > total.whole
    for index in indices {
      switch self[index].kind {
      case .didNotReach: continue
      case .other where hidesUnreached: continue
      case .other, .notSet, .values: break
      }
      let group = self[index].funnel.conversion
      let rest = Proportion(total.part - group.part, of: total.whole - group.whole)
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
