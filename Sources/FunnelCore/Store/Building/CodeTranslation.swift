/// What the codes of one builder are called by another.
struct CodeTranslation: Sendable {
  var units = CodeTable()
  var events = CodeTable()
  /// For each column of the builder that took the rows over, its codes and the column they come from.
  private(set) var columns: [(table: CodeTable, source: Int?)] = []

  /// Returns what the codes of another's values are called in a column here; empty where it has none.
  func table(ofColumn column: Int) -> CodeTable {
    column < columns.count ? columns[column].table : CodeTable()
  }

  /// Returns the other builder's column that is called by a number here, or nil.
  func source(ofColumn column: Int) -> Int? {
    column < columns.count ? columns[column].source : nil
  }

  mutating func set(_ table: CodeTable, from source: Int?, ofColumn column: Int) {
    while columns.count <= column { columns.append((CodeTable(), nil)) }
    columns[column] = (table, source)
  }
}

/// For each code of one table of texts, the code of the same text in another.
struct CodeTable: Sendable {
  private(set) var codes: [UInt32] = []

  /// Looks up the texts that came since the last time, adding those that are new.
  ///
  /// - Complexity: O(bytes of these texts) on average.
  mutating func extend(_ texts: inout TextInterner, from others: TextInterner) {
    let block = RowBlock.capacity
    let first = codes.count
    if first == others.count { return }
    codes.append(contentsOf: repeatElement(0, count: others.count - first))
    codes.withUnsafeMutableBufferPointer { codes in
      guard let codes = codes.baseAddress else { return }
      for start in stride(from: first, to: others.count, by: block) {
        let range = start..<min(start + block, others.count)
        others.withCells(of: range) { cells, end in
          texts.intern(cells, codes + start, readableTo: end)
        }
      }
    }
  }
}
