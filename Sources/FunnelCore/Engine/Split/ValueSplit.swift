/// Gives every entrant its values in the columns of a breakdown.
///
/// In each column, the value of the reported chain's first event that has one.
struct ValueSplit: Sendable {
  let columns: [SplitColumn]

  /// Looks the columns up in a store.
  init(columns names: [String], store: EventStore) throws(QueryError) {
    var columns: [SplitColumn] = []
    for name in names { columns.append(try SplitColumn(required: name, in: store)) }
    self.columns = columns
  }

  /// Returns the code of an entrant's value in a column, zero when its chain has none.
  @inline(__always)
  func code(of entrant: Int, in column: SplitColumn, _ outcomes: Outcomes) -> UInt64 {
    for position in outcomes.chain(of: entrant) {
      let row = outcomes.rows[position]
      guard row != OptionalSteps.skipped else { continue }
      let code = column.code(at: Int(row))
      if code != 0 { return code }
    }
    return 0
  }

  /// Returns an entrant's values as text.
  func values(of entrant: Int, _ outcomes: Outcomes) -> [String?] {
    columns.map { $0.text(of: code(of: entrant, in: $0, outcomes)) }
  }

  /// Whether in some column more than one value in twenty is missing at the entry and comes from a
  /// later event of the chain.
  ///
  /// - Complexity: O(entrants × columns).
  func comesLater(in outcomes: Outcomes) -> Bool {
    columns.contains { column in
      var (known, late) = (0, 0)
      for entrant in 0..<outcomes.count where code(of: entrant, in: column, outcomes) != 0 {
        known += 1
        let entry = outcomes.rows[outcomes.chain(of: entrant).lowerBound]
        if column.code(at: Int(entry)) == 0 { late += 1 }
      }
      return late * 20 > known
    }
  }

  /// Numbers the different combinations of values in order of appearance.
  func identities(
    of entrants: [Int], _ outcomes: Outcomes
  ) -> (identities: [Int], count: Int) {
    var identities = Array(repeating: 0, count: entrants.count)
    var count = min(1, entrants.count)
    for column in columns {
      var seen: [Pair: Int] = [:]
      // Neighbours often agree, which spares the look-up.
      var last: (pair: Pair, identity: Int)?
      for (index, entrant) in entrants.enumerated() {
        let pair = Pair(before: identities[index], code: code(of: entrant, in: column, outcomes))
        if let last, last.pair == pair {
          identities[index] = last.identity
          continue
        }
        let identity = seen[pair] ?? seen.count
        if identity == seen.count { seen[pair] = identity }
        last = (pair, identity)
        identities[index] = identity
      }
      count = seen.count
    }
    return (identities, count)
  }

  /// The combination of values so far and the value of one more column.
  private struct Pair: Hashable {
    var before: Int
    var code: UInt64
  }
}
