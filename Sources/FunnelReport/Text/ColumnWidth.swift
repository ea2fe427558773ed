import FunnelCore

extension String {
  /// The terminal columns the text takes: wide characters two, marks none.
  var columnWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.terminalColumns }
  }

  /// Returns the text cut to at most so many columns, the last one saying that something is missing.
  func clipped(to columns: Int, mark: String = "…") -> String {
    if columnWidth <= columns { return self }
    guard columns >= mark.columnWidth else { return "" }
    var kept = ""
    var used = mark.columnWidth
    for character in self {
      used += character.terminalColumns
      if used > columns { break }
      kept.append(character)
    }
    return kept + mark
  }

  /// Returns the text cut to at most so many columns with some of them left to its end.
  func clipped(to columns: Int, keeping end: Int, mark: String) -> String {
    if columnWidth <= columns { return self }
    var tail = ""
    for character in reversed() {
      guard tail.columnWidth + character.terminalColumns <= end else { break }
      tail = String(character) + tail
    }
    return clipped(to: columns - tail.columnWidth, mark: mark) + tail
  }

  /// Returns the text with spaces up to so many columns.
  func padded(to columns: Int, isTrailing: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, columns - columnWidth))
    return isTrailing ? spaces + self : self + spaces
  }
}
