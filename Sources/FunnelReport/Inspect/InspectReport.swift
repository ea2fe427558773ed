import FunnelCore

/// Tells what is in the data, as text for reading or as JSON.
public struct InspectReport: Sendable {
  /// How many rejected lines the text shows.
  public static let shownRejections = 5

  /// The columns of the page.
  public var width: Int
  /// Whether dashes and ellipses are written with ASCII alone.
  public var usesASCII: Bool

  /// Creates the report for a page of so many columns, at least 74.
  public init(width: Int = 80, ascii: Bool = false) {
    self.width = max(74, width)
    usesASCII = ascii
  }

  /// Returns the profile as plain text without any escape sequence.
  public func text(of profile: DataProfile) -> String {
    let sections = [
      SourceText.lines(profile.summary, width: width) + missing(profile.summary), events(profile),
      columns(profile), rejections(profile.summary.rejections),
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var ellipsis: String { usesASCII ? "~" : "…" }

  /// Tells what is not among the events though the files have, or should have, it.
  private func missing(_ summary: DataSummary) -> [String] {
    let damages = SourceText.damages(summary, width: width)
    var parts: [String] = []
    if summary.duplicates > 0 {
      parts.append(NumberText.count(summary.duplicates, "duplicate event"))
    }
    if summary.droppedColumns > 0 {
      let columns = NumberText.count(summary.droppedColumns, "column")
      parts.append("\(columns) with rare values or beyond the first 1,000 (keep with --columns)")
    }
    if parts.isEmpty { return damages }
    return damages
      + Paragraph.lines(parts.joined(separator: ", "), lead: "Left out ", width: width)
  }

  private func events(_ profile: DataProfile) -> [String] {
    var table = AlignedTable(
      columns: [
        .init(title: "Event", leastWidth: 8), .init(title: "Count", isTrailing: true),
        .init(title: "Users", isTrailing: true), .init(title: "of users", isTrailing: true),
      ], mark: ellipsis)
    table.rows = profile.events.map { event in
      let share = Proportion(event.units, of: profile.summary.units)
      return [
        GroupText.name(of: event.name), NumberText.count(event.count),
        NumberText.count(event.units),
        NumberText.percent(share) ?? NumberText.none(isASCII: usesASCII),
      ]
    }
    return table.lines(width: width)
  }

  private func columns(_ profile: DataProfile) -> [String] {
    var table = AlignedTable(
      columns: [
        .init(title: "Column", leastWidth: 8), .init(title: "Values", isTrailing: true),
        .init(title: "Missing", isTrailing: true),
        .init(title: "Commonest values (events)", leastWidth: 16),
      ], mark: ellipsis)
    table.rows = profile.columns.map { column in
      let name = PrintableText.of(column.name)
      let isSession = column.name == profile.summary.roles.session
      return [
        isSession ? name + " (session)" : name, NumberText.count(column.distinct),
        NumberText.count(column.missing), values(of: column),
      ]
    }
    return profile.columns.isEmpty ? [] : table.lines(width: width)
  }

  private func values(of column: DataProfile.Column) -> String {
    // Where hardly any value comes twice, the range or a sample says more than counts of one.
    if let range = column.range, column.distinct > DataProfile.topLimit {
      return "\(number(range.lowerBound)) to \(number(range.upperBound))"
    }
    let shown = column.top.map { "\(GroupText.name(of: $0.text)) (\(NumberText.count($0.count)))" }
    let rest = column.distinct > column.top.count ? [ellipsis] : []
    return (shown + rest).joined(separator: ", ")
  }

  /// Returns a number as plainly as it can be written exactly.
  private func number(_ value: Double) -> String {
    Int64(exactly: value).map { String($0) } ?? String(value)
  }

  private func rejections(_ rejections: Rejections) -> [String] {
    guard rejections.count > 0 else { return [] }
    var table = AlignedTable(
      columns: [
        .init(title: "Rejected because", leastWidth: 16), .init(title: "Lines", isTrailing: true),
      ], mark: ellipsis)
    table.rows = rejections.countsByKind.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { [PrintableText.of($0.key), NumberText.count($0.value)] }
    let shown = rejections.lines.prefix(Self.shownRejections).flatMap { line in
      let place = "\(PrintableText.of(line.file)):\(line.number): "
      let excerpt = line.excerpt.isEmpty ? "" : ": " + PrintableText.of(line.excerpt)
      return Paragraph.lines(place + PrintableText.of(line.reason) + excerpt, width: width)
    }
    let others = rejections.count - min(rejections.count, Self.shownRejections)
    let note = others > 0 ? ["and \(NumberText.count(others, "other line"))"] : []
    return table.lines(width: width) + [""] + shown + note
  }
}
