/// Consecutive rows in the order of reading, as codes.
struct RowBatch: Sendable {
  var unitCodes: [UInt32] = []
  /// The time of each row in microseconds since the epoch.
  var times: [Int64] = []
  var eventCodes = GrowingCodes()
  /// The cells of each column; columns that were added later have none.
  var columns: [ColumnCells] = []
  /// What the event codes used here are called by the builder; nil where they are its own.
  var eventTranslation: [UInt32]?
  /// What the codes of each column are called by the builder, starting with that of a missing value.
  var columnTranslations: [[UInt32]?] = []

  /// The number of rows.
  var count: Int { times.count }

  /// Sets a property of the last row.
  mutating func set(_ code: UInt32, inColumn index: Int) {
    while columns.count <= index { columns.append(ColumnCells()) }
    columns[index].set(code, row: count - 1)
  }
}
