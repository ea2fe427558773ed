import FunnelCore
import FunnelReport
import FunnelSources
import Glibc

/// Prints the analysis.
enum ReportCommand {
  static func run(_ options: Options) throws {
    let format = try reportFormat(options)
    let data = try LoadedData(options)
    let proposed = options.funnel == nil ? proposedFunnel(for: data.store) : nil
    guard let funnel = options.funnel ?? proposed else {
      throw UsageError(message: "no funnel can be proposed from these events; give one: --steps")
    }
    let query = try options.query(for: funnel)
    let result = try LocalBackend(store: data.store).answer(query)
    let report = Report(
      summary: data.summary, result: result, isProposed: options.funnel == nil)
    var output = try OutputTarget(path: options.output)
    try output.write(Array(format.text(of: report).utf8))
    try output.finish()
  }

  private static func reportFormat(_ options: Options) throws(UsageError) -> any ReportFormat {
    switch options.format {
    case .text: TextReport(ascii: options.ascii || !isUTF8Locale())
    case .json: JSONReport()
    case .csv, .md, .html, .svg:
      throw UsageError(
        message: "--format \(options.format.rawValue) is not supported yet; use text or json.")
    }
  }

}
