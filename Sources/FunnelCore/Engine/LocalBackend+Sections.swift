extension LocalBackend {
  /// Checks the columns that a query names where they lie in a file, and all that is needed to work
  /// out those the data does not have or to cut the events into other units.
  ///
  /// - Throws: What the origin of the store's sections makes of a ``StoreFault``.
  func checkSections(of query: FunnelQuery) throws {
    var names = query.columnNames
    let known = Set(store.columnNames)
    if !countsStoredUnits(query) || !names.isSubset(of: known) {
      if let session = store.roles.session { names.insert(session) }
      try store.check([.units, .times, .events])
    }
    try store.check([], columns: names)
    if names.contains(store.roles.event) || !query.breakdowns.isEmpty || query.trend != nil {
      try store.check([.times, .events])
    }
  }

  /// Throws what ended a search of sliced events before its end: a fault in the file, or else that it was
  /// cancelled.
  func stopped(_ sliced: SlicedEvents) -> any Error {
    sliced.spots?.error ?? CancellationError()
  }
}
