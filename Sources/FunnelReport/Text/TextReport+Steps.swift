import FunnelCore

extension TextReport {
  /// The widths of the bar: as much as the page has to spare, within reason.
  private static let barWidths = 6...32

  /// Returns the funnel as a table with a bar for each step.
  func stepTable(_ funnel: FunnelNumbers) -> [String] {
    var table = AlignedTable(
      columns: [
        .init(title: "", isTrailing: true),
        .init(title: "Step", leastWidth: 8),
        .init(title: "Users", isTrailing: true),
        .init(title: ""),
        .init(title: "of first", isTrailing: true),
        .init(title: "of prev.", isTrailing: true),
        .init(title: "Lost", isTrailing: true),
        .init(title: "Median", isTrailing: true),
      ], mark: ellipsis)
    for (index, step) in funnel.steps.enumerated() {
      table.rows.append([
        String(index + 1),
        PrintableText.of(step.label),
        NumberText.count(step.count),
        "",
        NumberText.percent(step.fromFirst) ?? none,
        index == 0 ? "" : NumberText.percent(step.fromPrevious) ?? none,
        step.lost.map(NumberText.count) ?? "",
        index == 0 ? "" : step.time.map { NumberText.duration($0.median) } ?? none,
      ])
    }
    let spare = width - (table.lines(width: .max).map(\.columnWidth).max() ?? 0)
    let barWidth = min(max(spare, Self.barWidths.lowerBound), Self.barWidths.upperBound)
    table.columns[3].title = String(repeating: " ", count: barWidth)
    for (index, step) in funnel.steps.enumerated() {
      table.rows[index][3] = bar(step.fromFirst, width: barWidth)
    }
    return table.lines(width: width)
  }

  /// Returns a bar as long as the share; some is never drawn as none.
  private func bar(_ share: Proportion, width: Int) -> String {
    guard let fraction = share.fraction, share.part > 0 else { return "" }
    if usesASCII {
      return String(repeating: "#", count: max(1, Int((fraction * Double(width)).rounded())))
    }
    let eighths = max(1, Int((fraction * Double(width * 8)).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
