import FunnelCore

extension ReportPage {
  /// Returns conversion by period of entry.
  func trendSection(_ points: [TrendPoint], _ result: FunnelResult) -> Section {
    let unit = UnitWord(result.query.rules)
    let way = way(result.query.wantedHop, result)
    var section = Section(heading: "Trend", explanation: "from \(way), by time of entry")
    guard !points.isEmpty else {
      section.paragraphs = [["There is no period in this range."]]
      return section
    }
    let before = result.trendBefore
    // Bars are compared with each other, so the best period's fills the width.
    let best = (points + before.compactMap { $0 }).compactMap(\.conversion.fraction).max() ?? 0
    func length(_ point: TrendPoint) -> Double? {
      point.conversion.fraction.map { best > 0 ? $0 / best : 0 }
    }
    var table = PageTable(
      caption: "Conversion by time of entry",
      columns: [
        .init(title: "Period"), .init(title: "Entered", kind: .number),
        .init(title: "Converted", kind: .number), .init(title: "Rate", kind: .number),
      ])
    if !before.isEmpty {
      table.columns += [
        .init(title: "Rate then", kind: .number), .init(title: "Change", kind: .number),
      ]
    }
    table.columns += [.init(title: "", kind: .bar), .init(title: "Open", kind: .number)]
    table.rows = points.enumerated().map { index, point in
      let then = before.isEmpty ? [] : earlierCells(before[index], point)
      return [
        .text(PrintableText.of(point.period.name)), .text(NumberText.count(point.entered)),
        .text(NumberText.count(point.converted)),
        .text(NumberText.percent(point.conversion) ?? signs.none),
      ] + then + [
        .bar(length(point) ?? 0, isOpen: point.open > 0),
        .text(point.open > 0 ? NumberText.count(point.open) : ""),
      ]
    }
    section.tables = [table]
    if points.contains(where: { $0.open > 0 }) {
      section.paragraphs = [
        [
          "Open: \(unit.plural) whose window had not ended with the data; "
            + "the rate of such a period (faint bar) can still rise."
        ]
      ]
    }
    if result.query.rules.window == nil {
      section.paragraphs.append([
        "Without a time limit every rate can still rise; the newest periods had the least time."
      ])
    }
    if !before.isEmpty { section.paragraphs.append(earlierNotes(points, result)) }
    section.chart = .columns(
      ColumnChart(
        label: "Conversion by time of entry",
        top: NumberText.percent(best),
        columns: points.enumerated().map { index, point in
          let then = before.isEmpty ? nil : before[index]
          let words = then.flatMap { NumberText.percent($0.conversion) }.map { ", then \($0)" }
          return .init(
            title: PrintableText.of(point.period.name), mark: mark(of: point.period),
            value: "\(NumberText.percent(point.conversion) ?? signs.none) of "
              + unit.count(point.entered)
              + (point.open > 0 ? ", \(NumberText.count(point.open)) open" : "") + (words ?? ""),
            height: length(point) ?? 0, isOpen: point.open > 0, line: then.flatMap(length))
        }))
    return section
  }

  /// Returns the rate of the period behind another and by how much it changed.
  private func earlierCells(_ then: TrendPoint?, _ now: TrendPoint) -> [PageTable.Cell] {
    var change: String?
    // Rates that may still rise by different amounts are not to be compared.
    if let then, then.open == 0, now.open == 0, let share = now.conversion.fraction {
      change = then.conversion.fraction.map { NumberText.points(share - $0) }
    }
    return [
      .text(then.flatMap { NumberText.percent($0.conversion) } ?? signs.none),
      .text(change ?? signs.none),
    ]
  }

  /// Says which periods stand behind those of a trend.
  private func earlierNotes(_ points: [TrendPoint], _ result: FunnelResult) -> [String] {
    let known = result.trendBefore.compactMap { $0 }
    guard let first = known.first?.period, let last = known.last?.period else { return [] }
    // Dates within a week or a month: its name would not tell where they begin and end.
    let range = result.query.trend?.beforeRange ?? first.start..<max(first.start, last.end)
    var notes = [
      "Then: the other period, its first beside the first, \(ISO8601.text(range.lowerBound)) to "
        + "\(ISO8601.text(range.upperBound)), seen until the data ends."
    ]
    if (known + points).contains(where: { $0.open > 0 }) {
      notes.append("A change is told where the windows of both have ended.")
    }
    return notes
  }

  /// Returns a period's day, or of an hour the time without year and offset: there is no room.
  private func mark(of period: TrendPeriod) -> String {
    let name = PrintableText.of(period.name)
    guard name.count > 16 else { return name }
    return String(name.prefix(16).dropFirst(5)).replacing("T", with: " ")
  }

  /// Returns how long a way took.
  func histogramSection(_ histogram: TimeHistogram, _ result: FunnelResult) -> Section {
    let unit = UnitWord(result.query.rules)
    var section = Section(heading: "Time from \(way(histogram.hop, result))")
    guard let time = histogram.time else {
      section.paragraphs = [["Nobody went this way."]]
      return section
    }
    section.explanation = """
      \(unit.count(time.count)), mean \(NumberText.duration(time.mean)), \
      median \(NumberText.duration(time.median))
      """
    let largest = Double(max(1, histogram.bins.map(\.count).max() ?? 1))
    var table = PageTable(
      caption: "Time from \(way(histogram.hop, result))",
      columns: [
        .init(title: "From", kind: .number), .init(title: "To", kind: .number),
        .init(title: unit.title, kind: .number), .init(title: "", kind: .bar),
        .init(title: "Share", kind: .number),
      ])
    table.rows = histogram.bins.map { bin in
      [
        .text(NumberText.duration(bin.from)), .text(NumberText.duration(bin.to)),
        .text(NumberText.count(bin.count)), .bar(Double(bin.count) / largest, isOpen: false),
        .text(NumberText.percent(Proportion(bin.count, of: time.count)) ?? signs.none),
      ]
    }
    section.tables = [table]
    section.chart = .columns(
      ColumnChart(
        label: "How many \(unit.plural) took how long",
        top: NumberText.count(Int(largest)),
        columns: histogram.bins.map { bin in
          .init(
            title: NumberText.duration(bin.from), mark: NumberText.duration(bin.from),
            value: unit.count(bin.count),
            height: Double(bin.count) / largest, isOpen: false)
        }))
    return section
  }

  /// Names a way, such as `1 visit to 3 buy`.
  private func way(_ hop: Hop, _ result: FunnelResult) -> String {
    let names = StepText.names(result.funnel, result.query.rules)
    func name(_ step: Int) -> String {
      names.indices.contains(step - 1) ? "\(step) \(names[step - 1])" : "step \(step)"
    }
    return "\(name(hop.first)) to \(name(hop.last))"
  }
}
