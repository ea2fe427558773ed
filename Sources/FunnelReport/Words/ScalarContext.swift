/// Which scalars may be shown as they are, given what stands before them.
struct ScalarContext {
  /// The last scalar shown, nil at the start and after an escape.
  private var previous: Unicode.Scalar?
  /// Marks stacked on the current base so far.
  private var marks = 0

  /// A terminal cell holds a base and four marks; more would climb into the neighbouring rows.
  private static let markLimit = 4

  mutating func reset() {
    previous = nil
    marks = 0
  }

  mutating func accept(_ scalar: Unicode.Scalar) {
    marks = scalar.isMark ? marks + 1 : 0
    previous = scalar
  }

  func shows(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.value {
    case 0x200D:  // The joiner, between two pictures only.
      guard let previous, let next else { return false }
      let joins = previous.isPicture || previous.value == 0xFE0F
      return joins && next.isPicture && !next.properties.isEmojiModifier
    case 0xFE0F:  // Asks for the coloured form of the picture before it.
      return previous?.isPicture ?? false
    case 0x1F3FB...0x1F3FF:  // Colours the picture before it; on a letter it would hide its width.
      return previous?.isPicture ?? false
    case 0x3000:  // The wide space differs from a space by its width.
      return true
    default:
      break
    }
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    case .nonspacingMark, .enclosingMark, .spacingMark:
      return previous != nil && marks < Self.markLimit
    default:
      return true
    }
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
