/// Turns rows into events of a store.
struct RowAppender: Sendable {
  /// Beyond this many property columns, further ones are ignored.
  static let columnLimit = 1000

  var builder: EventStoreBuilder
  private(set) var duplicates = 0
  /// The columns there was no room for.
  private var ignored: Set<String> = []
  var timeRange: ClosedRange<Int64>?
  let parser: TimestampParser
  var minute = RecentMinute()
  private let kept: Set<String>?
  private let asked: AskedColumns?
  private let idColumn: String?
  private var ids = TextInterner()

  // The columns of the present file that play a part, and where its others go.
  private var unit = -1
  private var time = -1
  private var event = -1
  private var id = -1
  private var targets: [Int] = []
  private var resolvedCount = 0
  /// The names of the present file's columns; none where objects bring their own.
  private var fileColumns: [String] = []

  private static let unresolved = -2
  private static let dropped = -1

  /// Reads the rows of a file with named columns that need no closer look; nil where all do.
  private(set) var plainRows: PlainRows?
  /// Reads the objects of a file that need no closer look.
  var trial = PlainObjectsTrial()

  init(roles: EventStore.ColumnRoles, options: ReadingOptions) {
    builder = EventStoreBuilder(roles: roles, asking: options.askedEvents)
    parser = TimestampParser(zone: options.inputTimeZone)
    kept = options.keepColumns.map(Set.init)
    asked = options.askedColumns
    idColumn = options.idColumn
  }

  /// Starts a file whose columns have these names.
  mutating func beginFile(columns names: [String]) {
    (unit, time, event, id) = (-1, -1, -1, -1)
    targets = []
    resolvedCount = 0
    fileColumns = names
    for index in names.indices { resolve(index, name: names[index]) }
    plainRows = nil
    trial = PlainObjectsTrial()
  }

  /// Prepares to read the rows of a file of delimited values quickly, where that can be.
  mutating func readPlainly(_ delimiter: UInt8) {
    guard hasRolesApart else { return }
    plainRows = PlainRows(
      targets: fileColumns.indices.map(target(ofFileColumn:)), delimiter: delimiter)
  }

  /// Whether rows can do without a closer look: a column of two roles, or ids to compare, need one.
  var hasRolesApart: Bool {
    id < 0 && unit >= 0 && time >= 0 && event >= 0 && Set([unit, time, event]).count == 3
  }

  /// Returns where the values of a column of the present file go.
  func target(ofFileColumn column: Int) -> ValueTarget {
    guard targets.indices.contains(column), targets[column] != Self.unresolved else {
      return .undecided
    }
    switch column {
    case unit: return .slot(RowBlock.unitSlot)
    case event: return .slot(RowBlock.eventSlot)
    case time: return .slot(RowBlock.timeSlot)
    case _ where targets[column] >= 0: return .slot(RowBlock.slot(ofColumn: targets[column]))
    default: return .leftOut
    }
  }

  /// About how many columns something was decided.
  var decidedColumnCount: Int { resolvedCount }

  /// Decides what happens to a column, once for each file.
  private mutating func resolve(_ column: Int, name: String) {
    while targets.count <= column { targets.append(Self.unresolved) }
    resolvedCount += 1
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
    if let asked, !asked.contains(name, builder.roles) {
      builder.unreadColumns.insert(name)
      return Self.dropped
    }
    if let known = builder.knownColumnIndex(named: name) { return known }
    if builder.columns.count < Self.columnLimit { return builder.columnIndex(named: name) }
    ignored.insert(name)
    return Self.dropped
  }

  /// Returns an appender without events for more rows of the same file.
  ///
  /// It goes on from the codes of an earlier fork, when there is one.
  func forked(after earlier: RowAppender?) -> RowAppender {
    var fork = self
    fork.builder =
      earlier?.builder.continued()
      ?? EventStoreBuilder(roles: builder.roles, asking: builder.asked)
    fork.timeRange = nil
    // Columns of the file get their places anew; keys of objects are met as they come.
    fork.targets = []
    fork.beginFile(columns: fileColumns)
    if let delimiter = plainRows?.delimiter { fork.readPlainly(delimiter) }
    return fork
  }

  /// Appends what appenders forked from this one took, one after the other.
  mutating func join(_ forks: [RowAppender]) {
    builder.absorb(forks.map(\.builder))
    for range in forks.compactMap(\.timeRange) {
      note(range.lowerBound)
      note(range.upperBound)
    }
  }

  /// Whether all columns of forks find room here, so that joining them is like reading on.
  func hasRoom(for forks: [RowAppender]) -> Bool {
    let names = Set(builder.columns.map(\.name) + forks.flatMap { $0.builder.columns.map(\.name) })
    return names.count <= Self.columnLimit && forks.allSatisfy { $0.ignored == ignored }
  }

  /// How many columns are left out: those beyond the limit, and rare ones that take much room.
  var droppedColumnCount: Int { ignored.count + builder.rareColumnCount }

  /// Appends a row as an event, or tells why it cannot be one.
  ///
  /// The row waits in the block, which goes to the builder when it is full or ``flush(_:)`` is called.
  mutating func append(
    _ record: borrowing Record, in bytes: UnsafePointer<UInt8>, into block: inout RowBlock
  ) -> RowFault? {
    var unitText: ByteSlice?
    var timeText: ByteSlice?
    var eventText: ByteSlice?
    var idText: ByteSlice?
    targets.withUnsafeBufferPointer { targets in
      for field in record.fields {
        let column = Int(field.column)
        var text = record.text(of: field, in: bytes)
        // What stands in the record's own memory is overwritten by the next row.
        if field.start < 0 { text = block.copy(text) }
        let target = targets[column]
        if target >= 0 {
          block.set(text, inColumn: target)
          if column != id { continue }
        }
        if column == unit { unitText = text }
        if column == time { timeText = text }
        if column == event { eventText = text }
        if column == id { idText = text }
      }
    }
    let fault: RowFault
    if let unitText, !unitText.isEmpty {
      if let timeText, !timeText.isEmpty {
        if let moment = minute.parse(timeText, by: parser) {
          if let eventText, !eventText.isEmpty {
            if let idText, !idText.isEmpty, isDuplicate(idText) {
              block.dropValues()
              return nil
            }
            block.append(unit: unitText, time: moment, event: eventText)
            note(moment.rawValue)
            if block.isFull { builder.append(&block) }
            return nil
          }
          fault = .noEvent(column: builder.roles.event)
        } else {
          let start = ByteSlice(base: timeText.base, count: min(timeText.count, 40))
          fault = .badTime(text: start.text)
        }
      } else {
        fault = .noTime(column: builder.roles.time)
      }
    } else {
      fault = .noUnit(column: builder.roles.unit)
    }
    block.dropValues()
    return fault
  }

  /// Gives back what only looking up texts needs.
  mutating func rest() {
    builder.restTexts()
    ids.rest()
  }

  /// Moves all rows out into a store that can take those that follow.
  mutating func takeStore() -> GrowingStore { GrowingStore(taking: &builder) }

  /// Moves the rows that came since into the store that took those before.
  mutating func move(into store: inout GrowingStore) { store.take(from: &builder) }

  /// Appends the rows that wait in a block.
  mutating func flush(_ block: inout RowBlock) { builder.append(&block) }

  mutating func note(_ time: Int64) {
    guard let range = timeRange else {
      timeRange = time...time
      return
    }
    if time < range.lowerBound { timeRange = time...range.upperBound }
    if time > range.upperBound { timeRange = range.lowerBound...time }
  }

  /// Whether there are columns nothing was decided about; only JSON objects bring them.
  func hasNewColumns(among count: Int) -> Bool { resolvedCount < count }

  /// Looks up the columns of keys that no row had before.
  mutating func resolveNewColumns(of record: borrowing Record, names reader: some RecordReader) {
    for field in record.fields {
      let column = Int(field.column)
      if column >= targets.count || targets[column] == Self.unresolved {
        resolve(column, name: reader.columnName(column))
      }
    }
  }

  private mutating func isDuplicate(_ text: ByteSlice) -> Bool {
    let known = ids.count
    guard ids.intern(Span(_unsafeStart: text.base, count: text.count)) < known else { return false }
    duplicates += 1
    return true
  }
}
