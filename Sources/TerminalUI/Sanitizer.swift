/// Turns untrusted text into text that only shows what it is.
///
/// The result can be read back: `\\` is a backslash, `\xHH` a byte, `\u{...}` a code point, any
/// other backslash stands for itself. Hence two different inputs never give the same output.
enum Sanitizer {
  /// One unit of input: a scalar, or a byte that is no part of valid UTF-8.
  enum Unit {
    case scalar(Unicode.Scalar)
    case invalid(UInt8)
  }

  static func safeText(_ raw: String) -> String {
    raw.utf8.allSatisfy(isPlain) ? raw : safeText(units: raw.unicodeScalars.map(Unit.scalar))
  }

  static func safeText(bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    if bytes.allSatisfy(isPlain) { return String(decoding: bytes, as: UTF8.self) }
    return safeText(units: units(of: bytes))
  }

  /// Whether a byte is printable ASCII that never needs an escape.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\")
  }

  private static func units(of bytes: [UInt8]) -> [Unit] {
    var units: [Unit] = []
    units.reserveCapacity(bytes.count)
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        units.append(.scalar(Unicode.UTF8.decode(encoded)))
        position += encoded.count
      case .error(let length):
        units += bytes[position..<position + length].map(Unit.invalid)
        position += length
      case .emptyInput:
        return units
      }
    }
  }

  private static func safeText(units: [Unit]) -> String {
    var output = String.UnicodeScalarView()
    var context = ScalarContext()
    for (index, unit) in units.enumerated() {
      let rest = units[(index + 1)...]
      switch unit {
      case .invalid(let byte):
        output += byteEscape(byte).unicodeScalars
        context.reset()
      case .scalar("\\"):
        output.append("\\")
        context.accept("\\")
        if needsDoubling(before: rest, context: context) { output.append("\\") }
      case .scalar(let scalar) where context.shows(scalar, before: nextScalar(rest)):
        output.append(scalar)
        context.accept(scalar)
      case .scalar(let scalar):
        output += escape(scalar).unicodeScalars
        context.reset()
      }
    }
    return String(output)
  }

  private static func nextScalar(_ rest: ArraySlice<Unit>) -> Unicode.Scalar? {
    guard case .scalar(let scalar)? = rest.first else { return nil }
    return scalar
  }

  /// Whether a literal backslash would read as the start of an escape.
  private static func needsDoubling(before rest: ArraySlice<Unit>, context: ScalarContext) -> Bool {
    guard let first = rest.first else { return false }
    guard case .scalar(let next) = first else { return true }
    let after = rest.dropFirst()
    switch next {
    case "\\": return true
    case "u": return nextScalar(after) == "{"
    case "x":
      return after.count >= 2
        && after.prefix(2).allSatisfy { unit in
          guard case .scalar(let digit) = unit else { return false }
          return ("0"..."9").contains(digit) || ("A"..."F").contains(digit)
        }
    default: return !context.shows(next, before: nextScalar(after))
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    // A valid scalar below U+0080 is its own byte; above, \xHH is kept for invalid bytes.
    if scalar.value < 0x80 { return byteEscape(UInt8(scalar.value)) }
    return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  private static func byteEscape(_ byte: UInt8) -> String {
    (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16, uppercase: true)
  }
}
