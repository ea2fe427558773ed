/// Gives every unit that entered its values in the columns of a breakdown.
///
/// In each column, the value of the reported chain's first event that has one.
struct ValueSplit: Sendable {
  let columns: [SplitColumn]

  /// Looks the columns up in a store.
  init(columns names: [String], store: EventStore) throws(QueryError) {
    var columns: [SplitColumn] = []
    for name in names {
      guard let column = SplitColumn(named: name, in: store) else {
        throw .unknownColumn(
          name: name, suggestions: nearestNames(to: name, in: store.columnNames))
      }
      columns.append(column)
    }
    self.columns = columns
  }

  /// Returns the code of a unit's value in a column, zero when its chain has none.
  @inline(__always)
  func code(of unit: Int, in column: SplitColumn, _ outcomes: UnitOutcomes) -> UInt64 {
    for position in outcomes.chain(of: unit) {
      let code = column.code(at: Int(outcomes.chainRows[position]))
      if code != 0 { return code }
    }
    return 0
  }

  /// Returns the units with exactly the given values, in store order.
  func units(of outcomes: UnitOutcomes, with values: [String?]) -> [Int] {
    guard values.count == columns.count else { return [] }
    var units = outcomes.entrants
    for (column, value) in zip(columns, values) {
      guard let wanted = column.code(of: value) else { return [] }
      units.removeAll { code(of: $0, in: column, outcomes) != wanted }
    }
    return units
  }

  /// Returns a unit's values as text.
  func values(of unit: Int, _ outcomes: UnitOutcomes) -> [String?] {
    columns.map { $0.text(of: code(of: unit, in: $0, outcomes)) }
  }
}
