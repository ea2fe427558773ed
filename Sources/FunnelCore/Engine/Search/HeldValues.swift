/// The events of one unit, cut by the value of a column that a chain must hold constant.
struct HeldValues {
  let column: SplitColumn
  /// All events of the unit.
  var events = UnitEvents()
  /// The code of the held value of each event, zero where it has none.
  private var codes: [UInt64] = []
  /// The different values among the events that can fill a step.
  private(set) var values: [UInt64] = []

  init(column: SplitColumn) { self.column = column }

  /// Looks the values of the events up.
  ///
  /// - Complexity: O(events).
  mutating func look() {
    codes = (0..<events.count).map { column.code(at: Int(events.rows[$0])) }
    var seen: Set<UInt64> = []
    values = []
    for position in 0..<events.count where events.masks[position] != 0 {
      let code = codes[position]
      if code != 0, seen.insert(code).inserted { values.append(code) }
    }
  }

  /// Leaves only the events with a value able to fill steps; others may still spoil hops.
  func select(_ value: UInt64, into selected: inout UnitEvents) {
    selected.removeAll()
    let canSpoil = !events.spoils.isEmpty
    for position in 0..<events.count {
      let mask = codes[position] == value ? events.masks[position] : 0
      let row = Int(events.rows[position])
      if canSpoil, mask | events.spoils[position].all != 0 {
        selected.append(
          time: events.times[position], mask: mask, spoils: events.spoils[position], row: row)
      } else if mask != 0 {
        selected.append(time: events.times[position], mask: mask, row: row)
      }
    }
  }
}
