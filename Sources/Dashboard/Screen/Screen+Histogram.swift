import FunnelCore
import TerminalUI

extension Screen {
  /// The way whose times are shown, in words.
  var histogramTitle: String {
    model.shownWay.map { "time from \(words(of: $0))" } ?? "time"
  }

  /// A way by its steps, such as `1 view to 3 cart`.
  func words(of way: Hop) -> String {
    let names = model.stepNames
    func name(_ step: Int) -> String {
      names.indices.contains(step - 1) ? numbered(step - 1, names[step - 1]) : String(step)
    }
    return "\(name(way.first)) to \(name(way.last))"
  }

  /// Writes the title of a view that has no box to bear it; returns the room that is left.
  mutating func titled(_ title: String, in rect: Rect, boxed: Bool) -> Rect {
    guard !boxed, rect.rows > 3 else { return rect }
    put(title, column: rect.column, row: rect.row, style: .strong, limit: rect.columns)
    return Rect(column: rect.column, row: rect.row + 1, columns: rect.columns, rows: rect.rows - 1)
  }

  /// How long the way took: percentiles and a histogram.
  mutating func drawHistogram(in rect: Rect, boxed: Bool) {
    let area = titled(histogramTitle, in: rect, boxed: boxed)
    guard model.shownWay != nil else {
      put("one step: there is no way to time", column: area.column, row: area.row)
      return
    }
    guard let histogram = model.result?.histogram, model.steps != nil,
      histogram.hop == model.shownWay
    else {
      if model.queryError == nil { put("counting", column: area.column, row: area.row) }
      return
    }
    guard let time = histogram.time, !histogram.bins.isEmpty else {
      put(
        "no \(glyphs.noun) went this way", column: area.column, row: area.row, limit: area.columns)
      return
    }
    put(
      fitting(percentileWordings(time), columns: area.columns), column: area.column, row: area.row,
      limit: area.columns)
    let rows = area.rows - (area.rows >= 8 ? 3 : area.rows >= 5 ? 2 : 1)
    let bins = histogram.merged(to: max(1, rows))
    drawBins(
      bins, of: time,
      in: Rect(
        column: area.column, row: area.row + (area.rows >= 8 ? 2 : 1), columns: area.columns,
        rows: bins.count + 1))
  }

  private func percentileWordings(_ time: TimeSummary) -> [String] {
    let values: [(String, Double)] = [
      ("p25", time.p25), ("median", time.median), ("p75", time.p75), ("p90", time.p90),
      ("p95", time.p95), ("mean", time.mean),
    ]
    func line(_ kept: [Int]) -> String {
      kept.map { "\(values[$0].0) \(glyphs.duration(values[$0].1))" }.joined(separator: "  ")
    }
    let count = glyphs.count(time.count, glyphs.noun)
    return [
      "\(count)  \(line([0, 1, 2, 3, 4, 5]))", line([0, 1, 2, 3, 4]), line([0, 1, 2, 3]),
      line([1, 3]), line([1]),
    ]
  }

  private mutating func drawBins(
    _ bins: [TimeHistogram.Bin], of time: TimeSummary, in rect: Rect
  ) {
    let labels = bins.map {
      "\($0.from == 0 ? "0 s" : glyphs.duration($0.from)) \(glyphs.range) \(glyphs.duration($0.to))"
    }
    let counts = bins.map { glyphs.count($0.count) }
    let name = min(labels.map { DisplayText($0).width }.max() ?? 4, max(8, rect.columns / 3))
    let field = max(glyphs.nouns.count, counts.map(\.count).max() ?? 1)
    let hasShares = rect.columns >= 60
    let shares = rect.column + name + 1 + field + 1
    let start = hasShares ? shares + 18 : shares
    let mark = rect.columns >= 60 ? 8 : 0
    let columns = max(0, rect.endColumn - start - mark)
    put("took", column: rect.column, row: rect.row, style: .heading, limit: name)
    put(
      glyphs.nouns, column: rect.column + name + 1, row: rect.row, field: field, style: .heading)
    if hasShares {
      put("share", column: shares, row: rect.row, field: 8, style: .heading)
      put("so far", column: shares + 9, row: rect.row, field: 8, style: .heading)
    }
    let most = max(1, bins.map(\.count).max() ?? 1)
    var sum = 0
    for (index, bin) in bins.enumerated() {
      let row = rect.row + 1 + index
      sum += bin.count
      put(labels[index], column: rect.column, row: row, field: name)
      put(counts[index], column: rect.column + name + 1, row: row, field: field)
      if hasShares {
        let share = Proportion(bin.count, of: time.count)
        put(glyphs.percent(share), column: shares, row: row, field: 8)
        put(glyphs.percent(Proportion(sum, of: time.count)), column: shares + 9, row: row, field: 8)
      }
      canvas.write(
        bar(fraction: Double(bin.count) / Double(most), columns: columns, ascii: glyphs.ascii),
        column: start, row: row, style: .barStyle, limit: columns)
      let isLast = index == bins.count - 1
      let marks = [("median", time.median), ("p90", time.p90)].filter {
        bin.from <= $0.1 && ($0.1 < bin.to || isLast)
      }
      if mark > 0, let first = marks.first {
        put(
          marks.count > 1 ? "med,p90" : first.0, column: rect.endColumn - mark + 1, row: row,
          style: .strong, limit: mark - 1)
      }
    }
  }
}

extension TimeHistogram {
  /// At most so many bins: neighbours are put together in equal numbers.
  func merged(to limit: Int) -> [Bin] {
    let factor = (bins.count + limit - 1) / limit
    guard factor > 1 else { return bins }
    return stride(from: 0, to: bins.count, by: factor).map { start in
      let part = bins[start..<min(start + factor, bins.count)]
      return Bin(
        from: part.first?.from ?? 0, to: part.last?.to ?? 0,
        count: part.reduce(0) { $0 + $1.count })
    }
  }
}
