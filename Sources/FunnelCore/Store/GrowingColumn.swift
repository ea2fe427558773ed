/// A property column while rows are still being added.
///
/// A column with few values keeps them with their rows, so that thousands of keys that occur once
/// each take room for their values only; the others keep a code for every row.
struct GrowingColumn: Sendable {
  let name: String
  var texts = TextInterner()
  /// How many rows have a value.
  private(set) var valueCount = 0
  /// The codes of the rows up to the last one with a value, or only of rows with a value.
  ///
  /// A code is the text's position plus one, and zero where a dense column has no value.
  private var codes: [UInt32] = []
  /// The rows that have a value, in order, while they are few.
  private var sparseRows: [UInt32] = []
  private(set) var isSparse = false
  /// How many codes and row numbers the column holds.
  var cellCount: Int { codes.count + sparseRows.count }

  /// A column becomes sparse when it would hold this many rows for each value.
  private static let sparseRatio = 8
  /// A sparse column becomes dense again at this many rows for each value.
  private static let denseRatio = 4

  init(name: String) { self.name = name }

  /// Sets the value of a row, which is the last one that has a value or comes after it.
  mutating func set(_ text: Span<UInt8>, row: Int) {
    let code = texts.intern(text) + 1
    if isSparse { return setSparse(code, row: row) }
    if codes.count < row {
      if row > (valueCount + 8) * Self.sparseRatio {
        makeSparse()
        return setSparse(code, row: row)
      }
      while codes.count < row { codes.append(0) }
    }
    if codes.count == row {
      codes.append(code)
      valueCount += 1
    } else {
      codes[row] = code
    }
  }

  private mutating func setSparse(_ code: UInt32, row: Int) {
    if sparseRows.last == UInt32(row) {
      codes[codes.count - 1] = code
      return
    }
    sparseRows.append(UInt32(row))
    codes.append(code)
    valueCount += 1
    if row < valueCount * Self.denseRatio {
      codes = denseCodes(count: row + 1)
      sparseRows = []
      isSparse = false
    }
  }

  private mutating func makeSparse() {
    sparseRows = codes.indices.compactMap { codes[$0] == 0 ? nil : UInt32($0) }
    codes.removeAll { $0 == 0 }
    isSparse = true
  }

  /// Returns a code for each of so many rows.
  private func denseCodes(count: Int) -> [UInt32] {
    if !isSparse {
      return codes.count == count
        ? codes : codes + repeatElement(0, count: count - codes.count)
    }
    var result = Array(repeating: UInt32(0), count: count)
    for (row, code) in zip(sparseRows, codes) { result[Int(row)] = code }
    return result
  }
}

extension GrowingColumn {
  /// The bytes the finished column takes for each row, unless it is kept as decimals.
  var width: Int { texts.count < 1 << 8 ? 1 : texts.count < 1 << 16 ? 2 : 4 }

  /// Returns the column in store order, as decimals where that is the smaller exact form.
  ///
  /// The rows give the row of reading for each row of the store; the places, which only sparse
  /// columns need, the row of the store for each row of reading.
  func finished(rows: [UInt32], places: [UInt32]) -> PropertyColumn {
    if let decimals = decimals(rows: rows) {
      return PropertyColumn(name: name, values: .decimal(decimals))
    }
    let array =
      isSparse
      ? CodeArray(
        count: rows.count, codes, at: sparseRows.map { places[Int($0)] }, largest: texts.count)
      : CodeArray(gathering: denseCodes(count: rows.count), rows: rows, largest: texts.count)
    return PropertyColumn(name: name, values: .coded(array, texts.table))
  }

  /// Returns the values as decimals when they are many and all written with the same digits.
  private func decimals(rows: [UInt32]) -> DecimalColumn? {
    guard texts.count > 4096, texts.count * 8 > rows.count else { return nil }
    let table = texts.table
    var mantissas: [Int64] = []
    var fractionDigits: Int?
    for code in 0..<table.count {
      guard let parsed = DecimalColumn.parse(table.bytes(at: code)),
        fractionDigits ?? parsed.fractionDigits == parsed.fractionDigits
      else { return nil }
      fractionDigits = parsed.fractionDigits
      mantissas.append(parsed.mantissa)
    }
    let codes = denseCodes(count: rows.count)
    return DecimalColumn(
      fractionDigits: fractionDigits ?? 0,
      mantissas: rows.map {
        let code = codes[Int($0)]
        return code == 0 ? DecimalColumn.missing : mantissas[Int(code) - 1]
      })
  }
}
