/// Which steps each row of a store may fill, as tables over event codes and sets of rows.
struct StepMasks: Sendable {
  /// Matchers that share a condition on properties.
  struct Conditional: Sendable {
    /// The steps each event code may fill where the condition holds.
    var masks: [UInt64]
    /// The rows where it holds.
    var rows: RowSet
  }

  /// The steps each event code may fill whatever its properties.
  private(set) var unconditional: [UInt64]
  /// One entry for each different condition.
  private(set) var conditionals: [Conditional] = []
  /// The steps each event code may fill at most.
  private(set) var possible: [UInt64]
  /// The rows that count at all; nil for every row.
  let filter: RowSet?

  /// Resolves the matchers of the steps.
  ///
  /// - Complexity: O(event names × matchers), plus O(events) for each different condition.
  init(steps: [FunnelStep], filter: Predicate?, store: EventStore) throws(QueryError) {
    unconditional = Array(repeating: 0, count: store.eventNames.count)
    possible = unconditional
    if let filter {
      self.filter = try store.rows(matching: filter)
    } else {
      self.filter = nil
    }
    var positions: [Predicate: Int] = [:]
    for (step, matcher) in steps.enumerated().flatMap({ step in
      step.element.matchers.map { (step.offset, $0) }
    }) {
      let bit: UInt64 = 1 << UInt64(step)
      let matches = matcher.matchingCodes(in: store)
      let codes = matches.indices.filter { matches[$0] }
      for code in codes { possible[code] |= bit }
      guard let predicate = matcher.predicate else {
        for code in codes { unconditional[code] |= bit }
        continue
      }
      let position = positions[predicate] ?? conditionals.count
      if position == conditionals.count {
        let empty = Array(repeating: UInt64(0), count: store.eventNames.count)
        let matching = try store.rows(matching: predicate)
        conditionals.append(Conditional(masks: empty, rows: matching))
        positions[predicate] = position
      }
      for code in codes { conditionals[position].masks[code] |= bit }
    }
  }

  /// Returns the steps a row with an event code may fill.
  @inline(__always)
  func mask(code: Int, row: Int) -> UInt64 {
    guard possible[code] != 0 else { return 0 }
    if let filter, !filter.contains(row) { return 0 }
    var mask = unconditional[code]
    for position in conditionals.indices {
      let added = conditionals[position].masks[code]
      if added & ~mask != 0, conditionals[position].rows.contains(row) { mask |= added }
    }
    return mask
  }
}
