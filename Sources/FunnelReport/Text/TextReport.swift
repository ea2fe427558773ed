import FunnelCore

/// Writes a report for reading: plain text without any escape sequence.
public struct TextReport: ReportFormat {
  /// The columns of the page; tables and sentences are made to fit.
  public var width: Int
  /// Whether bars and dashes are drawn with ASCII alone; text from the data stays as it is.
  public var usesASCII: Bool

  /// Creates the format for a page of so many columns, at least 74.
  public init(width: Int = 80, ascii: Bool = false) {
    self.width = max(74, width)
    usesASCII = ascii
  }

  /// Returns the report.
  public func text(of report: Report) -> String {
    let page = ReportPage(report, ascii: usesASCII)
    let writer = PageText(width: width, signs: page.signs)
    let blocks = [writer.head(page.facts, note: page.note)] + page.sections.flatMap(writer.blocks)
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(
      separator: "\n\n") + "\n"
  }
}
