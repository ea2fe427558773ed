/// The codes of one column in consecutive rows, while rows are still being added.
///
/// A column with few values keeps them with their rows, so that thousands of keys that occur once
/// each take room for their values only; the others keep a code for every row. A code is the
/// position of the text plus one; zero stands for a missing value.
struct ColumnCells: Sendable {
  /// How many rows have a value.
  private(set) var valueCount = 0
  /// The codes of the rows up to the last one with a value, or only of rows with a value.
  private(set) var codes: GrowingCodes
  /// The rows that have a value, in order, while they are few.
  private(set) var sparseRows: [UInt32] = []
  private(set) var isSparse = false
  /// How many codes and row numbers the column holds.
  var cellCount: Int { codes.count + sparseRows.count }

  /// A column becomes sparse when it would hold this many rows for each value.
  private static let sparseRatio = 8
  /// A sparse column becomes dense again at this many rows for each value.
  private static let denseRatio = 4

  /// Creates a column without values, of about so many rows.
  init(expectedRows: Int = 0) { codes = GrowingCodes(expectedCount: expectedRows) }

  /// Sets the code of a row, which is the last one that has a value or comes after it.
  mutating func set(_ code: UInt32, row: Int) {
    if isSparse { return setSparse(code, row: row) }
    if codes.count < row {
      if row > (valueCount + 8) * Self.sparseRatio {
        makeSparse()
        return setSparse(code, row: row)
      }
      codes.append(repeating: 0, count: row - codes.count)
    }
    if codes.count == row {
      codes.append(code)
      valueCount += 1
    } else {
      codes[row] = code
    }
  }

  /// Sets the codes of as many rows from a row on, which comes after all that have a value.
  mutating func set(_ codes: Span<UInt32>, largest: UInt32, fromRow row: Int) {
    guard !isSparse, self.codes.count == row else {
      for index in 0..<codes.count { set(codes[index], row: row + index) }
      return
    }
    self.codes.append(codes, largest: largest)
    valueCount += codes.count
  }

  private mutating func setSparse(_ code: UInt32, row: Int) {
    if sparseRows.last == UInt32(row) {
      codes[codes.count - 1] = code
      return
    }
    sparseRows.append(UInt32(row))
    codes.append(code)
    valueCount += 1
    if row < valueCount * Self.denseRatio { makeDense(count: row + 1) }
  }

  private mutating func makeSparse() {
    let old = codes
    codes = GrowingCodes()
    for row in 0..<old.count where old[row] != 0 {
      sparseRows.append(UInt32(row))
      codes.append(old[row])
    }
    isSparse = true
  }

  private mutating func makeDense(count: Int) {
    let old = codes
    codes = GrowingCodes()
    for (index, row) in sparseRows.enumerated() {
      codes.append(repeating: 0, count: Int(row) - codes.count)
      codes.append(old[index])
    }
    sparseRows = []
    isSparse = false
  }
}
