/// The order in which the units of one span lie in a store.
///
/// One value serves for span after span.
struct UnitOrder {
  /// The units, by the order in which they were met.
  private(set) var units: [UInt32] = []
  /// The part of each unit.
  private var parts: [Int] = []

  /// Of units with so many rows or more it does not matter which has the most.
  private static let mostRows = 1 << 10

  /// Forgets all units.
  mutating func removeAll() {
    units.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
  }

  /// Notes that all units beyond those noted before, up to a count, are in a part.
  mutating func note(unitCount: Int, in part: Int) {
    parts.append(contentsOf: repeatElement(part, count: unitCount - parts.count))
  }

  /// Leaves the units as they were met.
  mutating func keep() { units = Array(0..<UInt32(parts.count)) }

  /// Sorts the units of a range of parts by their rows, those with the most first, then by how far these
  /// lie apart in time, then by part.
  ///
  /// Units are searched together in this order, and those of short times faster, as no window ends within
  /// them. Long times come last of the units of an odd number of rows and first of those of an even one, so
  /// that they lie side by side.
  ///
  /// Within a part units are met in the order of reading; which part's are met first depends on who
  /// collected their rows.
  ///
  /// - Complexity: O(units).
  mutating func sort(by rowCounts: [UInt32], _ reaches: UnitReaches, of range: Range<Int>) {
    keep()
    if range.count > 1 {
      units = Self.sorted(units, below: range.count) { parts[$0] - range.lowerBound }
    }
    units = Self.sorted(units, below: UnitReaches.limit) { unit in
      let reach = reaches.number(of: unit)
      return rowCounts[unit].isMultiple(of: 2) ? UnitReaches.limit - 1 - reach : reach
    }
    units = Self.sorted(units, below: Self.mostRows + 1) {
      Self.mostRows - min(Int(rowCounts[$0]), Self.mostRows)
    }
  }

  /// Returns units sorted by a number of each below a limit; those of the same number stay as they are.
  private static func sorted(
    _ units: [UInt32], below limit: Int, by number: (Int) -> Int
  ) -> [UInt32] {
    var places = Array(repeating: 0, count: limit + 1)
    for unit in units { places[number(Int(unit)) + 1] &+= 1 }
    for number in 0..<limit { places[number + 1] &+= places[number] }
    var sorted = units
    for unit in units {
      let number = number(Int(unit))
      sorted[places[number]] = unit
      places[number] &+= 1
    }
    return sorted
  }
}
