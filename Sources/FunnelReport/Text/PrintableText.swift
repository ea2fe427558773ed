/// Makes text from the data safe to print: nothing in it can command a terminal or hide.
///
/// Controls, direction overrides and invisible characters are written out (`\x1B`, `\u{202E}`). A
/// backslash that could be read as the start of such an escape is doubled, so distinct texts stay distinct.
enum PrintableText {
  static func of(_ raw: String) -> String {
    let scalars = Array(raw.unicodeScalars)
    let isShown = visibility(of: scalars)
    var output = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      guard isShown[index] else {
        output += escape(scalar).unicodeScalars
        continue
      }
      output.append(scalar)
      guard scalar == "\\", index + 1 < scalars.count else { continue }
      let next = scalars[index + 1]
      let readsAsEscape = next == "\\" || next == "x" || next == "u" || !isShown[index + 1]
      if readsAsEscape { output.append("\\") }
    }
    return String(output)
  }

  /// Returns for each scalar whether it may be shown as it is.
  private static func visibility(of scalars: [Unicode.Scalar]) -> [Bool] {
    var shown: [Bool] = []
    var marks = 0
    for (index, scalar) in scalars.enumerated() {
      // More than four marks on one base would climb into the neighbouring lines.
      marks = scalar.isMark ? marks + 1 : 0
      let previous = index > 0 && shown[index - 1] ? scalars[index - 1] : nil
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      shown.append(marks <= 4 && isVisible(scalar, after: previous, before: next))
    }
    return shown
  }

  private static func isVisible(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.value {
    case 0x200D:  // The joiner, between two pictures only.
      guard let previous, let next else { return false }
      return (previous.isPicture || previous.value == 0xFE0F) && next.isPicture
    case 0xFE0F:  // Asks for the coloured form of the picture before it.
      return previous?.isPicture ?? false
    case 0x3000:  // The wide space differs from a space by its width.
      return true
    default: break
    }
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default:
      return !scalar.isMark || previous != nil
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    guard scalar.value < 0x80 else { return "\\u{\(digits)}" }
    return "\\x" + (scalar.value < 0x10 ? "0" : "") + digits
  }
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: true
    default: false
    }
  }

  /// Whether it is a picture of its own; digits and flag letters count as emoji only in pairs.
  fileprivate var isPicture: Bool {
    value > 0xFF && properties.isEmoji && !(0x1F1E6...0x1F1FF).contains(value)
  }
}
