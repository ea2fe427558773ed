import FunnelCore
import FunnelSources
import Glibc

/// Writes the events as they are in memory, so that they need not be read from text again.
enum SnapshotCommand {
  static func run(_ options: Options) throws {
    guard let path = options.output else {
      throw UsageError(
        message: """
          snapshot needs the name of the file to write: -o NAME.funnel
          For example: funneltop snapshot events.csv -o events.funnel
          """)
    }
    if path == "-", isatty(STDOUT_FILENO) == 1 {
      throw UsageError(
        message: """
          a snapshot is no text for a terminal; name a file: -o NAME.funnel
          For example: funneltop snapshot events.csv -o events.funnel
          """)
    }
    let source = try DataSource(options)
    let data = try LoadedData(source)
    let nothing = FunnelQuery(funnel: FunnelDefinition(steps: []))
    options.warnOfIdleOptions(nothing, by: [nothing.rules], data.summary)
    data.warnOfDamages()
    try data.store.checkAll()
    let sliced =
      LocalBackend.wouldSlice(data.store) ? SlicedEvents(data.store) : nil
    let zoneName = data.zoneName ?? options.zone?.name ?? "UTC"
    let snapshot = Snapshot(store: data.store, summary: data.summary, zoneName: zoneName)
    var output = try OutputTarget(path: path)
    try snapshot.write(with: sliced) { bytes throws(OutputError) in try output.write(bytes) }
    try output.finish()
  }
}
