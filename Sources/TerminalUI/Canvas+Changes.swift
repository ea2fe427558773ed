extension Canvas {
  /// Neighbouring cells of one row that share a style and have to be drawn.
  public struct Run: Hashable, Sendable {
    /// The row of the run.
    public let row: Int
    /// The column of its first cell.
    public let column: Int
    /// The characters, one cell each, empty for the second half of a wide one.
    public let texts: [String]
    /// The look of all of them.
    public let style: Style
  }

  /// What has to be drawn to turn a screen that shows `previous` into this one.
  ///
  /// Everything, when there is no previous canvas or its size differs. Linear in the cells.
  public func changes(from previous: Canvas?) -> [Run] {
    var runs: [Run] = []
    let comparable = previous.flatMap { $0.size == size ? $0 : nil }
    for row in 0..<size.rows {
      let new = cells(row: row)
      guard let old = comparable?.cells(row: row) else {
        appendRuns(of: new, in: new.indices, row: row, to: &runs)
        continue
      }
      if new == old { continue }
      var index = new.startIndex
      while index < new.endIndex {
        guard new[index] != old[index] else {
          index += 1
          continue
        }
        var start = index
        // A wide character is drawn whole, so a change in its second half starts at its first.
        while start > new.startIndex, new[start].text.isEmpty { start -= 1 }
        index += 1
        while index < new.endIndex, new[index] != old[index] || new[index].text.isEmpty {
          index += 1
        }
        appendRuns(of: new, in: start..<index, row: row, to: &runs)
      }
    }
    return runs
  }

  private func appendRuns(
    of cells: ArraySlice<Cell>, in range: Range<Int>, row: Int, to runs: inout [Run]
  ) {
    var rest = cells[range]
    while let style = rest.first?.style {
      let run = rest.prefix { $0.style == style }
      runs.append(
        Run(
          row: row, column: run.startIndex - cells.startIndex, texts: run.map(\.text), style: style)
      )
      rest = rest.dropFirst(run.count)
    }
  }
}
