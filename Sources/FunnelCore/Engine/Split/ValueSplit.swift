internal import Synchronization

/// Gives every entrant its values in the columns of a breakdown.
///
/// In each column, the value of the reported chain's first event that has one.
struct ValueSplit: Sendable {
  /// The combination of values of each entrant; number zero has none.
  let groups: EntrantGroups
  /// Whether in some column more than one value in twenty is missing at the entry and comes from a
  /// later event of the chain.
  let comesLater: Bool
  private let columns: [SplitColumn]
  /// The codes of each combination.
  private let combinations: [[UInt64]]

  /// Looks the columns up in a store and the values in the chains.
  ///
  /// - Complexity: O(entrants × columns).
  init(
    columns names: [String], store: EventStore, of outcomes: Outcomes, pieces: Pieces
  ) throws(QueryError) {
    var columns: [SplitColumn] = []
    for name in names { columns.append(try SplitColumn(required: name, in: store)) }
    self.columns = columns
    let found: [Found]
    if columns.count == 1, let bound = columns[0].codeBound, bound <= 1 << 8 {
      // The codes themselves are small numbers.
      let (codes, own) = Self.codes(in: columns[0], of: outcomes, pieces)
      groups = EntrantGroups(numbers: .bytes(codes), count: bound)
      combinations = (0..<bound).map { [UInt64($0)] }
      found = [own]
    } else {
      let numbered = columns.map { Self.numberedCodes(in: $0, of: outcomes, pieces) }
      let codes = NumberedCodes(combining: numbered.map(\.codes), pieces)
      groups = EntrantGroups(numbers: .words(codes.numbers), count: codes.combinations.count)
      combinations = codes.combinations
      found = numbered.map(\.found)
    }
    comesLater = found.contains { $0.late * 20 > $0.known }
  }

  /// Returns what a combination of values is as text.
  func values(of combination: Int) -> [String?] {
    zip(columns, combinations[combination]).map { $0.text(of: $1) }
  }

  /// How many entrants have a value at all, and how many of them only after the entry.
  fileprivate struct Found: Sendable {
    var known = 0
    var late = 0
  }

  /// Finds the entrants' values in a column of less than 256.
  private static func codes(
    in column: SplitColumn, of outcomes: Outcomes, _ pieces: Pieces
  ) -> (SharedArray<UInt8>, Found) {
    var found: [Found] = []
    let codes = SharedArray<UInt8>(lent: outcomes.count) { codes in
      found = pieces.map { _, entrants in
        find(in: column, outcomes, entrants) { entrant, code in
          codes.base[entrant] = UInt8(truncatingIfNeeded: code)
        }
      }
    }
    return (codes, found.total)
  }

  /// Finds the entrants' values in a column, numbered as they appear.
  private static func numberedCodes(
    in column: SplitColumn, of outcomes: Outcomes, _ pieces: Pieces
  ) -> (codes: NumberedCodes, found: Found) {
    let found = Mutex<[Found]>([])
    let codes = NumberedCodes(pieces, bound: column.codeBound) { entrants, all, numbers in
      let own = find(in: column, outcomes, entrants) { entrant, code in
        numbers[entrant] = all.number(of: code)
      }
      found.withLock { $0.append(own) }
    }
    return (codes, found.withLock { $0.total })
  }

  /// Calls `body` with the code of each entrant's value in a column, zero where there is none.
  @inline(__always)
  private static func find(
    in column: SplitColumn, _ outcomes: Outcomes, _ entrants: Range<Int>,
    _ body: (_ entrant: Int, _ code: UInt64) -> Void
  ) -> Found {
    column.withReading { column in
      outcomes.withColumns { outcomes in
        // Most columns are of bytes, which are looked at without asking for each.
        if case .bytes(let codes) = column {
          return find(outcomes, entrants, body) { UInt64(codes[$0]) }
        }
        return find(outcomes, entrants, body) { column.code(at: $0) }
      }
    }
  }

  @inline(__always)
  private static func find(
    _ outcomes: Outcomes.Columns, _ entrants: Range<Int>,
    _ body: (_ entrant: Int, _ code: UInt64) -> Void, code: (_ row: Int) -> UInt64
  ) -> Found {
    var found = Found()
    outcomes.forEachChain(of: entrants) { entrant, chain in
      var own = code(Int(chain[0]))
      if own == 0 {
        // A step that was skipped has no row.
        for row in chain where own == 0 && row != OptionalSteps.skipped { own = code(Int(row)) }
        found.late &+= own == 0 ? 0 : 1
      }
      found.known &+= own == 0 ? 0 : 1
      body(entrant, own)
    }
    return found
  }
}

extension [ValueSplit.Found] {
  /// Those of all pieces.
  fileprivate var total: ValueSplit.Found {
    reduce(into: ValueSplit.Found()) {
      $0.known += $1.known
      $0.late += $1.late
    }
  }
}
