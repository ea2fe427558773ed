/// Collects events in any order and makes immutable stores of them.
///
/// A builder can go on after it made a store: a followed file adds rows and makes the next one.
public struct EventStoreBuilder: Sendable {
  /// A property column: its name and the texts that occur in it.
  struct Column: Sendable {
    let name: String
    var texts = TextInterner()
  }

  /// The columns that give unit, time and event.
  public let roles: EventStore.ColumnRoles
  var units = TextInterner()
  var events = TextInterner()
  var columns: [Column] = []
  var columnIndices: [String: Int] = [:]
  /// The rows read before the open ones.
  var closedBatches: [RowBatch] = []
  /// The rows that are still being added to.
  var open: RowBatch

  /// Creates an empty builder.
  public init(roles: EventStore.ColumnRoles) { self.init(roles: roles, expectedRows: 0) }

  /// Creates an empty builder that will take about so many events.
  init(roles: EventStore.ColumnRoles, expectedRows: Int) {
    self.roles = roles
    open = RowBatch(expectedRows: expectedRows)
  }

  /// All rows, in the order of reading.
  var batches: [RowBatch] { open.count == 0 ? closedBatches : closedBatches + [open] }

  /// The number of events collected so far.
  public var eventCount: Int { closedBatches.reduce(open.count) { $0 + $1.count } }

  /// The number of different units collected so far.
  public var unitCount: Int { units.count }

  /// Returns the position of a property column, adding it when it is new.
  ///
  /// Rows appended before the column was added have no value in it.
  public mutating func columnIndex(named name: String) -> Int {
    if let index = knownColumnIndex(named: name) { return index }
    columns.append(Column(name: name))
    columnIndices[name] = columns.count - 1
    return columns.count - 1
  }

  /// Returns the position of a property column, or nil when there is none of that name yet.
  func knownColumnIndex(named name: String) -> Int? { columnIndices[name] }

  /// Appends an event; its properties follow through ``setValue(_:inColumn:)``.
  ///
  /// - Complexity: O(length of the texts) on average.
  public mutating func append(unit: Span<UInt8>, time: Timestamp, event: Span<UInt8>) {
    open.unitCodes.append(units.intern(unit))
    open.times.append(time.rawValue)
    open.eventCodes.append(events.intern(event))
  }

  /// Sets a property of the event appended last; properties not set are missing.
  public mutating func setValue(_ text: Span<UInt8>, inColumn index: Int) {
    open.set(columns[index].texts.intern(text) + 1, inColumn: index)
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
