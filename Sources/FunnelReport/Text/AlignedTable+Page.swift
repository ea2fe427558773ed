extension AlignedTable {
  /// The widths of bars: as much as the page has to spare, within reason.
  private static let barWidths = 6...32

  /// Lays out a table of a page, its bars as wide as the page has room for.
  init(_ table: PageTable, signs: PageSigns, width: Int) {
    columns = table.columns.map { column in
      Column(
        title: column.title, isTrailing: column.kind == .number, leastWidth: column.leastWidth)
    }
    mark = signs.ellipsis
    rows = table.rows.map { row in
      row.map { cell in if case .text(let text) = cell { text } else { "" } }
    }
    guard let bars = table.columns.firstIndex(where: { $0.kind == .bar }) else { return }
    let spare = width - (lines(width: .max).map(\.columnWidth).max() ?? 0)
    let barWidth = min(max(spare, Self.barWidths.lowerBound), Self.barWidths.upperBound)
    columns[bars].title = String(repeating: " ", count: barWidth)
    for (index, row) in table.rows.enumerated() {
      guard case .bar(let fraction, let isOpen) = row[bars] else { continue }
      rows[index][bars] = TextBar.text(
        fraction, width: barWidth, isOpen: isOpen, isASCII: signs.isASCII)
    }
  }
}

/// Draws bars with characters.
enum TextBar {
  /// Returns a bar as long as the fraction; some is never drawn as none.
  static func text(_ fraction: Double, width: Int, isOpen: Bool, isASCII: Bool) -> String {
    guard fraction > 0, fraction.isFinite else { return "" }
    let length = min(1, fraction) * Double(width)
    if isASCII || isOpen {
      let sign = isASCII ? (isOpen ? "-" : "#") : "░"
      return String(repeating: sign, count: max(1, Int(length.rounded())))
    }
    let eighths = max(1, Int((length * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
