/// Collects events in any order and makes immutable stores of them.
///
/// A builder can go on after it made a store, and make a larger one. Its rows may also move to a
/// ``GrowingStore``, which takes those that follow; then it makes no stores itself any more.
public struct EventStoreBuilder: Sendable {
  /// A property column: its name and the texts that occur in it.
  struct Column: Sendable {
    let name: String
    /// Whether values of rows that are left out are known as well.
    var isCompared = false
    var texts = TextInterner()
  }

  /// The columns that give unit, time and event.
  public let roles: EventStore.ColumnRoles
  /// The units whose texts are too long for a key, or all of them.
  var units = TextInterner()
  /// Whether rows call all units by their codes.
  private(set) var codesAllUnits = false
  /// The part of ``PartitionedRows`` that the rows of each of these units are in.
  var unitParts: [UInt8] = []
  var events = TextInterner()
  var columns: [Column] = []
  var columnIndices: [String: Int] = [:]
  /// The columns the data have besides, whose values nobody looks at.
  var unreadColumns: Set<String> = []
  /// The events whose rows are kept, where others need not be; nil where all are.
  private(set) var asked: AskedEvents?
  /// One for each event that is one of them, zero for the others.
  var isAsked: [UInt8] = []
  /// The rows read before those that are still being added to.
  var closed: [RowGroup] = []
  /// The rows that are still being added to.
  var open = PartitionedRows()
  var density = ColumnDensity()
  /// How many rows were taken out, and how many of them have a value of each column.
  private(set) var takenCount = 0
  private(set) var takenValueCounts: [Int] = []
  /// Rows appended one by one, not coded yet.
  var pending = PendingRows()
  /// What the codes of others whose rows were taken over are called here.
  var translations: [Int: CodeTranslation] = [:]
  /// The builder that was taken over last for each of these.
  var latest: [UInt64] = []
  /// Tells whose codes these go on from.
  var lineage = Lineage()

  /// Creates an empty builder.
  public init(roles: EventStore.ColumnRoles) { self.init(roles: roles, asking: nil) }

  /// Creates an empty builder that keeps no rows of events nobody asks for.
  init(roles: EventStore.ColumnRoles, asking asked: AskedEvents?) {
    self.roles = roles
    self.asked = asked
  }

  /// The number of events collected so far, whether or not their rows are kept.
  public var eventCount: Int {
    closed.reduce(takenCount + open.readCount + pending.count) { $0 + $1.rows.readCount }
  }

  /// The number of rows that a store will have.
  var keptRowCount: Int {
    closed.reduce(open.rowCount + pending.count) { $0 + $1.rows.rowCount }
  }

  /// Returns the position of a property column, adding it when it is new.
  ///
  /// Rows appended before the column was added have no value in it.
  public mutating func columnIndex(named name: String) -> Int {
    if let index = knownColumnIndex(named: name) { return index }
    columns.append(Column(name: name, isCompared: asked?.compares(name) ?? false))
    columnIndices[name] = columns.count - 1
    return columns.count - 1
  }

  /// Returns the position of a property column, or nil when there is none of that name yet.
  func knownColumnIndex(named name: String) -> Int? { columnIndices[name] }

  /// Appends an event; its properties follow through ``setValue(_:inColumn:)``.
  ///
  /// - Complexity: O(length of the texts) on average.
  public mutating func append(unit: Span<UInt8>, time: Timestamp, event: Span<UInt8>) {
    if pending.count == RowBlock.capacity { codePending() }
    pending.append(unit: unit, time: time, event: event)
  }

  /// Sets a property of the event appended last; properties not set are missing.
  public mutating func setValue(_ text: Span<UInt8>, inColumn index: Int) {
    pending.set(text, inColumn: index)
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

extension EventStoreBuilder {
  /// Takes all rows out, in the order of reading; the codes of their texts stay.
  mutating func takeRows() -> [RowGroup] {
    codePending()
    closeOpenRows()
    takenValueCounts = valueCounts
    takenCount = eventCount
    // Those who take the rows have their memory to themselves.
    open = PartitionedRows(layout: open.layout)
    defer { closed = [] }
    return closed
  }

  /// Gives back memory that is only needed while rows come; more may come all the same.
  ///
  /// Only after all rows were taken out.
  mutating func rest() {
    restTexts()
    (translations, latest) = ([:], [])
  }

  /// Gives back what only looking up texts needs; it comes back when it must.
  mutating func restTexts() {
    units.rest()
    events.rest()
    for column in columns.indices { columns[column].texts.rest() }
  }

  /// Makes room for more texts before a store shares their memory.
  mutating func makeRoom() {
    events.makeRoom()
    for column in columns.indices { columns[column].texts.makeRoom() }
  }

  /// Calls units by their numbers in a store that has all of them, and shares its memory of their ids.
  ///
  /// There must be no rows, whose codes would be those of before.
  mutating func continueUnits(of store: EventStore) {
    precondition(open.readCount == 0 && closed.isEmpty)
    units = TextInterner(continuing: store.unitIDs)
    codesAllUnits = true
    unitParts = []
    lineage = Lineage()
  }
}

/// Rows of one origin in the order of reading.
struct RowGroup: Sendable {
  var rows: PartitionedRows
  /// The number of the translation of their codes; nil for the builder's own.
  var origin: Int?
}
