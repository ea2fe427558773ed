extension EventStoreBuilder {
  /// Makes an immutable store of everything collected so far.
  ///
  /// - Complexity: O(events × columns), plus sorting for units whose events came out of time order.
  public func makeStore() -> EventStore {
    let (starts, rows) = groupedRows()
    let kept = keptColumns()
    let places = kept.contains { columns[$0].isSparse } ? Self.places(of: rows) : []
    return EventStore(
      roles: roles,
      unitIDs: units.table,
      unitStarts: starts,
      times: rows.map { times[Int($0)] },
      eventNames: events.table,
      eventCodes: CodeArray(gathering: eventCodes, rows: rows, largest: events.count),
      columns: kept.map { columns[$0].finished(rows: rows, places: places) })
  }

  /// Returns where each row of reading stands in the store.
  private static func places(of rows: [UInt32]) -> [UInt32] {
    var places = Array(repeating: UInt32(0), count: rows.count)
    for (place, row) in rows.enumerated() { places[Int(row)] = UInt32(place) }
    return places
  }

  /// Returns the rows ordered by unit, then time, then order of reading, and where each unit starts.
  private func groupedRows() -> (starts: [Int], rows: [UInt32]) {
    var starts = Array(repeating: 0, count: units.count + 1)
    for code in unitCodes { starts[Int(code) + 1] += 1 }
    for unit in 0..<units.count { starts[unit + 1] += starts[unit] }
    var next = starts
    var rows = Array(repeating: UInt32(0), count: eventCount)
    for row in 0..<eventCount {
      let unit = Int(unitCodes[row])
      rows[next[unit]] = UInt32(row)
      next[unit] += 1
    }
    for unit in 0..<units.count { sortByTime(&rows, starts[unit]..<starts[unit + 1]) }
    return (starts, rows)
  }

  /// Sorts one unit's rows by time; rows already in order, the usual case, are only looked at.
  private func sortByTime(_ rows: inout [UInt32], _ range: Range<Int>) {
    let isSorted = zip(range, range.dropFirst())
      .allSatisfy { times[Int(rows[$0])] <= times[Int(rows[$1])] }
    if isSorted { return }
    // The row number as second key keeps the order of reading whatever the sort does with ties.
    rows[range].sort { (times[Int($0)], $0) < (times[Int($1)], $1) }
  }
}
