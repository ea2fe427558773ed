import FunnelReport

/// Prints what is in the data and what could not be read.
enum InspectCommand {
  static func run(_ options: Options) throws {
    let data = try LoadedData(options)
    let profile = DataProfile(store: data.store, summary: data.summary)
    let report = InspectReport(ascii: options.ascii || !isUTF8Locale())
    var output = try OutputTarget(path: options.output)
    try output.write(Array(report.text(of: profile).utf8))
    try output.finish()
  }
}
