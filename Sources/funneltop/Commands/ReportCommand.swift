import FunnelCore
import FunnelReport

/// Prints the analysis.
enum ReportCommand {
  static func run(_ options: Options) throws {
    try options.checkQuestion()
    let data = try LoadedData(DataSource(options), asking: options.foreseenQueries())
    var query = try options.query(for: try options.reportedFunnel(for: data.store))
    // A product's figure is reproduced although the data lacks a name; then it is told below.
    try query.checkGivenNames(in: data.store)
    try options.addTrend(to: &query, over: data.summary.timeRange)
    let backend = try LocalBackend(slicing: data.store, zone: options.displayZone)
    let period = try options.comparedPeriod(to: query, over: data.summary.timeRange)
    if let period, let trend = options.trend {
      query.trend?.compare(with: period, by: trend, rules: query.rules, in: backend.zone)
    }
    let result = try backend.answer(query)
    var report = Report(
      summary: data.summary, result: result, isProposed: options.funnel == nil)
    report.comparison = try period.map { try backend.compare(result, with: $0) }
    try warn(about: query, in: data)
    options.warnOfConditions(query, in: data.store)
    if let period, let note = CoverageText.note(on: period, data: data.summary.timeRange) {
      Warning(note).tell()
    }
    options.warnOfIdleOptions(query, by: [query.rules], data.summary)
    var output = try OutputTarget(path: options.output)
    try output.write(Array(format(options).text(of: report).utf8))
    try output.finish()
  }

  /// Tells what a product's rules let pass and our own do not, and what the data lacks.
  private static func warn(about query: FunnelQuery, in data: LoadedData) throws {
    data.warnOfDamages()
    guard query.rules.conventions.acceptsUnknownNames else { return }
    do { try query.checkNames(in: data.store) } catch {
      Warning(error.message + "\nIt is taken as never seen.").tell()
    }
  }

  private static func format(_ options: Options) -> any ReportFormat {
    let ascii = options.ascii || !isUTF8Locale()
    let width = PageWidth(options)
    return switch options.format {
    case "json": JSONReport()
    case "csv": CSVReport()
    // A file for other readers: what this terminal can show is no matter.
    case "md": MarkdownReport(ascii: options.ascii)
    case "html": HTMLReport()
    case "svg": SVGReport()
    default: TextReport(width: width.page, tableWidth: width.table, ascii: ascii)
    }
  }
}

extension Options {
  /// Tells which conditions no event can satisfy, or not as they were meant.
  func warnOfConditions(_ query: FunnelQuery, in store: EventStore) {
    for doubt in query.doubtfulConditions(in: store, zone: displayZone) { Warning(doubt).tell() }
  }

  /// Returns the funnel that was asked for, or else one proposed from the data.
  func reportedFunnel(for store: EventStore) throws -> FunnelDefinition {
    if let funnel { return funnel }
    try store.check([.times, .events])
    guard let funnel = proposedFunnel(for: store) else {
      throw UsageError(message: "no funnel can be proposed from these events; give one: --steps")
    }
    return funnel
  }
}
