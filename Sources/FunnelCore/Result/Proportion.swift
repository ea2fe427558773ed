/// A share of a whole, with its exact counts.
public struct Proportion: Hashable, Sendable {
  /// The part.
  public var part: Int
  /// The whole.
  public var whole: Int

  /// Creates a share of a whole.
  public init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// The share as a fraction, or nil when the whole is zero.
  public var fraction: Double? { whole == 0 ? nil : Double(part) / Double(whole) }

  /// The 95 % Wilson score interval as fractions, or nil when the whole is zero.
  ///
  /// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
  /// JASA 22 (1927): centre (p + z²/2n) / (1 + z²/n), half-width z√(p(1−p)/n + z²/4n²) / (1 + z²/n).
  public var interval: ClosedRange<Double>? {
    guard let share = fraction else { return nil }
    let count = Double(whole)
    let zSquared = Self.z95 * Self.z95
    let scale = 1 + zSquared / count
    let centre = (share + zSquared / (2 * count)) / scale
    let variance = share * (1 - share) / count + zSquared / (4 * count * count)
    let halfWidth = Self.z95 * variance.squareRoot() / scale
    // At 0 and 1 the formula touches the bound exactly; rounding must not cross it.
    let low = part == 0 ? 0 : max(0, centre - halfWidth)
    let high = part == whole ? 1 : min(1, centre + halfWidth)
    return low...high
  }

  /// The 97.5th percentile of the standard normal distribution.
  static let z95 = 1.959963984540054
}
