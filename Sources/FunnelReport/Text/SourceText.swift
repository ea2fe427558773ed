import FunnelCore

/// Tells where events came from.
enum SourceText {
  static func lines(_ summary: DataSummary, width: Int) -> [String] {
    let files = summary.files.map(PrintableText.of).joined(separator: ", ")
    let events = NumberText.count(summary.events, "event")
    let users = NumberText.count(summary.units, "user")
    let source =
      "\(files) (\(PrintableText.of(summary.format))): \(events) of \(users), \(rejected(summary))"
    var lines = Paragraph.lines(source, lead: "Source   ", width: width)
    if let range = summary.timeRange {
      let span = "\(ISO8601.text(range.lowerBound)) to \(ISO8601.text(range.upperBound))"
      lines += Paragraph.lines(span, lead: "         ", width: width)
    }
    return lines + damages(summary, width: width)
      + Paragraph.lines(columns(summary.roles), lead: "Columns  ", width: width)
  }

  /// Tells which files are damaged, so that no part of their data passes for all of it.
  static func damages(_ summary: DataSummary, width: Int) -> [String] {
    summary.damages.flatMap { damage in
      let file = PrintableText.of(damage.file)
      return Paragraph.lines(
        "\(file): \(PrintableText.of(damage.reason)); what follows is missing",
        lead: "Damaged  ", width: width)
    }
  }

  private static func rejected(_ summary: DataSummary) -> String {
    guard summary.rejections.count > 0 else { return "no line rejected" }
    let count = NumberText.count(summary.rejections.count, "line") + " rejected"
    guard let kind = summary.rejections.commonestKind else { return count }
    return count + " (mostly: \(PrintableText.of(kind)))"
  }

  private static func columns(_ roles: EventStore.ColumnRoles) -> String {
    var parts = ["user = \(roles.unit)", "time = \(roles.time)", "event = \(roles.event)"]
    if let session = roles.session { parts.append("session = \(session)") }
    return parts.map(PrintableText.of).joined(separator: ", ")
  }
}
