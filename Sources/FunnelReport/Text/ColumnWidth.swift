extension String {
  /// The terminal columns the text takes: wide characters two, marks none.
  var columnWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.columnWidth }
  }

  /// Returns the text cut to at most so many columns, the last one saying that something is missing.
  func clipped(to columns: Int, mark: String = "…") -> String {
    if columnWidth <= columns { return self }
    guard columns >= mark.columnWidth else { return "" }
    var kept = ""
    var used = mark.columnWidth
    for character in self {
      used += character.columnWidth
      if used > columns { break }
      kept.append(character)
    }
    return kept + mark
  }

  /// Returns the text with spaces up to so many columns.
  func padded(to columns: Int, isTrailing: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, columns - columnWidth))
    return isTrailing ? spaces + self : self + spaces
  }
}

extension Character {
  /// The terminal columns the character takes.
  fileprivate var columnWidth: Int {
    guard let base = unicodeScalars.first, base.value >= 0x300 else { return 1 }
    let makesPicture = unicodeScalars.dropFirst().contains {
      $0.value == 0xFE0F || $0.value == 0x200D || (0x1F1E6...0x1F1FF).contains($0.value)
    }
    if makesPicture || base.properties.isEmojiPresentation { return 2 }
    switch base.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wideRanges.contains { $0.contains(base.value) } ? 2 : 1
    }
  }
}

/// East Asian wide and fullwidth characters; emoji are known by their own property.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
  0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]
