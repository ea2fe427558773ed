/// Numbers kept as exact decimals with one common number of digits after the point.
///
/// Chosen for columns of many different numbers, such as prices: `35.79` is kept as 3579 with
/// two digits, so both the number and its text come back exactly.
public struct DecimalColumn: Sendable, Equatable {
  /// The number of digits after the point.
  public let fractionDigits: Int
  /// The value of each row times 10 to the power of `fractionDigits`; `missing` where there is none.
  let mantissas: SharedArray<Int64>

  /// Marks a row without a value.
  static let missing = Int64.min
  /// The most digits a number has; no mantissa is greater than the greatest number of as many.
  static let digitLimit = 17
  static let mantissaLimit: Int64 = 99_999_999_999_999_999

  /// Returns the number at a row, or nil where it is missing.
  public func number(at row: Int) -> Double? {
    let mantissa = mantissas[row]
    guard mantissa != Self.missing else { return nil }
    return Double(mantissa) / Self.power(of: fractionDigits)
  }

  /// Returns the number at a row as it was written, or nil where it is missing.
  public func text(at row: Int) -> String? {
    let mantissa = mantissas[row]
    guard mantissa != Self.missing else { return nil }
    guard fractionDigits > 0 else { return String(mantissa) }
    var digits = String(mantissa.magnitude)
    let padding = fractionDigits + 1 - digits.count
    if padding > 0 { digits = String(repeating: "0", count: padding) + digits }
    let point = digits.index(digits.endIndex, offsetBy: -fractionDigits)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }

  private static func power(of digits: Int) -> Double {
    (0..<digits).reduce(1.0) { product, _ in product * 10 }
  }
}

extension DecimalColumn {
  /// Creates a column of coded texts, or nil unless all are written with the same digits.
  ///
  /// - Complexity: O(rows + bytes of the texts).
  init?(codes: CodeArray, texts: TextTable) {
    var mantissas = [Self.missing]
    var fractionDigits: Int?
    for code in 0..<texts.count {
      guard let parsed = Self.parse(texts.bytes(at: code)),
        fractionDigits ?? parsed.fractionDigits == parsed.fractionDigits
      else { return nil }
      fractionDigits = parsed.fractionDigits
      mantissas.append(parsed.mantissa)
    }
    self.init(
      fractionDigits: fractionDigits ?? 0,
      mantissas: SharedArray((0..<codes.count).lazy.map { mantissas[codes[$0]] }))
  }

  /// Splits a plainly written decimal into digits and their number after the point.
  ///
  /// - Returns: nil unless writing the number back gives the very same bytes (no plus sign, no
  ///   leading zeros, no exponent, no `-0`) and it has at most 17 digits.
  static func parse(_ text: some Collection<UInt8>) -> (mantissa: Int64, fractionDigits: Int)? {
    var mantissa: Int64 = 0
    var digits = 0
    var pointAt: Int?
    var first: UInt8 = 0
    let isNegative = text.first == UInt8(ascii: "-")
    for byte in isNegative ? text.dropFirst() : text.dropFirst(0) {
      if byte == UInt8(ascii: "."), pointAt == nil, digits > 0 {
        pointAt = digits
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < digitLimit else {
        return nil
      }
      if digits == 0 { first = byte }
      mantissa = mantissa * 10 + Int64(byte &- UInt8(ascii: "0"))
      digits += 1
    }
    let integerDigits = pointAt ?? digits
    guard digits > 0, pointAt != digits else { return nil }
    if first == UInt8(ascii: "0"), integerDigits > 1 { return nil }
    if isNegative, mantissa == 0 { return nil }
    return (isNegative ? -mantissa : mantissa, digits - integerDigits)
  }
}
