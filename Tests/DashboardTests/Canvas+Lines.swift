import TerminalUI

extension Canvas {
  /// The text of every row, trailing spaces kept.
  var lines: [String] {
    (0..<size.rows).map { row in
      (0..<size.columns).map { self[column: $0, row: row].text }.joined()
    }
  }
}
