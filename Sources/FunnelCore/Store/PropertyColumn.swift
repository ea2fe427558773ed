/// One property of every event, in the store's row order.
public struct PropertyColumn: Sendable, Equatable {
  /// How the values are kept.
  public enum Values: Sendable, Equatable {
    /// A code for each row: zero for a missing value, otherwise the text's position plus one.
    case coded(CodeArray, TextTable)
    /// The same, kept once for every run of rows with one value.
    case runs(CodeRuns, TextTable)
    /// An exact decimal for each row.
    case decimal(DecimalColumn)
  }

  /// The column's name as the data gives it; nested objects are joined with dots.
  public let name: String
  /// The values, one for each row.
  @CheckedBeforeUse public var values: Values

  /// How many different texts it has; nil for decimals.
  public var textCount: Int? {
    switch _values.unchecked {
    case .coded(_, let texts), .runs(_, let texts): texts.count
    case .decimal: nil
    }
  }

  /// The digits behind the point of decimals; nil for coded texts.
  var fractionDigits: Int? { _values.unchecked.fractionDigits }

  /// Whether codes are kept once for every run of rows.
  var isInRuns: Bool { _values.unchecked.isInRuns }

  /// Checks the values where that was not done.
  func checkValues() throws(StoreFault) { try _values.check?.check() }

  /// Returns the column with values that are checked before their first use.
  func checkedBeforeUse(by check: ColumnCheck?) -> PropertyColumn {
    var column = self
    column._values.check = check
    return column
  }

  /// Returns whether two columns have the same name and values.
  public static func == (left: PropertyColumn, right: PropertyColumn) -> Bool {
    left.name == right.name && left.values == right.values
  }

  /// Returns the value at a row as text, or nil where it is missing.
  ///
  /// - Complexity: O(length of the text).
  public func text(at row: Int) -> String? {
    switch values {
    case .coded(let codes, let texts): codes[row] == 0 ? nil : texts[codes[row] - 1]
    case .runs(let codes, let texts):
      // Looked up once.
      switch codes[row] {
      case 0: nil
      case let code: texts[code - 1]
      }
    case .decimal(let decimals): decimals.text(at: row)
    }
  }

  /// The different texts.
  ///
  /// - Complexity: O(1), O(rows) for decimals.
  var texts: TextTable {
    switch values {
    case .coded(_, let texts), .runs(_, let texts): texts
    case .decimal: coded().texts
    }
  }

  /// Returns the values as codes and texts, whatever form they are kept in.
  ///
  /// - Complexity: O(1) where each row has its code, otherwise O(rows).
  public func coded() -> (codes: CodeArray, texts: TextTable) {
    switch values {
    case .coded(let codes, let texts): return (codes, texts)
    case .runs(let codes, let texts): return (codes.expanded, texts)
    case .decimal(let decimals):
      let column = SplitColumn.decimal(decimals)
      let pieces = Pieces(of: decimals.mantissas.count, fewest: 1 << 16)
      let numbered = NumberedCodes(pieces, bound: nil) { rows, all, numbers in
        column.withReading { column in
          for row in rows { numbers[row] = all.number(of: column.code(at: row)) }
        }
      }
      let texts = numbered.combinations.dropFirst().compactMap { column.text(of: $0[0]) }
      let rows = Array(UInt32(0)..<UInt32(numbered.numbers.count))
      return (
        CodeArray(gathering: [UInt32](numbered.numbers), rows: rows, largest: texts.count),
        TextTable(texts)
      )
    }
  }
}
