/// One property of every event, in the store's row order.
public struct PropertyColumn: Sendable, Equatable {
  /// How the values are kept.
  public enum Values: Sendable, Equatable {
    /// A code for each row: zero for a missing value, otherwise the text's position plus one.
    case coded(CodeArray, TextTable)
    /// An exact decimal for each row.
    case decimal(DecimalColumn)
  }

  /// The column's name as the data gives it; nested objects are joined with dots.
  public let name: String
  /// The values, one for each row.
  public let values: Values

  /// Returns the value at a row as text, or nil where it is missing.
  ///
  /// - Complexity: O(length of the text).
  public func text(at row: Int) -> String? {
    switch values {
    case .coded(let codes, let texts): codes[row] == 0 ? nil : texts[codes[row] - 1]
    case .decimal(let decimals): decimals.text(at: row)
    }
  }

  /// Returns the values as codes and texts, whatever form they are kept in.
  ///
  /// - Complexity: O(1) for a coded column, O(rows) for decimals.
  public func coded() -> (codes: CodeArray, texts: TextTable) {
    switch values {
    case .coded(let codes, let texts): return (codes, texts)
    case .decimal(let decimals):
      var interner = TextInterner()
      let codes = (0..<decimals.mantissas.count).map { row -> UInt32 in
        guard var text = decimals.text(at: row) else { return 0 }
        return text.withUTF8 { interner.intern(Span(_unsafeElements: $0)) } + 1
      }
      let rows = Array(UInt32(0)..<UInt32(codes.count))
      return (CodeArray(gathering: codes, rows: rows, largest: interner.count), interner.table)
    }
  }
}
