import FunnelReport

/// Prints what is in the data and what could not be read.
enum InspectCommand {
  static func run(_ options: Options) throws {
    let data = try LoadedData(options)
    let profile = DataProfile(store: data.store, summary: data.summary)
    let report = InspectReport(ascii: options.ascii || !isUTF8Locale())
    let text: String
    switch options.format {
    case .text: text = report.text(of: profile)
    case .json: text = report.json(of: profile)
    case .csv, .md, .html, .svg:
      throw UsageError(message: "inspect prints --format text or json.")
    }
    var output = try OutputTarget(path: options.output)
    try output.write(Array(text.utf8))
    try output.finish()
  }
}
