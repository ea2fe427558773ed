extension ProportionDifference {
  /// The smallest group the test speaks about.
  private static let smallestCount = 30
  /// The smallest expected number of successes and of failures the test speaks about.
  private static let smallestExpected = 5.0
  /// The chance of calling a difference that is none.
  static let significance = 0.05

  /// Compares two independent shares, before any adjustment; nil when either has no whole.
  ///
  /// The interval is Newcombe's hybrid score interval: R. G. Newcombe, "Interval Estimation for the
  /// Difference Between Independent Proportions", Statistics in Medicine 17 (1998), method 10.
  /// The test is the two-proportion z-test with the pooled share.
  init?(_ first: Proportion, minus second: Proportion) {
    guard let firstShare = first.fraction, let firstInterval = first.interval,
      let secondShare = second.fraction, let secondInterval = second.interval
    else { return nil }
    let difference = firstShare - secondShare
    let below = Self.distance(
      firstShare - firstInterval.lowerBound, secondInterval.upperBound - secondShare)
    let above = Self.distance(
      firstInterval.upperBound - firstShare, secondShare - secondInterval.lowerBound)
    let p = Self.pooledTest(first, second)
    self.init(
      difference: difference, interval: difference - below...difference + above, p: p,
      pAdjusted: p, verdict: Self.verdict(of: difference, p: p))
  }

  private static func distance(_ first: Double, _ second: Double) -> Double {
    (first * first + second * second).squareRoot()
  }

  /// Returns the two-sided p-value of the pooled z-test, or nil when there are too few units.
  private static func pooledTest(_ first: Proportion, _ second: Proportion) -> Double? {
    let counts = (Double(first.whole), Double(second.whole))
    let pooled = Double(first.part + second.part) / (counts.0 + counts.1)
    let rarer = min(pooled, 1 - pooled)
    guard min(first.whole, second.whole) >= smallestCount,
      min(counts.0, counts.1) * rarer >= smallestExpected
    else { return nil }
    let variance = pooled * (1 - pooled) * (1 / counts.0 + 1 / counts.1)
    let difference = Double(first.part) / counts.0 - Double(second.part) / counts.1
    return twoSidedNormalTail(difference / variance.squareRoot())
  }

  /// Returns what an adjusted p-value allows to say.
  static func verdict(of difference: Double, p: Double?) -> Verdict {
    guard let p else { return .tooFew }
    guard p < significance else { return .noDifference }
    return difference > 0 ? .better : .worse
  }
}
