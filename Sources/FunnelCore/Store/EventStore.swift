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
  public let unitIDs: TextTable
  /// The first row of each unit, followed by the number of rows.
  public let unitStarts: SharedArray<Int>
  /// The time of each row in microseconds since the epoch.
  public let times: SharedArray<Int64>
  /// The event names, indexed by event code.
  public let eventNames: TextTable
  /// The event code of each row.
  public let eventCodes: CodeArray
  /// The properties other than unit, time and event, in the order of the data.
  public let columns: [PropertyColumn]

  /// The number of events.
  public var eventCount: Int { times.count }
  /// The number of units.
  public var unitCount: Int { unitIDs.count }

  /// The rows of one unit, in time order.
  public func rows(of unit: UnitIndex) -> Range<Int> {
    unitStarts[unit.rawValue]..<unitStarts[unit.rawValue + 1]
  }

  /// The earliest and the latest time, or nil without events.
  ///
  /// - Complexity: O(units).
  public var timeRange: ClosedRange<Timestamp>? {
    var range: (Int64, Int64)?
    for unit in 0..<unitCount where unitStarts[unit] < unitStarts[unit + 1] {
      let first = times[unitStarts[unit]]
      let last = times[unitStarts[unit + 1] - 1]
      range = (min(range?.0 ?? first, first), max(range?.1 ?? last, last))
    }
    return range.map { Timestamp(rawValue: $0.0)...Timestamp(rawValue: $0.1) }
  }

  /// The names of all columns a predicate or breakdown can use.
  public var columnNames: [String] { [roles.event] + columns.map(\.name) }

  /// Returns how many events carry each name, indexed by event code.
  ///
  /// - Complexity: O(events).
  public func eventCounts() -> [Int] {
    var counts = Array(repeating: 0, count: eventNames.count)
    for row in 0..<eventCount { counts[eventCodes[row]] += 1 }
    return counts
  }
}
