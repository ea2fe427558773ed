/// Collects events in any order and makes immutable stores of them.
///
/// A builder can go on after it made a store: a followed file adds rows and makes the next one.
public struct EventStoreBuilder: Sendable {
  /// The columns that give unit, time and event.
  public let roles: EventStore.ColumnRoles
  var units = TextInterner()
  var unitCodes: [UInt32] = []
  var times: [Int64] = []
  var events = TextInterner()
  var eventCodes: [UInt32] = []
  var columns: [GrowingColumn] = []
  private var columnIndices: [String: Int] = [:]

  /// Creates an empty builder.
  public init(roles: EventStore.ColumnRoles) { self.roles = roles }

  /// The number of events collected so far.
  public var eventCount: Int { times.count }

  /// The number of different units collected so far.
  public var unitCount: Int { units.count }

  /// Returns the position of a property column, adding it when it is new.
  ///
  /// Rows appended before the column was added have no value in it.
  public mutating func columnIndex(named name: String) -> Int {
    if let index = knownColumnIndex(named: name) { return index }
    columns.append(GrowingColumn(name: name))
    columnIndices[name] = columns.count - 1
    return columns.count - 1
  }

  /// Returns the position of a property column, or nil when there is none of that name yet.
  func knownColumnIndex(named name: String) -> Int? { columnIndices[name] }

  /// Appends an event; its properties follow through ``setValue(_:inColumn:)``.
  ///
  /// - Complexity: O(length of the texts) on average.
  public mutating func append(unit: Span<UInt8>, time: Timestamp, event: Span<UInt8>) {
    unitCodes.append(units.intern(unit))
    times.append(time.rawValue)
    eventCodes.append(events.intern(event))
  }

  /// Sets a property of the event appended last; properties not set are missing.
  public mutating func setValue(_ text: Span<UInt8>, inColumn index: Int) {
    columns[index].set(text, row: times.count - 1)
  }

  /// Appends an event with its properties, for small data and generated data.
  public mutating func append(
    unit: String, time: Timestamp, event: String, properties: [(name: String, value: String)] = []
  ) {
    append(unit: Array(unit.utf8).span, time: time, event: Array(event.utf8).span)
    for (name, value) in properties {
      setValue(Array(value.utf8).span, inColumn: columnIndex(named: name))
    }
  }
}
