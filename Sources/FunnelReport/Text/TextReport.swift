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
    var sections = [heading(report), stepTable(report.result.funnel), findings(report)]
    sections += report.result.breakdowns.map { breakdown($0) }
    sections.append(breakdownNote(report.result.breakdowns))
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(
      separator: "\n\n") + "\n"
  }

  var none: String { NumberText.none(isASCII: usesASCII) }
  var ellipsis: String { usesASCII ? "~" : "…" }

  private func heading(_ report: Report) -> [String] {
    var lines = SourceText.lines(report.summary, width: width)
    let rules = RuleText.sentence(report.result.query.rules)
    lines += Paragraph.lines(rules, lead: "Counted  ", width: width)
    let funnel = PrintableText.of(report.funnelText)
    lines += Paragraph.lines(funnel, lead: "Funnel   ", width: width)
    if let scope = ScopeText.sentence(report.result.query) {
      lines += Paragraph.lines(scope, lead: "Only     ", width: width)
    }
    guard report.isProposed else { return lines }
    let note = "Proposed from the data; choose your own with --steps 'first > last'."
    return lines + Paragraph.lines(note, lead: "         ", width: width)
  }

  private func findings(_ report: Report) -> [String] {
    let funnel = report.result.funnel
    return FindingText.sentences(funnel).flatMap { Paragraph.lines($0, width: width) }
  }
}
