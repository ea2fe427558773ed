internal import FunnelCore

/// A snapshot that was opened, and what the user should know of it.
struct OpenedSnapshot: Sendable {
  var snapshot: Snapshot
  var notes: [String] = []

  /// Opens the snapshot that the bytes of a whole file are.
  init(
    _ bytes: SharedArray<UInt8>, path: String, options: ReadingOptions
  ) throws(SourceError) {
    do throws(SnapshotFault) { snapshot = try Snapshot(reading: bytes, path: path) } catch {
      throw .snapshot(path: path, error)
    }
    try narrow(by: options, path)
    if let zone = options.inputTimeZone as? NamedTimeZone, zone.name != snapshot.zoneName {
      notes.append(
        "times that name no zone were read as \(snapshot.zoneName) when the snapshot was made; "
          + "--timezone sets only the clock of dates now")
    }
  }

  /// Applies what the user says about the data, or throws where it comes too late.
  private mutating func narrow(
    by options: ReadingOptions, _ path: String
  ) throws(SourceError) {
    let settled = options.settled(by: snapshot.summary.roles)
    if let (option, reason) = settled {
      throw .snapshot(path: path, .settled(option: option, reason: reason))
    }
    if let names = options.keepColumns {
      let roles = snapshot.summary.roles
      let known = [roles.unit, roles.time, roles.event] + snapshot.store.columns.map(\.name)
      if let unknown = names.first(where: { !known.contains($0) }) {
        throw .unusable(path: path, .unknownColumn(unknown, columns: known))
      }
      snapshot.store = snapshot.store.keeping(columns: Set(names))
      // What there was no room for was not asked for.
      snapshot.summary.droppedColumns = 0
    }
    let summary = snapshot.summary
    do throws(LoadError) {
      try options.maxRejected.check(
        events: summary.events, duplicates: summary.duplicates, rejections: summary.rejections)
    } catch {
      throw .unusable(path: path, error)
    }
  }
}

extension ReadingOptions {
  /// Returns an option that says otherwise than what was decided when the snapshot was made, and
  /// what that is.
  fileprivate func settled(
    by roles: EventStore.ColumnRoles
  ) -> (option: String, reason: String)? {
    for (option, wanted, column) in [
      ("--user", unitColumn, roles.unit), ("--time", timeColumn, roles.time),
      ("--event", eventColumn, roles.event), ("--session", sessionColumn, roles.session),
    ] {
      guard let wanted, wanted != column else { continue }
      let taken = column.map { "it was made with \"\($0)\"" } ?? "it was made without"
      return (option, taken)
    }
    if inputFormat != nil { return ("--input-format", "its format is its own") }
    if !hasHeader { return ("--no-header", "its columns have their names") }
    if idColumn != nil { return ("--id", "duplicates are left out when it is made") }
    return nil
  }
}
