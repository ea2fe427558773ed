import FunnelCore
import TerminalUI

/// Where the columns of the table of a trend begin; nil for those there is no room for.
struct TrendColumns {
  let name: Int
  let nameWidth: Int
  private(set) var entered: Int?
  let enteredWidth: Int
  let share: Int
  private(set) var before: Int?
  private(set) var open: Int?
  let bars: Int
  /// The column after the numbers that the selection covers.
  let selectionEnd: Int

  /// Gives up the bars first, then what is open, then the periods before, the counts last.
  init(in rect: Rect, _ points: [TrendPoint], hasBefore: Bool, isHourly: Bool, glyphs: Glyphs) {
    name = rect.column + 2
    nameWidth = isHourly ? 16 : 10
    enteredWidth = max(7, points.map { glyphs.count($0.entered).count }.max() ?? 7)
    var column = name + nameWidth + 1
    if rect.columns >= nameWidth + enteredWidth + 23 {
      entered = column
      column += enteredWidth + 11
    }
    share = column
    column += 8
    if hasBefore, column + 20 <= rect.endColumn, entered != nil {
      before = column + 1
      column += 20
    }
    selectionEnd = column
    if entered != nil, column + 12 + (before == nil ? 15 : 0) <= rect.endColumn {
      open = column + 2
      column += 13
    }
    bars = column + 1
  }

  /// The column of the change, which ends where the one after it begins.
  var change: Int? { before.map { $0 + 10 } }
}

extension Screen {
  mutating func drawTrendTable(
    _ points: [TrendPoint], _ before: [TrendPoint?], _ columns: TrendColumns, in rect: Rect
  ) {
    guard rect.rows > 0 else { return }
    drawTrendHeading(columns, row: rect.row)
    let selected = model.selectedPeriodIndex(in: points)
    let room = rect.rows - 1
    let offset = max(0, min(selected - room / 2, points.count - room))
    let most = max(points.compactMap(\.conversion.fraction).max() ?? 0, 0.000_001)
    let rows = zip(points, before).enumerated().dropFirst(offset).prefix(max(0, room))
    for (index, (point, before)) in rows {
      let row = rect.row + 1 + index - offset
      var style = Style.plain
      if index == selected {
        style = .strong
        style.isReversed = true
        let width = columns.selectionEnd - rect.column
        canvas.fill(
          Rect(column: rect.column, row: row, columns: width, rows: 1), style: style)
        put(glyphs.selected, column: rect.column, row: row, style: style)
      }
      drawTrendNumbers(point, columns, row: row, style: style)
      if let before { draw(before, behind: point, columns, row: row, style: style) }
      drawTrendBar(
        point, most: most, columns: max(0, rect.endColumn - columns.bars), column: columns.bars,
        row: row)
    }
  }

  private mutating func drawTrendHeading(_ columns: TrendColumns, row: Int) {
    let title = model.trendInterval == .week ? "week of" : model.trendInterval.rawValue
    put(title, column: columns.name, row: row, style: .heading, limit: columns.nameWidth)
    if let entered = columns.entered {
      let width = columns.enteredWidth
      put("entered", column: entered, row: row, field: width, style: .heading)
      put("converted", column: entered + width + 1, row: row, field: 9, style: .heading)
    }
    put("conv.", column: columns.share, row: row, field: 8, style: .heading)
    if let before = columns.before, let change = columns.change {
      put("before", column: before, row: row, field: 8, style: .heading)
      put("change pp", column: change, row: row, field: 9, style: .heading)
    }
    if let open = columns.open {
      put("still open", column: open, row: row, field: 10, style: .heading)
    }
  }

  private mutating func drawTrendNumbers(
    _ point: TrendPoint, _ columns: TrendColumns, row: Int, style: Style
  ) {
    put(
      label(point.period), column: columns.name, row: row, style: style, limit: columns.nameWidth)
    if let entered = columns.entered {
      let width = columns.enteredWidth
      put(glyphs.count(point.entered), column: entered, row: row, field: width, style: style)
      put(
        glyphs.count(point.converted), column: entered + width + 1, row: row, field: 9,
        style: style)
    }
    put(glyphs.percent(point.conversion), column: columns.share, row: row, field: 8, style: style)
    if let open = columns.open, point.open > 0 {
      let share = Proportion(point.open, of: point.entered)
      put(glyphs.percent(share), column: open, row: row, field: 10)
    }
  }

  /// The share of the period before and, where both are over and whole, by how much it changed.
  private mutating func draw(
    _ before: TrendPoint, behind point: TrendPoint, _ columns: TrendColumns, row: Int, style: Style
  ) {
    guard let place = columns.before, let change = columns.change else { return }
    put(glyphs.percent(before.conversion), column: place, row: row, field: 8, style: style)
    let mark = sign(before, behind: point)
    if let mark { put(mark, column: place + 8, row: row, style: style) }
    guard let share = point.conversion.fraction, let old = before.conversion.fraction else {
      return
    }
    // Shares that may still rise by different amounts, or are of other parts of a period, are not
    // to be compared.
    put(
      sign(point) ?? mark ?? glyphs.points(share - old), column: change, row: row, field: 9,
      style: style)
  }

  private mutating func drawTrendBar(
    _ point: TrendPoint, most: Double, columns: Int, column: Int, row: Int
  ) {
    guard let share = point.conversion.fraction, share > 0, columns >= 4 else { return }
    if let sign = sign(point) {
      let count = max(1, Int((share / most * Double(columns)).rounded()))
      put(String(repeating: sign, count: count), column: column, row: row, style: .faint)
      return
    }
    canvas.write(
      bar(fraction: share / most, columns: columns, ascii: glyphs.ascii), column: column, row: row,
      style: .barStyle, limit: columns)
  }
}
