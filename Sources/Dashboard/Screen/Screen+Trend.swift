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
    let before = model.trendBefore(points)
    let end = area.endRow
    let hasOpen = points.contains { $0.open > 0 }
    let hasBefore = before.contains { $0 != nil }
    if hasOpen || hasBefore, area.rows >= 8 { area.rows -= 1 }
    // The chart takes what the table leaves, and at least some of what it wants.
    let least = max(8, area.rows * 9 / 20)
    let rows =
      area.rows >= 16 && area.columns >= 40 ? max(least, min(26, area.rows - points.count - 1)) : 0
    let (chart, rest) = area.split(rows: rows)
    if rows > 0 { drawTrendChart(points, before, in: chart) }
    let table = TrendColumns(
      in: rest, points, hasBefore: hasBefore, isHourly: model.trendInterval == .hour, glyphs: glyphs
    )
    drawTrendTable(points, before, table, in: rest)
    guard area.endRow < end else { return }
    let parts = [
      hasBefore && (rows > 0 || table.before != nil)
        ? beforeWordings(before, hasChart: rows > 0) : nil,
      hasOpen ? openWordings : nil,
    ]
    put(
      fitting(combined(parts.compactMap { $0 }), columns: area.columns), column: area.column,
      row: area.endRow, style: .faint, limit: area.columns)
  }

  /// The longest wordings of all parts together, then those of each shortened in turn.
  private func combined(_ parts: [[String]]) -> [String] {
    guard parts.count == 2 else { return parts.first ?? [] }
    return parts[1].flatMap { second in parts[0].map { $0 + "   " + second } }
      .sorted { DisplayText($0).width > DisplayText($1).width } + parts[1].suffix(1)
  }

  /// Which period stands behind each.
  private func beforeWordings(_ before: [TrendPoint?], hasChart: Bool) -> [String] {
    let words = Self.distanceWords(
      model.result?.query.trend?.distance ?? model.trendInterval.cycle, model.trendInterval)
    guard hasChart else { return ["before: \(words)"] }
    let isOpen = before.contains { ($0?.open ?? 0) > 0 }
    let short = "\(glyphs.before) before: \(words)"
    return isOpen ? ["\(short), \(glyphs.openBefore) if not over", short] : [short]
  }

  /// How much earlier so many periods are.
  private static func distanceWords(_ count: Int, _ interval: TrendPeriod.Interval) -> String {
    switch (interval, count) {
    case (_, 1): "the \(interval.rawValue) before"
    case (.day, 7): "a week earlier"
    case (.month, 12): "a year earlier"
    default: "\(count) \(interval.rawValue)s earlier"
    }
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
}

extension Rect {
  /// The part with so many rows at the top and the rest.
  fileprivate func split(rows top: Int) -> (Rect, Rect) {
    (
      Rect(column: column, row: row, columns: columns, rows: top),
      Rect(column: column, row: row + top, columns: columns, rows: rows - top)
    )
  }
}
