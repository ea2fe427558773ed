/// Consecutive rows in the order of reading, as codes.
struct RowBatch: Sendable {
  var unitCodes: [UInt32] = []
  /// The time of each row in microseconds since the epoch.
  var times: [Int64] = []
  var eventCodes: GrowingCodes
  /// The cells of each column; columns that were added later have none.
  var columns: [ColumnCells] = []
  /// What the event codes used here are called by the builder; nil where they are its own.
  var eventTranslation: [UInt32]?
  /// What the codes of each column are called by the builder, starting with that of a missing value.
  var columnTranslations: [[UInt32]?] = []

  private let expectedRows: Int

  /// Creates a batch that will have about so many rows.
  init(expectedRows: Int = 0) {
    self.expectedRows = expectedRows
    eventCodes = GrowingCodes(expectedCount: expectedRows)
    unitCodes.reserveCapacity(expectedRows)
    times.reserveCapacity(expectedRows)
  }

  /// The number of rows.
  var count: Int { times.count }

  /// Sets a property of the last row.
  mutating func set(_ code: UInt32, inColumn index: Int) {
    makeColumn(index)
    columns[index].set(code, row: count - 1)
  }

  /// Makes sure that there is a column of a number.
  mutating func makeColumn(_ index: Int) {
    while columns.count <= index { columns.append(ColumnCells(expectedRows: expectedRows)) }
  }
}
