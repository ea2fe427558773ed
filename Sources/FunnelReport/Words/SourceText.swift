import FunnelCore

/// Tells where events came from.
enum SourceText {
  /// Returns the files and the columns; what is damaged is told apart.
  static func lines(_ summary: DataSummary, width: Int) -> [String] {
    lines(facts(summary).filter { $0.name != "Damaged" }, width: width)
  }

  /// Returns which files are damaged.
  static func damages(_ summary: DataSummary, width: Int) -> [String] {
    lines(damages(summary), width: width)
  }

  private static func lines(_ facts: [ReportPage.Fact], width: Int) -> [String] {
    PageText(width: width, signs: PageSigns(isASCII: false)).head(facts)
  }

  /// Returns where the events came from, what is missing of them, and the columns they were made of.
  static func facts(_ summary: DataSummary) -> [ReportPage.Fact] {
    [ReportPage.Fact(name: "Source", lines: source(summary))] + damages(summary)
      + [ReportPage.Fact(name: "Columns", lines: [columns(summary.roles)])]
  }

  /// Returns the files and how well they were read, then the time they span.
  static func source(_ summary: DataSummary) -> [String] {
    let files = summary.files.map(PrintableText.of).joined(separator: ", ")
    let events = NumberText.count(summary.events, "event")
    let users = NumberText.count(summary.units, "user")
    let source =
      "\(files) (\(PrintableText.of(summary.format))): \(events) of \(users), \(rejected(summary))"
    guard let range = summary.timeRange else { return [source] }
    return [source, "\(ISO8601.text(range.lowerBound)) to \(ISO8601.text(range.upperBound))"]
  }

  /// Tells which files are damaged, so that no part of their data passes for all of it.
  private static func damages(_ summary: DataSummary) -> [ReportPage.Fact] {
    summary.damages.map { damage in
      let text = PrintableText.of(damage.file) + ": " + PrintableText.of(damage.reason)
      return ReportPage.Fact(name: "Damaged", lines: [text + "; what follows is missing"])
    }
  }

  private static func rejected(_ summary: DataSummary) -> String {
    guard summary.rejections.count > 0 else { return "no line rejected" }
    let count = NumberText.count(summary.rejections.count, "line") + " rejected"
    guard let kind = summary.rejections.commonestKind else { return count }
    return count + " (mostly: \(PrintableText.of(kind)))"
  }

  /// Returns the columns the events were made of.
  static func columns(_ roles: EventStore.ColumnRoles) -> String {
    var parts = ["user = \(roles.unit)", "time = \(roles.time)", "event = \(roles.event)"]
    if let session = roles.session { parts.append("session = \(session)") }
    return parts.map(PrintableText.of).joined(separator: ", ")
  }
}
