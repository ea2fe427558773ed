extension FunnelQuery {
  /// Checks that the data has every event and column the query names, in its funnel and its rules.
  ///
  /// - Throws: ``QueryError/unknownEvent(name:suggestions:)`` or
  ///   ``QueryError/unknownColumn(name:suggestions:)`` for the first name it does not have.
  public func checkNames(in store: EventStore) throws(QueryError) {
    try FunnelCore.checkNames(of: funnel, in: store)
    // Ignored events are named as those of a step are.
    let ignored = FunnelDefinition(steps: [FunnelStep(matchers: rules.ignored)])
    try FunnelCore.checkNames(of: ignored, in: store)
    let derived = DerivedColumn.allCases.map(\.rawValue)
    let unread = store.unreadColumns.sorted()
    let known = store.columnNames + unread + [store.roles.unit, store.roles.time] + derived
    for name in columnNames.sorted() where !known.contains(name) {
      throw .unknownColumn(name: name, suggestions: nearestNames(to: name, in: known))
    }
  }

  /// Checks the names as ``checkNames(in:)`` does, unless the rules take any as never seen.
  ///
  /// - Throws: what ``checkNames(in:)`` throws.
  public func checkGivenNames(in store: EventStore) throws(QueryError) {
    if !rules.conventions.acceptsUnknownNames { try checkNames(in: store) }
  }
}
