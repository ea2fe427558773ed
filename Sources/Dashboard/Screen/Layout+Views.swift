import TerminalUI

extension Layout {
  /// Each step by group above, the groups themselves below.
  mutating func placeSegments() {
    let index = focus.breakdown ?? 0
    let frame = isBoxed ? 2 : 0
    let matrix = stepCount + 3 + frame
    let line = isBoxed ? 0 : 1
    guard stepCount > 1, matrix + line + 4 + frame <= body.rows else {
      place(.pane(.segments(index)), body)
      return
    }
    var row = 0
    func put(_ content: Content, _ rows: Int, _ layout: inout Layout) {
      layout.place(content, layout.band(from: row, rows: rows))
      row += rows
    }
    put(.matrix(index), matrix, &self)
    if !isBoxed {
      ruleLineRow = body.row + row
      row += 1
    }
    let other = index == 0 ? 1 : 0
    let groups = groupCounts[index] + 5 + frame
    if groupCounts.count > 1, isBoxed, matrix + groups <= body.rows - row {
      put(.pane(.segments(index)), body.rows - row - matrix, &self)
      put(.matrix(other), matrix, &self)
    } else {
      put(.pane(.segments(index)), body.rows - row, &self)
    }
  }

  /// The histogram above, the times of all hops below when there is room.
  mutating func placeTimes() {
    let frame = isBoxed ? 2 : 0
    let line = isBoxed ? 0 : 1
    let times = stepCount + frame
    let histogram = body.rows - times - line
    guard stepCount > 2, body.columns >= 72, histogram >= 12 + frame else {
      place(.histogram, body)
      return
    }
    place(.histogram, band(from: 0, rows: histogram))
    if !isBoxed { ruleLineRow = body.row + histogram }
    place(.times, band(from: histogram + line, rows: times))
  }
}
