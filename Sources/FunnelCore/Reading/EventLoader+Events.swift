extension EventLoader {
  /// How many events there are so far.
  public var eventCount: Int { appender?.builder.eventCount ?? 0 }

  /// About how many bytes making a store of the events so far takes besides what is already there.
  public var storeBytes: Int { appender?.builder.storeBytes ?? 0 }

  /// How many rows were left out because their id had been seen before.
  public var duplicateCount: Int { appender?.duplicates ?? 0 }

  /// Where the events so far came from, or nil before the first file is recognised.
  ///
  /// - Complexity: O(events), as units are counted; O(1) once a store has taken the events.
  public var summary: DataSummary? { summary(units: appender?.builder.unitCount ?? 0) }

  /// Where the events so far came from, of so many units.
  ///
  /// Who makes a store of the events knows their number then, and spares counting them twice.
  public func summary(units: Int) -> DataSummary? {
    guard let appender, let format else { return nil }
    return DataSummary(
      files: files, format: format.rawValue, roles: appender.builder.roles,
      events: appender.builder.eventCount, units: units,
      rejections: rejections,
      timeRange: appender.timeRange.map {
        Timestamp(rawValue: $0.lowerBound)...Timestamp(rawValue: $0.upperBound)
      }, droppedColumns: appender.droppedColumnCount,
      duplicates: appender.duplicates, damages: damages)
  }

  /// Makes a store of the events so far, or nil before the first file is recognised.
  ///
  /// - Complexity: O(events × columns).
  public func makeStore() -> EventStore? { appender?.builder.makeStore() }

  /// Makes a store of the events so far, or nil before the first file is recognised, and forgets
  /// everything: the memory of what was read is given back meanwhile.
  ///
  /// - Complexity: O(events × columns).
  public mutating func takeLastStore() -> EventStore? {
    // What is in one place only can be given back.
    guard var appender else { return nil }
    self = EventLoader()
    return appender.builder.takeStore(spare: 0)
  }

  /// Gives back memory that only reading on needs; it is taken anew should more bytes come.
  public mutating func rest() {
    guard var appender else { return }
    self.appender = nil
    appender.rest()
    self.appender = appender
  }

  /// Moves the events out into a store that can take those that follow, or returns nil before the first
  /// file is recognised.
  ///
  /// - Complexity: O(events × columns).
  public mutating func takeStore() -> GrowingStore? {
    guard var appender else { return nil }
    self.appender = nil
    defer { self.appender = appender }
    return appender.takeStore()
  }

  /// Moves the events that came since into the store that took those before.
  ///
  /// - Complexity: that of ``GrowingStore/take(from:)``.
  public mutating func move(into store: inout GrowingStore) {
    guard var appender else { return }
    self.appender = nil
    appender.move(into: &store)
    self.appender = appender
  }

  /// Whether there are bytes that have not become a row, or may not have.
  public var hasUnfinishedRow: Bool { reader == nil || !buffer.isEmpty }

  /// Checks the whole of what was read; throws when too much was rejected or nothing is there.
  public func finish() throws(LoadError) {
    do {
      try options.maxRejected.check(
        events: eventCount, duplicates: duplicateCount, rejections: rejections)
    } catch .tooManyRejected(let rejected, let rows, _, _) where !damages.isEmpty {
      // What is read of damaged data says little about the rows.
      throw .damaged(reason: damages[0].reason, rejected: rejected, rows: rows)
    }
  }
}
