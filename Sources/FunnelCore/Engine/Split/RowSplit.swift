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
  let codes: [UInt32]
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
    var numbers: [[UInt64]: UInt32] = [columns.map { _ in 0 }: 0]
    // Where an empty text is a missing value, several missing ones are a combination like any other.
    let isCombination = emptyIsMissing && columns.count > 1
    var values: [[String?]] = [columns.map { _ in isCombination ? "" : nil }]
    codes = (0..<store.eventCount).map { row in
      let key = zip(columns, blanks).map { column, blank in
        let code = column.code(at: row)
        return code == blank ? 0 : code
      }
      if let number = numbers[key] { return number }
      let number = UInt32(values.count)
      numbers[key] = number
      values.append(zip(columns, key).map { $0.text(of: $1) })
      return number
    }
    self.values = values
    self.run = run
  }

  /// Returns the different combinations among the rows of a unit that can take part.
  func values(in rows: Range<Int>, of store: EventStore, by funnel: CompiledFunnel) -> [UInt32] {
    var seen: Set<UInt32> = []
    return rows.compactMap { row in
      guard funnel.counts(row, at: store.times[row]) else { return nil }
      let fills = funnel.fills.mask(code: store.eventCodes[row], row: row)
      if case .ownSlots(let bits) = run, fills & bits == 0 { return nil }
      guard fills != 0, seen.insert(codes[row]).inserted else { return nil }
      return codes[row]
    }
  }

  /// Returns what one combination allows.
  func restriction(to value: UInt32) -> RowRestriction {
    RowRestriction(split: self, value: value, run: run)
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
