import FunnelCore
import TerminalUI

extension Screen {
  /// What the trend is about, in words.
  var trendTitle: String {
    let names = model.stepNames
    let way =
      names.count > 1
      ? "\(numbered(0, names[0])) to "
        + numbered(names.count - 1, names[names.count - 1]) : "entries"
    return "conversion by \(model.trendInterval.rawValue) of entry: \(way)"
  }

  /// Conversion by period of entry: a chart where there is room, and the numbers.
  mutating func drawTrend(in rect: Rect, boxed: Bool) {
    var area = rect
    if !boxed, rect.rows > 3 {
      put(trendTitle, column: rect.column, row: rect.row, style: .strong, limit: rect.columns)
      area = Rect(
        column: rect.column, row: rect.row + 1, columns: rect.columns, rows: rect.rows - 1)
    }
    guard let points = model.trend, !points.isEmpty else {
      if model.queryError == nil {
        let text = model.question.trend == nil ? "no dates to show" : "counting"
        put(text, column: area.column, row: area.row, limit: area.columns)
      }
      return
    }
    let hasOpen = points.contains { $0.open > 0 }
    if hasOpen, area.rows >= 8 {
      put(
        fitting(openWordings, columns: area.columns), column: area.column, row: area.endRow - 1,
        style: .faint, limit: area.columns)
      area = Rect(column: area.column, row: area.row, columns: area.columns, rows: area.rows - 1)
    }
    // The chart takes what the table leaves, and at least some of what it wants.
    let least = max(8, area.rows * 9 / 20)
    let chart =
      area.rows >= 16 && area.columns >= 40 ? max(least, min(26, area.rows - points.count - 1)) : 0
    if chart > 0 {
      drawTrendChart(
        points, in: Rect(column: area.column, row: area.row, columns: area.columns, rows: chart))
    }
    drawTrendTable(
      points,
      in: Rect(
        column: area.column, row: area.row + chart, columns: area.columns, rows: area.rows - chart))
  }

  private var openGlyph: String { glyphs.ascii ? ":" : "░" }

  private var openWordings: [String] {
    [
      "\(openGlyph) not over: the window of some \(glyphs.nouns) has not ended, the share may rise",
      "\(openGlyph) not over: some windows have not ended", "\(openGlyph) not over",
    ]
  }

  // MARK: Chart

  private mutating func drawTrendChart(_ points: [TrendPoint], in rect: Rect) {
    let axis = 9
    let room = max(1, rect.columns - axis)
    let selected = model.selectedPeriodIndex(in: points)
    let first = points.count <= room ? 0 : max(0, min(selected - room / 2, points.count - room))
    let shown = Array(points.dropFirst(first).prefix(room))
    let step = max(1, min(20, room / shown.count))
    let width = step > 2 ? step - 1 : step
    let height = rect.rows - 2
    let most = shown.compactMap(\.conversion.fraction).max() ?? 0
    let top = Self.roundTop(most)
    put(glyphs.percent(top), column: rect.column, row: rect.row, field: axis - 1)
    put(glyphs.percent(top / 2), column: rect.column, row: rect.row + height / 2, field: axis - 1)
    put(glyphs.percent(0.0), column: rect.column, row: rect.row + height - 1, field: axis - 1)
    let line = String(repeating: glyphs.rule, count: shown.count * step)
    put(line, column: rect.column + axis, row: rect.row + height, style: .faint)
    for (index, point) in shown.enumerated() {
      let column = rect.column + axis + index * step
      drawColumn(point, top: top, width: width, column: column, row: rect.row, height: height)
      if first + index == selected {
        let mark = String(repeating: glyphs.ascii ? "^" : "▲", count: 1)
        put(mark, column: column + (width - 1) / 2, row: rect.row + height, style: .strong)
      }
    }
    let labels = [shown.first, shown.last].compactMap { $0.map { label($0.period) } }
    guard labels.count == 2 else { return }
    let row = rect.row + height + 1
    put(labels[0], column: rect.column + axis, row: row, limit: room)
    let end = max(shown.count * step - (step - width), 0)
    let right = end - DisplayText(labels[1]).width
    if shown.count > 1, right > DisplayText(labels[0]).width + 1 {
      put(labels[1], column: rect.column + axis + right, row: row)
    }
  }

  /// A column of eighths; one whose windows are still open is hatched.
  private mutating func drawColumn(
    _ point: TrendPoint, top: Double, width: Int, column: Int, row: Int, height: Int
  ) {
    guard let share = point.conversion.fraction, top > 0, share > 0 else { return }
    let eighths = max(1, Int((share / top * Double(height) * 8).rounded()))
    let parts = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for level in 0..<height {
      let filled = min(8, eighths - level * 8)
      guard filled > 0 else { return }
      let text: String
      if point.open > 0 {
        text = openGlyph
      } else if glyphs.ascii {
        guard filled >= 4 || level == 0 else { return }
        text = "#"
      } else {
        text = parts[filled - 1]
      }
      put(
        String(repeating: text, count: width), column: column, row: row + height - 1 - level,
        style: point.open > 0 ? .faint : .barStyle)
    }
  }

  /// The least round share that is not below another.
  private static func roundTop(_ share: Double) -> Double {
    let steps = [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25,
      0.3,
      0.4, 0.5, 0.6, 0.8, 1,
    ]
    return steps.first { $0 >= share } ?? 1
  }

  /// What a period is called on the screen.
  private func label(_ period: TrendPeriod) -> String {
    switch model.trendInterval {
    case .hour: String(period.name.prefix(16).map { $0 == "T" ? " " : $0 })
    case .day, .week: period.name
    case .month: String(period.name.prefix(7))
    }
  }

  // MARK: Table

  private mutating func drawTrendTable(_ points: [TrendPoint], in rect: Rect) {
    guard rect.rows > 0 else { return }
    let name = model.trendInterval == .hour ? 16 : 10
    let entered = max(7, points.map { glyphs.count($0.entered).count }.max() ?? 7)
    let hasCounts = rect.columns >= 2 + name + entered + 11 + 10
    let hasOpen = rect.columns >= 66
    let title = model.trendInterval == .week ? "week of" : model.trendInterval.rawValue
    let shares = rect.column + 2 + name + (hasCounts ? entered + 12 : 1)
    let open = shares + 9
    let bars = hasOpen ? open + 13 : shares + 9
    let columns = max(0, rect.endColumn - bars)
    put(title, column: rect.column + 2, row: rect.row, style: .heading, limit: name)
    if hasCounts {
      let start = rect.column + 2 + name + 1
      put("entered", column: start, row: rect.row, field: entered, style: .heading)
      put("converted", column: start + entered + 1, row: rect.row, field: 9, style: .heading)
    }
    put("conv.", column: shares, row: rect.row, field: 8, style: .heading)
    if hasOpen { put("still open", column: open + 1, row: rect.row, field: 10, style: .heading) }
    let selected = model.selectedPeriodIndex(in: points)
    let room = rect.rows - 1
    let offset = max(0, min(selected - room / 2, points.count - room))
    let most = max(points.compactMap(\.conversion.fraction).max() ?? 0, 0.000_001)
    for (index, point) in points.enumerated().dropFirst(offset).prefix(max(0, room)) {
      let row = rect.row + 1 + index - offset
      var style = index == selected ? Style.strong : .plain
      style.isReversed = index == selected
      if index == selected {
        canvas.fill(
          Rect(column: rect.column, row: row, columns: shares + 8 - rect.column, rows: 1),
          style: style)
        put(glyphs.selected, column: rect.column, row: row, style: style)
      }
      put(label(point.period), column: rect.column + 2, row: row, style: style, limit: name)
      if hasCounts {
        let start = rect.column + 2 + name + 1
        put(glyphs.count(point.entered), column: start, row: row, field: entered, style: style)
        put(
          glyphs.count(point.converted), column: start + entered + 1, row: row, field: 9,
          style: style)
      }
      put(glyphs.percent(point.conversion), column: shares, row: row, field: 8, style: style)
      if hasOpen, point.open > 0 {
        put(
          glyphs.percent(Proportion(point.open, of: point.entered)), column: open + 1, row: row,
          field: 10)
      }
      drawTrendBar(point, most: most, columns: columns, column: bars, row: row)
    }
  }

  private mutating func drawTrendBar(
    _ point: TrendPoint, most: Double, columns: Int, column: Int, row: Int
  ) {
    guard let share = point.conversion.fraction, share > 0, columns >= 4 else { return }
    if point.open > 0 {
      let count = max(1, Int((share / most * Double(columns)).rounded()))
      put(String(repeating: openGlyph, count: count), column: column, row: row, style: .faint)
      return
    }
    canvas.write(
      bar(fraction: share / most, columns: columns, ascii: glyphs.ascii), column: column, row: row,
      style: .barStyle, limit: columns)
  }
}
