/// Numbers the sessions of every user in order of their first event, from one.
struct SessionNumbering {
  /// The number of the session each row belongs to within its user; zero for none.
  let numbers: [UInt32]
  private let column: SplitColumn?

  /// Numbers sessions by the session column, or where there is none by silences longer than a gap.
  ///
  /// - Complexity: O(events).
  init(_ store: EventStore, gap: Microseconds) {
    column = store.roles.session.flatMap { SplitColumn(named: $0, in: store) }
    var numbers = Array(repeating: UInt32(0), count: store.eventCount)
    for unit in 0..<store.unitCount {
      let rows = store.rows(of: UnitIndex(rawValue: unit))
      if let column {
        var seen: [UInt64: UInt32] = [:]
        for row in rows {
          let code = column.code(at: row)
          guard code != 0 else { continue }
          let number = seen[code] ?? UInt32(seen.count + 1)
          seen[code] = number
          numbers[row] = number
        }
      } else {
        var number: UInt32 = 1
        for row in rows {
          if row > rows.lowerBound,
            elapsed(from: store.times[row - 1], to: store.times[row]) > gap.rawValue
          {
            number += 1
          }
          numbers[row] = number
        }
      }
    }
    self.numbers = numbers
  }

  /// Returns what a session is called.
  func name(of rows: [UInt32], number: Int) -> String {
    guard let column, let row = rows.first else { return "\(number)" }
    return column.text(of: column.code(at: Int(row))) ?? "\(number)"
  }
}
