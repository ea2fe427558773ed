/// Immutable columns of events, grouped by unit and in time order within each unit.
///
/// Rows of one unit are neighbours. Rows with equal times keep the order in which they were read.
public struct EventStore: Sendable {
  /// The names of the columns that give unit, time and event.
  public struct ColumnRoles: Sendable, Equatable {
    /// The column that identifies the unit.
    public var unit: String
    /// The column that gives the time.
    public var time: String
    /// The column that names the event.
    public var event: String
    /// The column that identifies the session, if there is one.
    public var session: String?

    /// Creates the names of the columns that play a part.
    public init(unit: String, time: String, event: String, session: String? = nil) {
      self.unit = unit
      self.time = time
      self.event = event
      self.session = session
    }
  }

  /// Which columns of the data gave unit, time and event.
  public let roles: ColumnRoles
  /// The id of each unit, exactly as written.
  @CheckedBeforeUse public var unitIDs: TextTable
  /// The first row of each unit, followed by the number of rows.
  public let unitStarts: SharedArray<Int>
  /// The rows of each unit where some have moved, as they do when events are added; nil where all rows
  /// of the units follow one another as ``unitStarts`` says.
  var movedRows: SharedArray<RowRange>?
  /// The time of each row in microseconds since the epoch.
  @CheckedBeforeUse public var times: TimeColumn
  /// The event names, indexed by event code.
  public let eventNames: TextTable
  /// The event code of each row.
  @CheckedBeforeUse public var eventCodes: CodeArray
  /// The properties other than unit, time and event, in the order of the data.
  public private(set) var columns: [PropertyColumn]

  /// The names of further columns of the data whose values were not read.
  var unreadColumns: Set<String> = []
  /// What is known of the events whose rows were not kept; their units and names were.
  var leftOut = LeftOutRows()

  /// What lies in the file with the columns; nil for a store whose columns lie in no file.
  private(set) var kept: KeptSections? = nil

  /// The number of rows, which are the events; in a store that grows also those that were left behind.
  public var eventCount: Int { _times.unchecked.count }
  /// How the times are kept, which needs no check.
  var timeForm: TimeForm { _times.unchecked.form }
  /// The number of units.
  public var unitCount: Int { _unitIDs.unchecked.count }

  /// The rows of one unit, in time order.
  public func rows(of unit: UnitIndex) -> Range<Int> {
    if let movedRows { return movedRows[unit.rawValue].rows }
    return unitStarts[unit.rawValue]..<unitStarts[unit.rawValue + 1]
  }

  /// The earliest and the latest time, those of rows that were not kept among them, or nil without
  /// events.
  ///
  /// - Complexity: O(units).
  public var timeRange: ClosedRange<Timestamp>? {
    let ranges = Pieces(of: unitCount).map { _, units in
      times.withReading { times in
        var range: (Int64, Int64)?
        for unit in units {
          let rows = rows(of: UnitIndex(rawValue: unit))
          if rows.isEmpty { continue }
          let (first, last) = (times[rows.lowerBound], times[rows.upperBound - 1])
          range = (min(range?.0 ?? first, first), max(range?.1 ?? last, last))
        }
        return range
      }
    }.compactMap(\.self)
    let first = ranges.map(\.0).reduce(leftOut.earliest, min)
    let last = ranges.map(\.1).reduce(leftOut.latest, max)
    guard leftOut.count > 0 || !ranges.isEmpty else { return nil }
    return Timestamp(rawValue: first)...Timestamp(rawValue: last)
  }

  /// The names of all columns a predicate or breakdown can use.
  public var columnNames: [String] { [roles.event] + columns.map(\.name) }

  /// Returns how many events carry each name, indexed by event code.
  ///
  /// - Complexity: O(events), O(names) where the file says it.
  public func eventCounts() -> [Int] {
    if let totals = kept?.eventTotals { return Array(totals) }
    let parts = Pieces(of: eventCount, fewest: 1 << 16).map { _, rows in
      eventCodes.counts(of: rows, below: eventNames.count)
    }
    var counts = (0..<eventNames.count).map { code in parts.reduce(0) { $0 + $1[code] } }
    for row in abandonedRows { counts[eventCodes[row]] -= 1 }
    return counts
  }
}

extension EventStore {
  /// Returns the store with columns that are checked before their first use.
  func checkedBeforeUse(by kept: KeptSections) -> EventStore {
    var store = self
    store.kept = kept
    store._unitIDs.check = kept.checks[.units]
    store._times.check = kept.checks[.times]
    store._eventCodes.check = kept.checks[.events]
    store.columns = columns.enumerated().map { number, column in
      column.checkedBeforeUse(by: kept.columnChecks[number])
    }
    return store
  }

  /// The store with columns that are used as they lie in the file: for whoever checks the rows he
  /// looks at himself.
  var withoutChecks: EventStore {
    var store = self
    store._unitIDs.check = nil
    store._times.check = nil
    store._eventCodes.check = nil
    return store
  }

  /// Returns the store with the named property columns only, in the order of the data.
  ///
  /// - Complexity: O(columns).
  public func keeping(columns names: Set<String>) -> EventStore {
    var store = self
    store.columns = columns.filter { names.contains($0.name) }
    return store
  }
}
