import FunnelCore
import FunnelReport

/// Prints the analysis.
enum ReportCommand {
  static func run(_ options: Options) throws {
    try options.checkQuestion()
    let data = try LoadedData(DataSource(options))
    let proposed = options.funnel == nil ? proposedFunnel(for: data.store) : nil
    guard let funnel = options.funnel ?? proposed else {
      throw UsageError(message: "no funnel can be proposed from these events; give one: --steps")
    }
    var query = try options.query(for: funnel)
    try options.addTrend(to: &query, over: data.summary.timeRange)
    let backend = LocalBackend(store: data.store, zone: try options.displayZone())
    let result = try backend.answer(query)
    let report = Report(
      summary: data.summary, result: result, isProposed: options.funnel == nil)
    var output = try OutputTarget(path: options.output)
    try output.write(Array(format(options).text(of: report).utf8))
    try output.finish()
  }

  private static func format(_ options: Options) -> any ReportFormat {
    switch options.format {
    case "json": JSONReport()
    default: TextReport(ascii: options.ascii || !isUTF8Locale())
    }
  }
}
