extension FunnelNumbers {
  /// Creates what the counts of steps alone tell: no times, and no reasons for losses.
  ///
  /// None of the steps may be optional. The steps are called by the labels given, one for each.
  public init(counts: [Int], labels: [String]) {
    let steps = zip(counts, labels).enumerated().map { step, named in
      StepNumbers(
        label: named.1, count: named.0, fromFirst: Proportion(named.0, of: counts[0]),
        fromPrevious: step == 0 ? nil : Proportion(named.0, of: counts[step - 1]),
        lost: step + 1 < counts.count ? named.0 - counts[step + 1] : nil, time: nil)
    }
    self.init(steps: steps, time: nil)
  }
}
