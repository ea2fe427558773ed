/// A decimal number as it is written, however many digits it has: nothing is rounded.
///
/// Its value is `0.d₁d₂d₃… × 10^exponent`, so ids of 64 bits and prices compare as they read.
struct ExactDecimal: Equatable {
  private(set) var isNegative: Bool
  /// The digits from 0 to 9 without zeros at either end; none for zero.
  let digits: [UInt8]
  let exponent: Int

  /// Reads a decimal number: optional sign, digits with an optional point, optional exponent.
  ///
  /// Nothing else is a number here: no blanks, no hexadecimal, no infinity, no `nan`.
  init?(_ text: some Collection<UInt8>) {
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    var rest = text[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let integer = rest.prefix(while: isDigit)
    rest = rest[integer.endIndex...]
    var written = integer.map { $0 &- UInt8(ascii: "0") }
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      written += fraction.map { $0 &- UInt8(ascii: "0") }
      rest = rest[fraction.endIndex...]
    }
    guard !written.isEmpty else { return nil }
    var scale = 0
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      let isSmall = rest.first == UInt8(ascii: "-")
      if isSmall || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      let power = rest.prefix(while: isDigit)
      guard !power.isEmpty else { return nil }
      for byte in power {
        scale = min(scale * 10 + Int(byte &- UInt8(ascii: "0")), Self.greatestExponent)
      }
      if isSmall { scale = -scale }
      rest = rest[power.endIndex...]
    }
    guard rest.isEmpty else { return nil }
    let leading = written.prefix { $0 == 0 }.count
    let trailing = written.dropFirst(leading).reversed().prefix { $0 == 0 }.count
    digits = Array(written[leading..<(written.count - trailing)])
    exponent = digits.isEmpty ? 0 : integer.count - leading + scale
    isNegative = isNegative && !digits.isEmpty
  }

  /// Exponents beyond this, which no data can mean, count as this one.
  private static let greatestExponent = 1_000_000_000_000_000

  /// The greatest whole number not above this number times a power of ten, and whether it is equal.
  ///
  /// Saturates at the ends of 64 bits, where it is never equal.
  func floor(timesTenToThe power: Int) -> (value: Int64, isExact: Bool) {
    let whole = exponent + power
    if digits.isEmpty { return (0, true) }
    if whole > 19 { return (isNegative ? .min : .max, false) }
    var value: Int64 = 0
    for index in 0..<max(0, whole) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = index < digits.count ? Int64(digits[index]) : 0
      let (sum, carry) = product.subtractingReportingOverflow(digit)
      if overflow || carry { return (isNegative ? .min : .max, false) }
      value = sum
    }
    // The digits were gathered below zero, where there is room for one number more.
    let isExact = whole >= digits.count
    if isNegative {
      if isExact { return (value, true) }
      return value == .min ? (.min, false) : (value - 1, false)
    }
    return value == .min ? (.max, false) : (-value, isExact)
  }
}

extension ExactDecimal: Comparable {
  static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if left.sign != right.sign { return left.sign < right.sign }
    return left.isNegative
      ? right.isNearerToZero(than: left) : left.isNearerToZero(than: right)
  }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

  private func isNearerToZero(than other: ExactDecimal) -> Bool {
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}
