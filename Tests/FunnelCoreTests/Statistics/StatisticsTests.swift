import Testing

@testable import FunnelCore

@Suite struct StatisticsTests {
  // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
  @Test(arguments: [
    (Proportion(56, of: 70), Proportion(48, of: 80), 0.0524, 0.3339),
    (Proportion(9, of: 10), Proportion(3, of: 10), 0.1705, 0.8090),
    (Proportion(5, of: 56), Proportion(0, of: 29), -0.0381, 0.1926),
    (Proportion(0, of: 10), Proportion(0, of: 20), -0.1611, 0.2775),
    (Proportion(10, of: 10), Proportion(0, of: 10), 0.6075, 1.0),
  ])
  func `gives Newcombe's published intervals`(
    first: Proportion, second: Proportion, low: Double, high: Double
  ) throws {
    let difference = try #require(ProportionDifference(first, minus: second))
    #expect(abs(difference.interval.lowerBound - low) < 5e-5)
    #expect(abs(difference.interval.upperBound - high) < 5e-5)
  }

  // z = 2.6501719512585327 for 56/70 against 48/80; the tails are SciPy's `2 * scipy.stats.norm.sf(z)`.
  @Test func `gives the pooled z-test's p-value`() throws {
    let p = try #require(
      ProportionDifference(Proportion(56, of: 70), minus: Proportion(48, of: 80))?.p)
    #expect(abs(p - 0.008045081368196589) < 1e-12)
    #expect(abs(twoSidedNormalTail(1.959963984540054) - 0.05) < 1e-15)
    #expect(abs(twoSidedNormalTail(-3) - 0.0026997960632601866) < 1e-17)
    #expect(twoSidedNormalTail(0) == 1)
  }

  @Test func `adjusts by Holm's step-down rule`() {
    let adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(value - expected) < 1e-15)
    }
    #expect(holmAdjusted([0.7, 0.9]) == [1, 1])
    #expect(holmAdjusted([]).isEmpty)
  }

  @Test(arguments: [
    (Proportion(10, of: 29), Proportion(100, of: 1000)),
    (Proportion(1, of: 40), Proportion(2, of: 50)),
    (Proportion(40, of: 40), Proportion(50, of: 50)),
  ])
  func `says when there are too few`(first: Proportion, second: Proportion) throws {
    let difference = try #require(ProportionDifference(first, minus: second))
    #expect(difference.verdict == .tooFew)
    #expect(difference.p == nil)
    #expect(difference.pAdjusted == nil)
  }

  @Test func `compares nothing with nobody`() {
    #expect(ProportionDifference(Proportion(1, of: 2), minus: Proportion(0, of: 0)) == nil)
    #expect(ProportionDifference(Proportion(0, of: 0), minus: Proportion(1, of: 2)) == nil)
  }

  // R. G. Newcombe, "Two-Sided Confidence Intervals for the Single Proportion", 1998, table I, method 3.
  @Test(arguments: [
    (Proportion(15, of: 148), 0.0624, 0.1605), (Proportion(0, of: 20), 0, 0.1611),
    (Proportion(1, of: 29), 0.0061, 0.1718),
  ])
  func `gives Wilson's interval`(share: Proportion, low: Double, high: Double) throws {
    let interval = try #require(share.interval)
    #expect(abs(interval.lowerBound - low) < 5.1e-5)
    #expect(abs(interval.upperBound - high) < 5.1e-5)
  }
}
