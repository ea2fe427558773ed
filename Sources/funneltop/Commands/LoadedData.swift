import FunnelCore
import FunnelDemo
import FunnelSources

/// Everything a command that prints needs to know about its events.
struct LoadedData {
  let store: EventStore
  let summary: DataSummary
  /// The zone of times written without one, where the events are those of a snapshot.
  private(set) var zoneName: String?

  /// Reads what questions ask of the source, or everything; to look at what was rejected, however much
  /// that is.
  init(
    _ source: DataSource, asking questions: [FunnelQuery]? = nil, keepsAll: Bool = false
  ) throws {
    switch source {
    case .demo(let users, let seed):
      let shop = ShopSimulation(users: users, seed: seed)
      store = shop.makeStore()
      summary = shop.summary(of: store)
    case .files(let paths, var reading, let follows):
      if keepsAll { reading.maxRejected = .unlimited }
      reading.askedColumns = questions.map(AskedColumns.init)
      reading.askedEvents = questions.flatMap(AskedEvents.init)
      if follows {
        throw UsageError(message: "--follow is for the dashboard; a report is printed once.")
      }
      let events = try EventFileReader(options: reading).load(paths: paths)
      for note in events.notes { Warning("\(paths.first ?? "-"): \(note)").tell() }
      zoneName = events.zoneName
      let read = events.summary
      // Nothing else has what was read, so that it can go while the store is filled.
      guard let store = (consume events).makeLastStore(), var summary = read else {
        throw SourceError.unusable(path: paths.first ?? "-", .noRows)
      }
      self.store = store
      summary.units = store.unitCount
      self.summary = summary
    }
  }

  /// Tells of files that could not be read to their end.
  func warnOfDamages() {
    for damage in summary.damages {
      Warning("\(damage.file): \(damage.reason); what follows is missing").tell()
    }
  }
}
