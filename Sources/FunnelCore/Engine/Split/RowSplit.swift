/// Numbers the combinations of values that rows have in the columns of a breakdown.
struct RowSplit: Sendable {
  /// What running the funnel for one value means.
  enum Run: Sendable {
    /// Only events with the value count.
    case ownEvents
    /// Only events with the value can fill the slots of these bits.
    case ownSlots(UInt64)
    /// Only events with the value can be entries.
    case ownEntries
  }

  /// The number of each row's combination; zero when no column has a value.
  let codes: SharedArray<UInt32>
  /// The values of each combination.
  let values: [[String?]]
  private let run: Run

  /// Numbers the combinations of all rows of a store.
  ///
  /// - Complexity: O(events × columns).
  init(
    columns names: [String], store: EventStore, run: Run = .ownEvents, emptyIsMissing: Bool
  ) throws(QueryError) {
    var columns: [SplitColumn] = []
    for name in names { columns.append(try SplitColumn(required: name, in: store)) }
    let blanks = columns.map { emptyIsMissing ? $0.code(of: "") ?? 0 : 0 }
    let pieces = Pieces(of: store.eventCount, fewest: 1 << 16)
    let numbered = NumberedCodes(
      combining: zip(columns, blanks).map { column, blank in
        NumberedCodes(pieces, bound: column.codeBound, lent: false) { rows, all, numbers in
          column.withReading { column in
            for row in rows {
              let code = column.code(at: row)
              numbers[row] = all.number(of: code == blank ? 0 : code)
            }
          }
        }
      }, pieces, lent: false)
    codes = numbered.numbers
    var values = numbered.combinations.map { codes in
      zip(columns, codes).map { $0.text(of: $1) }
    }
    // Where an empty text is a missing value, several missing ones are a combination like any other.
    if emptyIsMissing, columns.count > 1 { values[0] = columns.map { _ in "" } }
    self.values = values
    self.run = run
  }

  private init(codes: SharedArray<UInt32>, values: [[String?]], run: Run) {
    (self.codes, self.values, self.run) = (codes, values, run)
  }

  /// The values without the numbers of rows, which take up much memory.
  var withoutRows: RowSplit { RowSplit(codes: [], values: values, run: run) }

  /// The rows of a unit to run the funnel on for one combination of values.
  struct UnitRun {
    var value: UInt32
    var rows: ArraySlice<Int>
    var restriction: RowRestriction?
  }

  /// Returns the different combinations among the rows of a unit that can take part.
  ///
  /// - Complexity: O(rows); what the runs have to read is rows together where only own events count,
  ///   and rows for each of them otherwise.
  func runs(in rows: Range<Int>, of store: EventStore, by funnel: CompiledFunnel) -> [UnitRun] {
    let counting = rows.filter { funnel.counts($0, at: store.times[$0]) }
    let groups = counting.grouped { UInt64(codes[$0]) + 1 }
    let parts = zip(groups.starts, groups.starts.dropFirst()).map { groups.elements[$0..<$1] }
    let able: UInt64 = if case .ownSlots(let bits) = run { bits } else { .max }
    let runs = parts.compactMap { part -> (first: Int, run: UnitRun)? in
      let first = part.first { row in
        funnel.fills.mask(code: store.eventCodes[row], row: row) & able != 0
      }
      guard let first else { return nil }
      let value = codes[first]
      if case .ownEvents = run {
        return (first, UnitRun(value: value, rows: part, restriction: nil))
      }
      let restriction = RowRestriction(split: self, value: value, run: run)
      return (first, UnitRun(value: value, rows: counting[...], restriction: restriction))
    }
    return runs.sorted { $0.first < $1.first }.map(\.run)
  }
}

/// Leaves only the rows with one combination of values able to take part.
struct RowRestriction {
  let split: RowSplit
  let value: UInt32
  let run: RowSplit.Run

  /// Whether a row takes part; takes away the slots it cannot fill.
  @inline(__always)
  func allows(_ row: Int, _ mask: inout UInt64) -> Bool {
    if split.codes[row] == value { return true }
    switch run {
    case .ownEvents: return false
    case .ownSlots(let bits): mask &= ~bits
    case .ownEntries: mask |= AnyOrderSearch.barred
    }
    return true
  }
}
