/// A column that is worked out from the events, usable wherever a column of the data is.
///
/// A column of the data with the same name comes first.
public enum DerivedColumn: String, Hashable, Sendable, CaseIterable {
  /// `new` in the unit's first session in the data, `returning` afterwards.
  case userType = "user_type"
  /// The number of the session within its user, from one.
  case sessionNumber = "session_number"
  /// The hour of the day, `00` to `23`.
  case hour
  /// The day of the week, `Monday` to `Sunday`.
  case weekday

  /// Those that are told by the sessions of a user.
  public static let ofSessions: [DerivedColumn] = [.userType, .sessionNumber]

  /// The values in the order a clock or a calendar has them; nil where there is no such order.
  public var values: [String]? {
    switch self {
    case .userType, .sessionNumber: nil
    case .hour: (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }
    case .weekday:
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    }
  }
}

extension EventStore {
  /// Returns the store with the derived columns that a query names and the data does not have, and
  /// with the columns that identify unit and time where it names those.
  ///
  /// - Complexity: O(events) for each column added.
  func deriving(
    for query: FunnelQuery, in zone: any DisplayTimeZone
  ) -> EventStore {
    let wanted = query.columnNames.subtracting(columns.map(\.name) + [roles.event])
    var added: [PropertyColumn] = []
    for column in DerivedColumn.allCases where wanted.contains(column.rawValue) {
      added.append(derived(column, gap: query.rules.sessionGap, zone))
    }
    if wanted.contains(roles.unit) { added.append(unitColumn) }
    if wanted.contains(roles.time), roles.time != roles.unit { added.append(timeColumn) }
    if query.rules.conventions.acceptsUnknownNames {
      // A product whose figure is reproduced takes a property nobody has as missing.
      let known = Set(added.map(\.name))
      for name in wanted.subtracting(known).sorted() {
        added.append(coded(name, Array(repeating: 0, count: eventCount), []))
      }
    }
    if added.isEmpty { return self }
    return EventStore(
      roles: roles, unitIDs: unitIDs, unitStarts: unitStarts, movedRows: movedRows, times: times,
      eventNames: eventNames, eventCodes: eventCodes, columns: columns + added,
      leftOut: leftOut)
  }

  private func derived(
    _ column: DerivedColumn, gap: Microseconds, _ zone: any DisplayTimeZone
  ) -> PropertyColumn {
    switch column {
    case .userType:
      let sessions = SessionNumbering(self, gap: gap).numbers
      return coded(
        column.rawValue, sessions.map { $0 == 0 ? 0 : min(2, $0) }, ["new", "returning"])
    case .sessionNumber:
      let sessions = SessionNumbering(self, gap: gap).numbers
      let most = sessions.max() ?? 0
      return coded(column.rawValue, sessions, (1..<most + 1).map { "\($0)" })
    case .hour:
      return coded(column.rawValue, clockCodes(zone) { $0.hour }, column.values ?? [])
    case .weekday:
      return coded(column.rawValue, clockCodes(zone) { $0.weekday }, column.values ?? [])
    }
  }

  /// Returns what the clock of a zone shows at each row, plus one.
  private func clockCodes(
    _ zone: any DisplayTimeZone, _ place: @Sendable (LocalMoment) -> Int64
  ) -> [UInt32] {
    SharedMemory<UInt32>.array(count: eventCount) { codes in
      _ = Pieces(of: eventCount).map { _, rows in
        for row in rows {
          codes.base[row] = UInt32(place(LocalMoment(times[row], in: zone))) + 1
        }
      }
    }
  }

  /// The ids of the units, row by row.
  private var unitColumn: PropertyColumn {
    var codes = [UInt32](repeating: 0, count: eventCount)
    for unit in 0..<unitCount {
      for row in self.rows(of: UnitIndex(rawValue: unit)) { codes[row] = UInt32(unit + 1) }
    }
    let rows = Array(UInt32(0)..<UInt32(eventCount))
    return PropertyColumn(
      name: roles.unit,
      values: .coded(CodeArray(gathering: codes, rows: rows, largest: unitCount), unitIDs))
  }

  /// The times, row by row, as numbers of seconds since the epoch with six digits.
  private var timeColumn: PropertyColumn {
    PropertyColumn(
      name: roles.time,
      values: .decimal(DecimalColumn(fractionDigits: 6, mantissas: SharedArray(times))))
  }

  private func coded(_ name: String, _ codes: [UInt32], _ texts: [String]) -> PropertyColumn {
    let rows = Array(UInt32(0)..<UInt32(eventCount))
    return PropertyColumn(
      name: name,
      values: .coded(
        CodeArray(gathering: codes, rows: rows, largest: texts.count), TextTable(texts)))
  }
}

extension FunnelQuery {
  /// The names of all columns the query looks at.
  public var columnNames: Set<String> {
    var names = Set(breakdowns.flatMap(\.columns) + segments.flatMap(\.columns))
    if let held = rules.heldColumn { names.insert(held) }
    if case .column(let name) = rules.unit { names.insert(name) }
    let matchers = funnel.steps.flatMap(\.matchers) + funnel.exclusions.flatMap(\.matchers)
    for predicate in (matchers + rules.ignored).compactMap(\.predicate)
      + [filter].compactMap(\.self)
    {
      names.formUnion(predicate.columnNames)
    }
    return names
  }
}

extension Predicate {
  /// The names of the columns the condition looks at.
  var columnNames: Set<String> {
    switch self {
    case .and(let parts), .or(let parts): Set(parts.flatMap(\.columnNames))
    case .not(let part): part.columnNames
    case .comparison(let column, _, _), .isOne(let column, _), .isSet(let column),
      .isMissing(let column):
      [column]
    }
  }
}
