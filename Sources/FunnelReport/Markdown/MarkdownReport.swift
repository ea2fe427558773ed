import FunnelCore

/// Writes a report as Markdown with tables, for a pull request or a ticket.
///
/// Whatever Markdown or HTML would act upon in text from the data is escaped.
public struct MarkdownReport: ReportFormat {
  /// Whether bars are drawn with ASCII alone; text from the data stays as it is.
  public var usesASCII: Bool

  /// Creates the format.
  public init(ascii: Bool = false) { usesASCII = ascii }

  /// Returns the report, its headings of the second level and below.
  public func text(of report: Report) -> String {
    let page = ReportPage(report, ascii: usesASCII)
    var blocks = ["## Funnel: " + MarkdownText.escaped(page.title)]
    blocks += page.sections.flatMap(section)
    var facts = page.facts.map { fact in
      "- **\(fact.name)**: " + MarkdownText.escaped(fact.lines.joined(separator: ", "))
    }
    if let note = page.note { facts.append("- " + MarkdownText.escaped(note)) }
    blocks.append("### How it was counted\n\n" + facts.joined(separator: "\n"))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func section(_ section: ReportPage.Section) -> [String] {
    var blocks: [String] = []
    if let heading = section.heading, heading != "Funnel" {
      blocks.append("### " + MarkdownText.escaped(heading))
    }
    if let explanation = section.explanation {
      blocks.append(MarkdownText.escaped(SentenceText.of(explanation)))
    }
    blocks += section.tables.map(table)
    let sentences = section.paragraphs.joined().map(MarkdownText.escaped)
    let list = sentences.count == 1 ? sentences : sentences.map { "- " + $0 }
    if !list.isEmpty { blocks.append(list.joined(separator: "\n")) }
    return blocks
  }

  private func table(_ table: PageTable) -> String {
    let titles = table.columns.map { MarkdownText.escaped($0.title) }
    let rules = table.columns.map { $0.kind == .number ? "---:" : "---" }
    let rows = table.rows.map { row in row.map(cell) }
    return ([titles, rules] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  private func cell(_ cell: PageTable.Cell) -> String {
    switch cell {
    case .text(let text): MarkdownText.escaped(text)
    case .bar(let fraction, let isOpen):
      TextBar.text(fraction, width: 20, isOpen: isOpen, isASCII: usesASCII)
    }
  }
}
