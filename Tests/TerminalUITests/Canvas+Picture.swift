@testable import TerminalUI

extension Canvas {
  /// The text of every row, trailing spaces kept: a picture of the screen.
  var lines: [String] {
    (0..<size.rows).map { row in cells(row: row).map(\.text).joined() }
  }

  /// One mark per cell, beside ``lines``: `.` plain, else its most telling attribute.
  ///
  /// `R` reversed, `B` bold, `U` underlined, `D` dim, then the foreground's letter (`r g y b m c w
  /// k`), then `#` for a background alone.
  var styleMarks: [String] {
    (0..<size.rows).map { row in String(cells(row: row).map(\.style.mark)) }
  }

  /// Every row with its styles spelled out, such as `total {bold green|62.3%}`; trailing plain
  /// spaces dropped.
  func styledLines() -> [String] {
    (0..<size.rows).map { row in
      var line = ""
      var rest = cells(row: row)
      while let style = rest.first?.style {
        let run = rest.prefix { $0.style == style }
        rest = rest.dropFirst(run.count)
        let text = run.map(\.text).joined()
        line += style == .plain ? text : "{" + style.name + "|" + text + "}"
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension Style {
  fileprivate var mark: Character {
    if isReversed { return "R" }
    if isBold { return "B" }
    if isUnderlined { return "U" }
    if isDim { return "D" }
    switch foreground {
    case .standard: return background == .standard ? "." : "#"
    case .red: return "r"
    case .green: return "g"
    case .yellow: return "y"
    case .blue: return "b"
    case .magenta: return "m"
    case .cyan: return "c"
    case .white: return "w"
    case .black: return "k"
    }
  }

  fileprivate var name: String {
    var words: [String] = []
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isReversed { words.append("reversed") }
    if isUnderlined { words.append("underlined") }
    if foreground != .standard { words.append("\(foreground)") }
    if background != .standard { words.append("on \(background)") }
    return words.joined(separator: " ")
  }
}
