import FunnelCore
import FunnelReport

/// Prints what is in the data and what could not be read.
enum InspectCommand {
  static func run(_ options: Options) throws {
    let data = try LoadedData(DataSource(options), keepsAll: true)
    try data.store.checkAll()
    let nothing = FunnelQuery(funnel: FunnelDefinition(steps: []))
    options.warnOfIdleOptions(nothing, by: [nothing.rules], data.summary)
    let profile = DataProfile(store: data.store, summary: data.summary)
    let report = InspectReport(ascii: options.ascii || !isUTF8Locale())
    let text = options.format == "json" ? report.json(of: profile) : report.text(of: profile)
    var output = try OutputTarget(path: options.output)
    try output.write(Array(text.utf8))
    try output.finish()
  }
}
