extension EventStoreBuilder {
  /// Makes an immutable store of everything collected so far.
  ///
  /// - Complexity: O(events × columns), plus sorting for units whose events came out of time order.
  public func makeStore() -> EventStore {
    var columns = columns
    for index in columns.indices {
      let absent = eventCount - columns[index].codes.count
      columns[index].codes.append(contentsOf: repeatElement(0, count: absent))
    }
    let (starts, rows) = groupedRows()
    return EventStore(
      roles: roles,
      unitIDs: units.table,
      unitStarts: starts,
      times: rows.map { times[Int($0)] },
      eventNames: events.table,
      eventCodes: CodeArray(gathering: eventCodes, rows: rows, largest: events.count),
      columns: columns.map { $0.finished(rows: rows) })
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

extension GrowingColumn {
  /// Returns the column in store order, as decimals where that is the smaller exact form.
  func finished(rows: [UInt32]) -> PropertyColumn {
    if let decimals = decimals(rows: rows) {
      return PropertyColumn(name: name, values: .decimal(decimals))
    }
    let array = CodeArray(gathering: codes, rows: rows, largest: texts.count)
    return PropertyColumn(name: name, values: .coded(array, texts.table))
  }

  /// Returns the values as decimals when they are many and all written with the same digits.
  private func decimals(rows: [UInt32]) -> DecimalColumn? {
    guard texts.count > 4096, texts.count * 8 > rows.count else { return nil }
    let table = texts.table
    var mantissas: [Int64] = []
    var fractionDigits: Int?
    for code in 0..<table.count {
      guard let parsed = DecimalColumn.parse(table.bytes(at: code)),
        fractionDigits ?? parsed.fractionDigits == parsed.fractionDigits
      else { return nil }
      fractionDigits = parsed.fractionDigits
      mantissas.append(parsed.mantissa)
    }
    return DecimalColumn(
      fractionDigits: fractionDigits ?? 0,
      mantissas: rows.map {
        let code = codes[Int($0)]
        return code == 0 ? DecimalColumn.missing : mantissas[Int(code) - 1]
      })
  }
}
