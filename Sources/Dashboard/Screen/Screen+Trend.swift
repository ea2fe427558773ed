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
    var area = titled(trendTitle, in: rect, boxed: boxed)
    guard let points = model.trend, !points.isEmpty else {
      if model.queryError == nil {
        let text =
          model.question.trend != nil
          ? "counting"
          : model.trendRange == nil
            ? "no dates to show"
            : "too many periods of one \(model.trendInterval.rawValue); t takes longer ones"
        put(text, column: area.column, row: area.row, limit: area.columns)
      }
      return
    }
    let before = model.trendBefore(points)
    let end = area.endRow
    let hasOpen = points.contains { $0.open > 0 }
    let hasBefore = before.contains { $0 != nil }
    let hasPart = zip(points, before).contains { point, before in
      sign(point) == partGlyph || before.flatMap { sign($0, behind: point) } == partGlyph
    }
    if hasOpen || hasBefore || hasPart, area.rows >= 8 { area.rows -= 1 }
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
        ? beforeWordings(before, behind: points, hasChart: rows > 0) : nil,
      hasOpen ? openWordings : nil,
      hasPart ? ["\(partGlyph) seen in part"] : nil,
    ]
    put(
      fitting(combined(parts.compactMap { $0 }), columns: area.columns), column: area.column,
      row: area.endRow, style: .faint, limit: area.columns)
  }

  /// The longest wordings of all parts together, then those of each shortened in turn, and at last
  /// without the first parts.
  private func combined(_ parts: [[String]]) -> [String] {
    guard let last = parts.last else { return [] }
    let all = parts.dropLast().reversed().reduce(last) { rest, part in
      rest.flatMap { second in part.map { $0 + "   " + second } }
    }.sorted { DisplayText($0).width > DisplayText($1).width }
    return parts.count > 1 ? all + combined(Array(parts.dropFirst())) : all
  }

  /// Which period stands behind each.
  private func beforeWordings(
    _ before: [TrendPoint?], behind points: [TrendPoint], hasChart: Bool
  ) -> [String] {
    let words =
      model.options.compared == nil
      ? Self.distanceWords(
        model.result?.query.trend?.distance ?? model.trendInterval.cycle, model.trendInterval)
      : before.lazy.compactMap { $0 }.first.map { "from \(label($0.period))" } ?? ""
    guard hasChart else { return ["before: \(words)"] }
    let signs = zip(points, before).compactMap { point, before in
      before.flatMap { sign($0, behind: point) }
    }
    let short = "\(glyphs.before) before: \(words)"
    let marked = signs.contains(openGlyph) ? "not over" : "in part"
    return signs.isEmpty ? [short] : ["\(short), \(glyphs.openBefore) if \(marked)", short]
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

  var partGlyph: String { glyphs.ascii ? ";" : "▒" }

  /// What sets a period apart from one that is over and seen in whole.
  func sign(_ point: TrendPoint) -> String? {
    point.open > 0 ? openGlyph : model.isPartial(point.period) ? partGlyph : nil
  }

  /// The same for the period behind one.
  func sign(_ before: TrendPoint, behind point: TrendPoint) -> String? {
    if before.open > 0 { return openGlyph }
    return model.isPartial(before.period, behind: point.period) ? partGlyph : nil
  }

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
