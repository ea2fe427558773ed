/// The events of one unit, cut by the value of a column that a chain must hold constant.
struct HeldValues {
  let column: SplitColumn
  /// All events of the unit.
  var events = UnitEvents()
  /// The positions of the events with a value able to fill steps, value after value.
  private var positions: [Int] = []
  /// Where in ``positions`` each value starts, and the end.
  private var starts: [Int] = []
  private var unions = RangeUnions()

  /// The number of different values among the events that can fill a step.
  var count: Int { max(0, starts.count - 1) }

  init(column: SplitColumn) { self.column = column }

  /// Looks the values of the events up.
  ///
  /// - Complexity: O(events).
  mutating func look() {
    let able = (0..<events.count).filter { events.masks[$0] != 0 }
    (positions, starts) = able.grouped { column.code(at: Int(events.rows[$0])) }
    if !events.spoils.isEmpty { unions.build(events) }
  }

  /// Leaves only the events with a value able to fill steps; others may still spoil hops.
  ///
  /// What lies between two moments with events of the value spoils hops as one event.
  ///
  /// - Complexity: O(events with the value × log events).
  func select(_ value: Int, into selected: inout UnitEvents) {
    selected.removeAll()
    var passed: Int?
    var spoils = HopSpoilers.Bits.none
    for position in positions[starts[value]..<starts[value + 1]] {
      let (time, mask) = (events.times[position], events.masks[position])
      let row = Int(events.rows[position])
      guard !events.spoils.isEmpty else {
        selected.append(time: time, mask: mask, row: row)
        continue
      }
      if passed.map({ position >= $0 }) ?? true {
        let start = events.separatesTies ? position : events.firstPosition(at: time)
        let end = events.separatesTies ? position + 1 : events.firstPosition(after: time)
        if let passed, passed < start {
          let between = unions[passed..<start]
          if between.all != 0 {
            selected.append(
              time: events.times[passed], mask: 0, spoils: between, row: Int(events.rows[passed]))
          }
        }
        spoils = unions[start..<end]
        passed = end
      }
      selected.append(time: time, mask: mask, spoils: spoils, row: row)
    }
  }
}
