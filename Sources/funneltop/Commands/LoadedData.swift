import FunnelCore
import FunnelSources

/// Everything a command that prints needs to know about its files.
struct LoadedData {
  let store: EventStore
  let summary: DataSummary

  /// Reads the files the options name, or standard input when that is not a terminal.
  init(_ options: Options) throws {
    if options.follows {
      throw UsageError(message: "--follow is for the dashboard; a report is printed once.")
    }
    let reader = EventFileReader(options: try options.reading())
    let events = try reader.load(paths: try options.inputPaths())
    guard let store = events.makeStore(), let summary = events.summary else {
      throw SourceError.unusable(path: options.paths.first ?? "-", .noRows)
    }
    self.store = store
    self.summary = summary
  }
}
