import FunnelCore

/// Writes a report as one page of HTML that needs nothing else: no script, no font, no request.
///
/// Text from the data is escaped, and the page forbids itself to load or run anything. It is
/// well-formed XML too, so any reader can take it apart.
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
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\"/>",
      "<meta http-equiv=\"Content-Security-Policy\" "
        + "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
      "<title>Funnel: \(title)</title>", "<style>\n\(HTMLStyle.text)\n</style>", "</head>",
      "<body>", "<main>", "<h1>\(title)</h1>", "<p class=\"lead\">\(lead)</p>",
    ]
    lines += page.sections.flatMap(section)
    lines += ["<section>", "<h2>How it was counted</h2>", "<dl>"]
    for fact in page.facts {
      let text = fact.lines.map(MarkupText.escaped).joined(separator: "<br/>")
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
      let sentence = SentenceText.of(explanation)
      lines.append("<p class=\"explanation\">\(MarkupText.escaped(sentence))</p>")
    }
    switch section.chart {
    case .funnel(let chart):
      lines.append("<figure>\(FunnelPicture(chart, isStandalone: false).text)</figure>")
    case .columns(let chart):
      lines.append("<figure>\(ColumnPicture(chart: chart).text)</figure>")
    case .groups(let chart):
      lines.append("<figure>\(GroupPicture(chart: chart).text)</figure>")
    case nil: break
    }
    lines += section.tables.flatMap(table)
    for paragraph in section.paragraphs where !paragraph.isEmpty {
      let sentences = paragraph.map(MarkupText.escaped)
      if sentences.count == 1 {
        lines.append("<p class=\"note\">\(sentences[0])</p>")
      } else {
        lines += ["<ul>"] + sentences.map { "<li>\($0)</li>" } + ["</ul>"]
      }
    }
    return lines + ["</section>"]
  }

  private func table(_ table: PageTable) -> [String] {
    // Every table with bars stands under a picture that shows the same.
    let shown = table.columns.indices.filter { table.columns[$0].kind != .bar }
    let titles = shown.map { index in
      let column = table.columns[index]
      // A heading that a page of text can do without is read aloud here.
      let title = column.title.isEmpty ? "No." : MarkupText.escaped(column.title)
      return "<th scope=\"col\"\(attribute(column.kind))>\(title)</th>"
    }
    // The cell that says what the line is about is the line's heading.
    let heading = table.columns.firstIndex { $0.kind == .name } ?? 0
    let rows = table.rows.map { row in
      let cells = shown.map { cell(row[$0], table.columns[$0].kind, isHeading: $0 == heading) }
      return "<tr>" + cells.joined() + "</tr>"
    }
    return [
      "<div class=\"scroll\"><table>", "<caption>\(MarkupText.escaped(table.caption))</caption>",
      "<thead><tr>\(titles.joined())</tr></thead>", "<tbody>",
    ] + rows + ["</tbody>", "</table></div>"]
  }

  private func attribute(_ kind: PageTable.Kind) -> String {
    kind == .number ? " class=\"n\"" : ""
  }

  private func cell(_ cell: PageTable.Cell, _ kind: PageTable.Kind, isHeading: Bool) -> String {
    guard case .text(let text) = cell else { return "" }
    let shown = MarkupText.escaped(text)
    if isHeading { return "<th scope=\"row\"\(attribute(kind))>\(shown)</th>" }
    if kind == .verdict, text == "better" || text == "worse" {
      return "<td class=\"\(text)\">\(shown)</td>"
    }
    return "<td\(attribute(kind))>\(shown)</td>"
  }
}
