/// The columns that a question known beforehand looks at.
///
/// Reading leaves the values of all others out, which takes most of the time and memory of wide data.
public struct AskedColumns: Sendable, Equatable {
  /// The names of the columns, of the data or derived.
  public private(set) var names: Set<String>
  /// Whether the column that tells sessions apart is looked at, whatever its name.
  public private(set) var includesSessions: Bool

  /// Creates the choice of the columns that any of these questions looks at.
  public init(of queries: [FunnelQuery]) {
    names = queries.reduce(into: []) { $0.formUnion($1.columnNames) }
    includesSessions =
      queries.contains { $0.rules.unit == .session }
      || DerivedColumn.ofSessions.contains { [names] in names.contains($0.rawValue) }
  }

  /// Whether a column is looked at in data of these roles.
  func contains(_ name: String, _ roles: EventStore.ColumnRoles) -> Bool {
    names.contains(name) || includesSessions && name == roles.session
  }
}
