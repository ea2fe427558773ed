extension Canvas {
  /// Draws a frame along the inside of a rectangle, with a title in its upper edge.
  ///
  /// A rectangle of less than two columns or rows has no room for a frame and stays as it is.
  public mutating func drawBox(
    _ rect: Rect, title: DisplayText? = nil, style: Style = .plain, ascii: Bool = false
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let (across, down): (DisplayText, DisplayText) = ascii ? ("-", "|") : ("─", "│")
    let corners: [DisplayText] = ascii ? ["+", "+", "+", "+"] : ["┌", "┐", "└", "┘"]
    let right = rect.endColumn.addingSaturated(-1)
    let bottom = rect.endRow.addingSaturated(-1)
    for column in max(0, rect.column)..<max(0, rect.column, min(size.columns, rect.endColumn)) {
      write(across, column: column, row: rect.row, style: style)
      write(across, column: column, row: bottom, style: style)
    }
    for row in max(0, rect.row)..<max(0, rect.row, min(size.rows, rect.endRow)) {
      write(down, column: rect.column, row: row, style: style)
      write(down, column: right, row: row, style: style)
    }
    write(corners[0], column: rect.column, row: rect.row, style: style)
    write(corners[1], column: right, row: rect.row, style: style)
    write(corners[2], column: rect.column, row: bottom, style: style)
    write(corners[3], column: right, row: bottom, style: style)
    guard let title, rect.columns > 4 else { return }
    let label = " " + title.clipped(to: rect.columns - 5) + " "
    write(
      label, column: rect.column.addingSaturated(1), row: rect.row, style: style,
      limit: rect.columns - 2)
  }
}
