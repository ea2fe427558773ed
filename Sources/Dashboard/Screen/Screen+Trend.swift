import FunnelCore
import TerminalUI

extension Screen {
  /// What the trend is about, in words.
  var trendTitle: String {
    let way = model.wholeWay.map { words(of: $0) } ?? "entries"
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

  var openGlyph: String { glyphs.ascii ? ":" : "░" }

  private var openWordings: [String] {
    [
      "\(openGlyph) not over: the window of some \(glyphs.nouns) has not ended, the share may rise",
      "\(openGlyph) not over: some windows have not ended", "\(openGlyph) not over",
    ]
  }

  /// What a period is called on the screen.
  func label(_ period: TrendPeriod) -> String {
    switch model.trendInterval {
    case .hour: String(period.name.prefix(16).map { $0 == "T" ? " " : $0 })
    case .day, .week: period.name
    case .month: String(period.name.prefix(7))
    }
  }

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
