/// The events that questions known beforehand look at.
///
/// An event that fills no step and spoils no hop changes no number of an answer, unless
/// neighbours or sessions are looked at: then there is no such choice. The rows of other events are read,
/// checked and counted, with their names and the values that conditions are about, and then left out of the
/// store.
public struct AskedEvents: Sendable, Equatable {
  /// The names of events that fill a step or spoil a hop.
  private let names: [EventNameTest]
  /// Whether sessions are counted, which only a column can tell without the events between.
  private let countsSessions: Bool
  /// The columns whose values are compared with others.
  private let comparedColumns: Set<String>

  /// Creates the choice of the events that any of these questions looks at, by any mixture of their
  /// rules; nil where that may be all of them.
  public init?(of queries: [FunnelQuery]) {
    let matchers = queries.flatMap { query in
      query.funnel.steps.flatMap(\.matchers) + query.funnel.exclusions.flatMap(\.matchers)
    }
    names = Set(matchers.map(\.name)).map(EventNameTest.init)
    countsSessions = queries.contains { $0.rules.unit == .session }
    comparedColumns = (matchers.map(\.predicate) + queries.map(\.filter))
      .reduce(into: []) { $0.formUnion($1?.columnNames ?? []) }
    if queries.isEmpty || names.contains(where: \.meansAny) { return nil }
    // Any event between two steps breaks a strict funnel.
    if queries.contains(where: { $0.rules.order == .strict }) { return nil }
    // A session is also what has other events only.
    let columns = queries.reduce(into: Set<String>()) { $0.formUnion($1.columnNames) }
    if DerivedColumn.ofSessions.contains(where: { columns.contains($0.rawValue) }) { return nil }
    // Whether some event has an hour is told only by all of them.
    if DerivedColumn.allCases.contains(where: { comparedColumns.contains($0.rawValue) }) {
      return nil
    }
  }

  /// Returns whether events of a name are looked at, given as its bytes.
  func contains(_ name: UnsafeRawBufferPointer) -> Bool { names.contains { $0.matches(name) } }

  /// Whether the values of a column are compared with others; then it matters which there are.
  func compares(_ column: String) -> Bool { comparedColumns.contains(column) }

  /// Whether the others can do without rows as far as these columns tell.
  ///
  /// Sessions are told by their column where one was met. Which times and units there are is told only
  /// by all events.
  func suffice(_ roles: EventStore.ColumnRoles, isKnown: (String) -> Bool) -> Bool {
    if comparedColumns.contains(roles.time) || comparedColumns.contains(roles.unit) { return false }
    return !countsSessions || roles.session.map(isKnown) ?? false
  }
}
