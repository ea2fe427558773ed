/// One position on screen.
public struct Cell: Hashable, Sendable {
  /// One character; empty for the second half of a wide one.
  public fileprivate(set) var text: String
  /// How it looks.
  public var style: Style

  /// An empty position.
  public static let blank = Cell(text: " ", style: .plain)

  fileprivate init(text: String, style: Style) {
    self.text = text
    self.style = style
  }
}

/// A screen under construction: a grid of cells, plain value, any coordinate is safe to use.
public struct Canvas: Equatable, Sendable {
  /// Its extent.
  public let size: Size
  private var cells: [Cell]

  /// A blank canvas.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The cell at a position; outside the canvas it is blank.
  public subscript(column column: Int, row row: Int) -> Cell {
    guard let index = index(column: column, row: row) else { return .blank }
    return cells[index]
  }

  /// The cells of a row from left to right.
  func cells(row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  private func index(column: Int, row: Int) -> Int? {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return nil }
    return row * size.columns + column
  }

  /// Writes text from a position to the right, cut at the edges and after `limit` columns.
  ///
  /// A wide character that would straddle an edge becomes a space.
  public mutating func write(
    _ text: DisplayText, column: Int, row: Int, style: Style = .plain, limit: Int? = nil
  ) {
    guard row >= 0, row < size.rows, column < size.columns else { return }
    let end = min(size.columns, limit.map { column.addingSaturated(max(0, $0)) } ?? size.columns)
    var position = column
    for character in text.string {
      guard position < end else { return }
      let width = displayWidth(of: character)
      if width == 2 {
        if position >= 0, position + 1 < end {
          put("", column: position + 1, row: row, style: style)
          put(String(character), column: position, row: row, style: style, isWide: true)
        } else {
          put(" ", column: position, row: row, style: style)
          if position + 1 < end { put(" ", column: position + 1, row: row, style: style) }
        }
      } else if width == 1 {
        put(String(character), column: position, row: row, style: style)
      }
      position += width
    }
  }

  /// Sets one cell; the other half of a wide character it cuts through becomes a space.
  private mutating func put(
    _ text: String, column: Int, row: Int, style: Style, isWide: Bool = false
  ) {
    guard let index = index(column: column, row: row) else { return }
    if cells[index].text.isEmpty, column > 0 { cells[index - 1].text = " " }
    if !isWide, column + 1 < size.columns, cells[index + 1].text.isEmpty {
      cells[index + 1].text = " "
    }
    cells[index] = Cell(text: text, style: style)
  }

  /// Blanks a rectangle in a style.
  public mutating func fill(_ rect: Rect, style: Style = .plain) {
    for row in visibleRows(rect) {
      for column in visibleColumns(rect) { put(" ", column: column, row: row, style: style) }
    }
  }

  /// Changes the style of every cell in a rectangle and leaves the text.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    for row in visibleRows(rect) {
      for column in visibleColumns(rect) {
        let index = row * size.columns + column
        cells[index].style = change(cells[index].style)
      }
    }
  }

  private func visibleRows(_ rect: Rect) -> Range<Int> {
    let start = max(0, rect.row)
    return start..<max(start, min(size.rows, rect.endRow))
  }

  private func visibleColumns(_ rect: Rect) -> Range<Int> {
    let start = max(0, rect.column)
    return start..<max(start, min(size.columns, rect.endColumn))
  }
}
