/// The rows of a unit that has its place behind others.
struct RowRange: BitwiseCopyable, Sendable, Equatable {
  var first: UInt32
  var end: UInt32

  var rows: Range<Int> { Int(first)..<Int(end) }
}

extension EventStore {
  /// The rows that belong to a unit, unit after unit.
  var liveRows: some Sequence<Int> {
    (0..<unitCount).lazy.flatMap { rows(of: UnitIndex(rawValue: $0)) }
  }

  /// The rows that units had before they moved; they belong to none.
  ///
  /// - Complexity: O(units + these rows + rows behind those that were laid out).
  var abandonedRows: [Int] {
    guard let movedRows else { return [] }
    let laidOut = unitStarts.last ?? 0
    var abandoned: [Int] = []
    var isLive = Array(repeating: false, count: eventCount - laidOut)
    for unit in 0..<movedRows.count {
      let rows = movedRows[unit].rows
      if rows.lowerBound < laidOut { continue }
      for row in rows { isLive[row - laidOut] = true }
      if unit + 1 < unitStarts.count {
        abandoned.append(contentsOf: unitStarts[unit]..<unitStarts[unit + 1])
      }
    }
    for row in isLive.indices where !isLive[row] { abandoned.append(laidOut + row) }
    return abandoned
  }

  /// Whether this store has all rows of another one at the same places, and perhaps more behind them.
  func continues(_ other: EventStore) -> Bool { times.continues(other.times) }

  /// Returns the numbers of the units that have moved behind so many rows or are new, ascending.
  func units(movedBehind rowCount: Int, unitCount known: Int) -> [UInt32] {
    guard let movedRows else { return [] }
    return movedRows.withUnsafeBufferPointer { ranges in
      ranges.indices.filter { $0 >= known || Int(ranges[$0].first) >= rowCount }.map { UInt32($0) }
    }
  }
}
