internal import Synchronization

/// Gives every entrant its values in the columns of a breakdown.
///
/// In each column, the value of the reported chain's first event that has one.
struct ValueSplit: Sendable {
  let columns: [SplitColumn]
  /// The codes of each entrant's values; zero where its chain has none.
  let codes: NumberedCodes
  /// Whether in some column more than one value in twenty is missing at the entry and comes from a
  /// later event of the chain.
  let comesLater: Bool

  /// Looks the columns up in a store and the values in the chains.
  ///
  /// - Complexity: O(entrants × columns).
  init(
    columns names: [String], store: EventStore, of outcomes: Outcomes, pieces: Pieces
  ) throws(QueryError) {
    var columns: [SplitColumn] = []
    for name in names { columns.append(try SplitColumn(required: name, in: store)) }
    let found = columns.map { Self.codes(in: $0, of: outcomes, pieces) }
    self.columns = columns
    codes = NumberedCodes(combining: found.map(\.codes), pieces)
    comesLater = found.contains { $0.late * 20 > $0.known }
  }

  /// Returns what a combination of values is as text.
  func values(of combination: Int) -> [String?] {
    zip(columns, codes.combinations[combination]).map { $0.text(of: $1) }
  }

  /// Finds the entrants' values in a column, and how many are known at all and only after the entry.
  private static func codes(
    in column: SplitColumn, of outcomes: Outcomes, _ pieces: Pieces
  ) -> (codes: NumberedCodes, known: Int, late: Int) {
    let found = Mutex((known: 0, late: 0))
    let codes = NumberedCodes(pieces, bound: column.codeBound) { entrants, all, numbers in
      var (known, late) = (0, 0)
      column.withReading { column in
        outcomes.withColumns { outcomes in
          outcomes.forEachChain(of: entrants) { entrant, chain in
            var code = column.code(at: Int(chain[0]))
            if code == 0, let later = firstCode(in: column, of: chain) {
              code = later
              late &+= 1
            }
            if code != 0 { known &+= 1 }
            numbers[entrant] = all.number(of: code)
          }
        }
      }
      found.withLock { $0 = ($0.known + known, $0.late + late) }
    }
    let counts = found.withLock { $0 }
    return (codes, counts.known, counts.late)
  }

  /// Returns the first code of a chain that is not zero.
  @inline(__always)
  private static func firstCode(
    in column: SplitColumn.Reading, of chain: UnsafeBufferPointer<UInt32>
  ) -> UInt64? {
    for row in chain where row != OptionalSteps.skipped {
      let code = column.code(at: Int(row))
      if code != 0 { return code }
    }
    return nil
  }
}
