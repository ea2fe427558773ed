internal import CKernels

/// A column by whose few values all who enter are counted while they are searched.
struct TalliedColumn: Sendable {
  /// The code of each row, zero for a missing value.
  let codes: SharedArray<UInt8>
  /// A number greater than all codes.
  let codeCount: Int
  private let column: SplitColumn

  /// So many values are counted: a table of all lengths for each stays near the processor.
  static let codeLimit = 64
  /// So many columns are counted by at once.
  static let columnLimit = Int(TALLY_COLUMNS)

  /// Looks a column up; nil where it has more values, or rows do not have a byte each.
  init?(_ name: String, in store: EventStore) throws(QueryError) {
    let column = try SplitColumn(required: name, in: store)
    guard case .coded(.bytes(let codes), _) = column, codes.count == store.times.count,
      let bound = column.codeBound, bound <= Self.codeLimit
    else { return nil }
    (self.codes, codeCount, self.column) = (codes, bound, column)
  }

  /// Returns what the entrants of a code are called.
  func kind(of code: Int) -> GroupNumbers.Kind {
    GroupAssignment.kind(of: [column.text(of: UInt64(code))])
  }
}

/// Columns whose values are counted together, so that each length is counted once for all of them.
///
/// Each combination of codes has a number: that of the columns before, times the code count of the
/// last column, plus the code there.
struct TallyTable: Sendable {
  /// The columns; without any, all are counted as number zero.
  private(set) var columns: [TalliedColumn]
  /// How many numbers there are.
  private(set) var numberCount: Int

  /// Puts columns into as few tables as their combinations allow, in their order; without any columns
  /// there is one table of all.
  static func tables(of columns: [TalliedColumn]) -> [TallyTable] {
    var tables = [TallyTable(columns: [], numberCount: 1)]
    for column in columns {
      let last = tables.count - 1
      let combined = tables[last].numberCount * column.codeCount
      if combined <= TalliedColumn.codeLimit {
        tables[last].columns.append(column)
        tables[last].numberCount = combined
      } else {
        tables.append(TallyTable(columns: [column], numberCount: column.codeCount))
      }
    }
    return tables
  }

  /// So many numbers are counted in all tables together: each thread has a table of all lengths for each.
  private static let numberLimit = 128

  /// Whether columns take up no more room than pays.
  static func areFew(_ columns: [TalliedColumn]) -> Bool {
    tables(of: columns).reduce(0) { $0 + $1.numberCount } <= numberLimit
  }

  /// Returns the code of a column for each number.
  func codes(ofColumn column: Int) -> [UInt32] {
    let width = columns[(column + 1)...].reduce(1) { $0 * $1.codeCount }
    return (0..<numberCount).map { UInt32($0 / width % columns[column].codeCount) }
  }
}
