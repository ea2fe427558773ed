import FunnelCore

/// Writes a report for reading: plain text without any escape sequence.
public struct TextReport: ReportFormat {
  /// The columns of the page; tables and sentences are made to fit.
  public var width: Int
  /// The columns a table may take rather than cut its names, at least as many as the page has.
  public var tableWidth: Int
  /// Whether bars and dashes are drawn with ASCII alone; text from the data stays as it is.
  public var usesASCII: Bool

  /// Creates the format for a page of so many columns, at least 74, and tables of so many where
  /// the page need not hold them.
  public init(width: Int = 80, tableWidth: Int = 0, ascii: Bool = false) {
    self.width = max(74, width)
    self.tableWidth = max(self.width, tableWidth)
    usesASCII = ascii
  }

  /// Returns the report.
  public func text(of report: Report) -> String {
    let page = ReportPage(report, ascii: usesASCII)
    let writer = PageText(width: width, tableWidth: tableWidth, signs: page.signs)
    let blocks = [writer.head(page.facts, note: page.note)] + page.sections.flatMap(writer.blocks)
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(
      separator: "\n\n") + "\n"
  }
}
