/// Says what is wrong with a text in the step language, and where.
public struct ExpressionError: Error, Hashable, Sendable {
  /// What was found, what was expected and what to do, in one sentence without a full stop.
  public let message: String
  /// The whole text.
  public let text: String
  /// The place of the mistake, counted in Unicode scalars from the start; the length at the end.
  public let offset: Int

  /// Creates an error at a place in a text.
  public init(_ message: String, text: String, offset: Int) {
    self.message = message
    self.text = text
    self.offset = offset
  }
}

extension ExpressionError: CustomStringConvertible {
  /// The same as ``rendered``.
  public var description: String { rendered }

  /// The message, the text on one line and a caret under the place: three lines.
  ///
  /// Longer texts are cut to a window of 76 columns around the place. Control characters and
  /// invisible ones are shown as spaces, so nothing in the text can act on a terminal.
  public var rendered: String {
    let (cells, place) = displayedCells()
    let range = window(around: place, of: cells)
    var line = range.lowerBound > 0 ? "…" : ""
    for cell in cells[range] { line += cell.text }
    if range.upperBound < cells.count { line += "…" }
    let before = cells[range.lowerBound..<max(range.lowerBound, min(place, range.upperBound))]
    let columns = before.reduce(range.lowerBound > 0 ? 1 : 0) { $0 + $1.columns }
    return message + "\n" + line + "\n" + String(repeating: " ", count: columns) + "^"
  }

  private struct Cell {
    var text: String
    var columns: Int
  }

  /// Returns what each character shows, and the character that holds the offset.
  private func displayedCells() -> (cells: [Cell], place: Int) {
    var cells: [Cell] = []
    var place: Int?
    var scalars = 0
    for character in text {
      scalars += character.unicodeScalars.count
      if place == nil, offset < scalars { place = cells.count }
      cells.append(
        character.isShownPlainly
          ? Cell(text: String(character), columns: character.terminalColumns)
          : Cell(text: " ", columns: 1))
    }
    return (cells, place ?? cells.count)
  }

  /// Returns the characters to show: all, or as many around the place as fit.
  private func window(around place: Int, of cells: [Cell]) -> Range<Int> {
    let limit = 76
    if cells.reduce(0, { $0 + $1.columns }) <= limit { return 0..<cells.count }
    // Two columns are kept for the marks of the cut ends and one for a caret after the end.
    var room = limit - 3
    var start = place
    while start > 0, room > limit / 3 {
      start -= 1
      room -= cells[start].columns
    }
    var end = place
    while end < cells.count, room >= cells[end].columns {
      room -= cells[end].columns
      end += 1
    }
    while start > 0, room >= cells[start - 1].columns {
      start -= 1
      room -= cells[start].columns
    }
    return start..<end
  }
}
