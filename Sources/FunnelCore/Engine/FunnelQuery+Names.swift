/// Checks that the data has every event and column a query names, in its funnel and its rules.
///
/// - Throws: ``QueryError/unknownEvent(name:suggestions:)`` or
///   ``QueryError/unknownColumn(name:suggestions:)`` for the first name it does not have.
public func checkNames(of query: FunnelQuery, in store: EventStore) throws(QueryError) {
  try checkNames(of: query.funnel, in: store)
  // Ignored events are named as those of a step are.
  let ignored = FunnelDefinition(steps: [FunnelStep(matchers: query.rules.ignored)])
  try checkNames(of: ignored, in: store)
  let derived = DerivedColumn.allCases.map(\.rawValue)
  let known = store.columnNames + [store.roles.unit, store.roles.time] + derived
  for name in query.columnNames.sorted() where !known.contains(name) {
    throw .unknownColumn(name: name, suggestions: nearestNames(to: name, in: known))
  }
}
