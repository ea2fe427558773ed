/// Turns rows into events of a store.
struct RowAppender: Sendable {
  /// Beyond this many property columns, further ones are ignored.
  static let columnLimit = 1000

  private(set) var builder: EventStoreBuilder
  private(set) var duplicates = 0
  /// The columns there was no room for.
  private var ignored: Set<String> = []
  private(set) var timeRange: ClosedRange<Int64>?
  private let parser: TimestampParser
  private let kept: Set<String>?
  private let idColumn: String?
  private var ids = TextInterner()

  // The columns of the present file that play a part, and where its others go.
  private var unit = -1
  private var time = -1
  private var event = -1
  private var id = -1
  private var targets: [Int] = []

  private static let unresolved = -2
  private static let dropped = -1

  init(roles: EventStore.ColumnRoles, options: ReadingOptions) {
    builder = EventStoreBuilder(roles: roles)
    parser = TimestampParser(zone: options.inputTimeZone)
    kept = options.keepColumns.map(Set.init)
    idColumn = options.idColumn
  }

  /// Starts a file whose columns have these names.
  mutating func beginFile(columns names: [String]) {
    (unit, time, event, id) = (-1, -1, -1, -1)
    targets = []
    for index in names.indices { resolve(index, name: names[index]) }
  }

  /// Decides what happens to a column, once for each file.
  private mutating func resolve(_ column: Int, name: String) {
    while targets.count <= column { targets.append(Self.unresolved) }
    let roles = builder.roles
    if name == idColumn { id = column }
    var isRole = false
    if name == roles.unit { (unit, isRole) = (column, true) }
    if name == roles.time { (time, isRole) = (column, true) }
    if name == roles.event { (event, isRole) = (column, true) }
    let isWanted = !isRole && (kept?.contains(name) ?? true)
    targets[column] = isWanted ? target(of: name) : Self.dropped
  }

  /// Returns where the values of a property go.
  private mutating func target(of name: String) -> Int {
    if let known = builder.knownColumnIndex(named: name) { return known }
    if builder.columns.count < Self.columnLimit { return builder.columnIndex(named: name) }
    ignored.insert(name)
    return Self.dropped
  }

  /// How many columns are left out: those beyond the limit, and rare ones that take much room.
  var droppedColumnCount: Int { ignored.count + builder.rareColumnCount }

  /// Appends a row as an event, or tells why it cannot be one.
  mutating func append<Reader: RecordReader>(
    _ record: Record, in bytes: UnsafePointer<UInt8>, of reader: Reader
  ) -> RowFault? {
    resolveNewColumns(of: record, names: reader)
    var unitText: ByteSlice?
    var timeText: ByteSlice?
    var eventText: ByteSlice?
    var idText: ByteSlice?
    record.forEach(in: bytes) { column, text in
      if column == unit { unitText = text }
      if column == time { timeText = text }
      if column == event { eventText = text }
      if column == id { idText = text }
    }
    guard let unitText, !unitText.isEmpty else { return .noUnit(column: builder.roles.unit) }
    guard let timeText, !timeText.isEmpty else { return .noTime(column: builder.roles.time) }
    guard let moment = parser.parse(timeText) else {
      return .badTime(text: ByteSlice(base: timeText.base, count: min(timeText.count, 40)).text)
    }
    guard let eventText, !eventText.isEmpty else { return .noEvent(column: builder.roles.event) }
    if let idText, !idText.isEmpty, isDuplicate(idText) { return nil }

    builder.append(
      unit: Span(_unsafeStart: unitText.base, count: unitText.count), time: moment,
      event: Span(_unsafeStart: eventText.base, count: eventText.count))
    let value = moment.rawValue
    if let range = timeRange {
      if value < range.lowerBound { timeRange = value...range.upperBound }
      if value > range.upperBound { timeRange = range.lowerBound...value }
    } else {
      timeRange = value...value
    }
    setProperties(record, in: bytes)
    return nil
  }

  /// Looks up the columns of keys that no row had before; only JSON objects bring such keys.
  private mutating func resolveNewColumns<Reader: RecordReader>(
    of record: Record, names reader: Reader
  ) {
    for field in record.fields
    where field.column >= targets.count || targets[field.column] == Self.unresolved {
      resolve(field.column, name: reader.columnName(field.column))
    }
  }

  private mutating func isDuplicate(_ text: ByteSlice) -> Bool {
    let known = ids.count
    guard ids.intern(Span(_unsafeStart: text.base, count: text.count)) < known else { return false }
    duplicates += 1
    return true
  }

  private mutating func setProperties(_ record: Record, in bytes: UnsafePointer<UInt8>) {
    record.scratch.withUnsafeBufferPointer { scratch in
      for field in record.fields {
        let target = targets[field.column]
        guard target >= 0 else { continue }
        let base =
          field.start < 0 ? (scratch.baseAddress ?? bytes) - 1 - field.start : bytes + field.start
        builder.setValue(Span(_unsafeStart: base, count: field.count), inColumn: target)
      }
    }
  }
}
