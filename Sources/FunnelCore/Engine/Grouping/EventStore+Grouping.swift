extension EventStore {
  /// Returns the store with its rows grouped by what the rules count.
  ///
  /// Events that belong to no session, or have no value in the column, are left out.
  ///
  /// - Complexity: O(1) for users, otherwise O(events × columns).
  func grouped(by rules: FunnelRules) throws(QueryError) -> EventStore {
    switch rules.unit {
    case .user: return self
    case .session: return sessions(gap: rules.sessionGap)
    case .column(let name):
      if name == roles.unit { return self }
      return byValues(of: try SplitColumn(required: name, in: self))
    }
  }

  /// Returns the store with one unit for each session of each user.
  private func sessions(gap: Microseconds) -> EventStore {
    let numbering = SessionNumbering(self, gap: gap)
    var rows: [UInt32] = []
    rows.reserveCapacity(eventCount)
    var starts = [0]
    var names: [String] = []
    for unit in 0..<unitCount {
      let range = self.rows(of: UnitIndex(rawValue: unit))
      let sessions = range.map { numbering.numbers[$0] }.max() ?? 0
      if sessions == 0 { continue }
      var members = Array(repeating: [UInt32](), count: Int(sessions))
      for row in range where numbering.numbers[row] > 0 {
        members[Int(numbering.numbers[row]) - 1].append(UInt32(row))
      }
      for (number, session) in members.enumerated() {
        rows.append(contentsOf: session)
        starts.append(rows.count)
        names.append("\(unitIDs[unit]) · \(numbering.name(of: session, number: number + 1))")
      }
    }
    return regrouped(rows, starts, TextTable(names))
  }

  /// Returns the store with one unit for each value of a column.
  private func byValues(of column: SplitColumn) -> EventStore {
    var numbers: [UInt64: Int] = [:]
    var members: [[UInt32]] = []
    var names: [String] = []
    for row in liveRows {
      let code = column.code(at: row)
      guard code != 0 else { continue }
      let number = numbers[code] ?? members.count
      if number == members.count {
        numbers[code] = number
        members.append([])
        names.append(column.text(of: code) ?? "")
      }
      members[number].append(UInt32(row))
    }
    var rows: [UInt32] = []
    var starts = [0]
    for member in members {
      // Rows of different users interleave; the row number keeps ties in a fixed order.
      rows += member.sorted { (times[Int($0)], $0) < (times[Int($1)], $1) }
      starts.append(rows.count)
    }
    return regrouped(rows, starts, TextTable(names))
  }

  /// Returns a store of the given rows, in their order, cut into units.
  private func regrouped(_ rows: [UInt32], _ starts: [Int], _ names: TextTable) -> EventStore {
    let isSameOrder = rows.count == eventCount && rows.indices.allSatisfy { rows[$0] == UInt32($0) }
    return EventStore(
      roles: roles, unitIDs: names, unitStarts: SharedArray(starts),
      times: isSameOrder ? times : times.gathered(rows.lazy.map { Int($0) }),
      eventNames: eventNames,
      eventCodes: isSameOrder ? eventCodes : eventCodes.gathered(rows),
      columns: isSameOrder ? columns : columns.map { $0.gathered(rows) })
  }
}

extension SharedArray {
  /// Returns the elements of the given rows, in their order.
  fileprivate func gathered(_ rows: [UInt32]) -> SharedArray {
    SharedArray(rows.lazy.map { self[Int($0)] })
  }
}

extension CodeArray {
  /// Returns the codes of the given rows, in their order.
  func gathered(_ rows: [UInt32]) -> CodeArray {
    switch self {
    case .bytes(let codes): .bytes(codes.gathered(rows))
    case .halves(let codes): .halves(codes.gathered(rows))
    case .words(let codes): .words(codes.gathered(rows))
    }
  }
}

extension PropertyColumn {
  /// Returns the values of the given rows, in their order.
  func gathered(_ rows: [UInt32]) -> PropertyColumn {
    switch values {
    case .coded(let codes, let texts):
      PropertyColumn(name: name, values: .coded(codes.gathered(rows), texts))
    case .runs(let codes, let texts):
      PropertyColumn(
        name: name, values: .coded(codes.gathered(rows.lazy.map { Int($0) }), texts))
    case .decimal(let decimals):
      PropertyColumn(
        name: name,
        values: .decimal(
          DecimalColumn(
            fractionDigits: decimals.fractionDigits,
            mantissas: decimals.mantissas.gathered(rows))))
    }
  }
}
