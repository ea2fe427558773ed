/// Makes text from the data safe to print: nothing in it can command a terminal or hide.
///
/// The result can be read back: `\\` is a backslash, `\xHH` an ASCII control, `\u{...}` any other
/// code point, any other backslash stands for itself. Hence distinct texts stay distinct. The
/// screen shows texts by the same rules; `Tests/SafeText` holds both to them.
enum PrintableText {
  static func of(_ raw: String) -> String {
    if raw.utf8.allSatisfy(isPlain) { return raw }
    let scalars = Array(raw.unicodeScalars)
    var output = String.UnicodeScalarView()
    var context = ScalarContext()
    for (index, scalar) in scalars.enumerated() {
      let rest = scalars[(index + 1)...]
      if scalar == "\\" {
        output.append(scalar)
        context.accept(scalar)
        if needsDoubling(before: rest, context: context) { output.append(scalar) }
      } else if context.shows(scalar, before: rest.first) {
        output.append(scalar)
        context.accept(scalar)
      } else {
        output += escape(scalar).unicodeScalars
        context.reset()
      }
    }
    return String(output)
  }

  /// Whether a byte is printable ASCII that never needs an escape.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\")
  }

  /// Whether a literal backslash would read as the start of an escape.
  private static func needsDoubling(
    before rest: ArraySlice<Unicode.Scalar>, context: ScalarContext
  ) -> Bool {
    guard let next = rest.first else { return false }
    let after = rest.dropFirst()
    switch next {
    case "\\": return true
    case "u": return after.first == "{"
    case "x":
      let digits = after.prefix(2)
      return digits.count == 2
        && digits.allSatisfy { ("0"..."9").contains($0) || ("A"..."F").contains($0) }
    default: return !context.shows(next, before: after.first)
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    guard scalar.value < 0x80 else { return "\\u{\(digits)}" }
    return "\\x" + (scalar.value < 0x10 ? "0" : "") + digits
  }
}
