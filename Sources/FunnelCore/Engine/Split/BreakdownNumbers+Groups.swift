extension BreakdownNumbers {
  /// Creates the numbers of groups that are shown, each compared with all who entered, of whom `reached`
  /// reached each step.
  ///
  /// Where values come later, groups tell how far one got, and are not compared; and groups that overlap
  /// have no rest to be compared with.
  init(
    of breakdown: Breakdown, kinds: [GroupNumbers.Kind], _ numbers: [FunnelNumbers], reached: [Int],
    overlaps: Bool = false, valuesComeLater: Bool
  ) {
    var groups = zip(kinds, numbers).map { kind, funnel in
      GroupNumbers(kind: kind, funnel: funnel, versusRest: nil)
    }
    if !overlaps, !valuesComeLater {
      groups.compareWithRest(of: Proportion(reached[reached.count - 1], of: reached[0]))
    }
    self.init(
      breakdown: breakdown, groups: groups, overlaps: overlaps, valuesComeLater: valuesComeLater)
  }
}
