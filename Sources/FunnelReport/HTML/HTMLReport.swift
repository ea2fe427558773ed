import FunnelCore

/// Writes a report as one page of HTML that needs nothing else: no script, no font, no request.
///
/// Text from the data is escaped, and the page forbids itself to load or run anything.
public struct HTMLReport: ReportFormat {
  /// Creates the format.
  public init() {}

  /// Returns the page.
  public func text(of report: Report) -> String {
    let page = ReportPage(report)
    let title = MarkupText.escaped(page.title)
    let lead = MarkupText.escaped(
      FindingText(report.result.funnel, report.result.query.rules).sentences.first ?? "")
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" "
        + "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>Funnel: \(title)</title>", "<style>\n\(HTMLStyle.text)\n</style>", "</head>",
      "<body>", "<main>", "<h1>\(title)</h1>", "<p class=\"lead\">\(lead)</p>",
    ]
    lines += page.sections.flatMap(section)
    lines += ["<section>", "<h2>How it was counted</h2>", "<dl>"]
    for fact in page.facts {
      let text = fact.lines.map(MarkupText.escaped).joined(separator: "<br>")
      lines.append("<dt>\(fact.name)</dt><dd>\(text)</dd>")
    }
    if let note = page.note {
      lines.append("<dt>Note</dt><dd>\(MarkupText.escaped(note))</dd>")
    }
    lines += ["</dl>", "</section>", "</main>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ section: ReportPage.Section) -> [String] {
    var lines = ["<section>"]
    if let heading = section.heading { lines.append("<h2>\(MarkupText.escaped(heading))</h2>") }
    if let explanation = section.explanation {
      let sentence = MarkdownText.sentence(explanation)
      lines.append("<p class=\"explanation\">\(MarkupText.escaped(sentence))</p>")
    }
    switch section.chart {
    case .funnel(let chart):
      lines.append("<figure>\(FunnelPicture(chart, isStandalone: false).text)</figure>")
    case .columns(let chart):
      lines.append("<figure>\(ColumnPicture(chart: chart).text)</figure>")
    case nil: break
    }
    lines += section.tables.flatMap(table)
    for paragraph in section.paragraphs where !paragraph.isEmpty {
      lines += ["<ul>"] + paragraph.map { "<li>\(MarkupText.escaped($0))</li>" } + ["</ul>"]
    }
    return lines + ["</section>"]
  }

  private func table(_ table: PageTable) -> [String] {
    let titles = table.columns.map { column in
      "<th scope=\"col\"\(attribute(column.kind))>\(MarkupText.escaped(column.title))</th>"
    }
    // The cell that says what the line is about is the line's heading.
    let heading = table.columns.firstIndex { $0.kind == .name } ?? 0
    let rows = table.rows.map { row in
      let cells = zip(row, table.columns).enumerated().map { index, pair in
        cell(pair.0, pair.1.kind, isHeading: index == heading)
      }
      return "<tr>" + cells.joined() + "</tr>"
    }
    return [
      "<div class=\"scroll\"><table>", "<caption>\(MarkupText.escaped(table.caption))</caption>",
      "<thead><tr>\(titles.joined())</tr></thead>", "<tbody>",
    ] + rows + ["</tbody>", "</table></div>"]
  }

  private func attribute(_ kind: PageTable.Kind) -> String {
    switch kind {
    case .number: " class=\"n\""
    case .bar: " class=\"b\""
    case .name, .verdict: ""
    }
  }

  private func cell(_ cell: PageTable.Cell, _ kind: PageTable.Kind, isHeading: Bool) -> String {
    switch cell {
    case .bar(let fraction, let isOpen):
      return "<td class=\"b\">\(bar(fraction, isOpen: isOpen))</td>"
    case .text(let text):
      let shown = MarkupText.escaped(text)
      if isHeading { return "<th scope=\"row\"\(attribute(kind))>\(shown)</th>" }
      if kind == .verdict, text == "better" || text == "worse" {
        return "<td class=\"\(text)\">\(shown)</td>"
      }
      return "<td\(attribute(kind))>\(shown)</td>"
    }
  }

  /// Returns a bar across the cell; the numbers beside it say the same to those who cannot see it.
  private func bar(_ fraction: Double, isOpen: Bool) -> String {
    let length = fraction > 0 ? max(0.5, min(1, fraction) * 100) : 0
    return "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      + "<rect class=\"track\" width=\"100\" height=\"10\"/>"
      + "<rect class=\"\(isOpen ? "optional" : "bar")\" width=\"\(MarkupText.number(length))\" "
      + "height=\"10\"/></svg>"
  }
}
