/// Which bits each row of a store has, as tables over event codes and sets of rows.
///
/// A bit stands for what the matchers it was given for mean: a slot that the row can fill, or a hop
/// that it spoils.
struct RowMasks: Sendable {
  /// Matchers that share a condition on properties.
  struct Conditional: Sendable {
    /// The condition.
    var predicate: Predicate
    /// The bits of each event code where the condition holds.
    var masks: [UInt64]
    /// The rows where it holds.
    var rows: RowSet
  }

  /// The bits of each event code whatever its properties.
  private(set) var unconditional: [UInt64]
  /// One entry for each different condition.
  private(set) var conditionals: [Conditional] = []
  /// The bits each event code has at most.
  private(set) var possible: [UInt64]

  /// Resolves matchers and the bits they stand for; `memory` may know rows from questions before.
  ///
  /// - Complexity: O(event names × matchers), plus O(events) for each different condition.
  init(
    _ matchers: [(EventMatcher, UInt64)], store: EventStore, memory: EngineMemory? = nil
  ) throws(QueryError) {
    unconditional = Array(repeating: 0, count: store.eventNames.count)
    possible = unconditional
    var positions: [Predicate: Int] = [:]
    for (matcher, bits) in matchers {
      let matches = matcher.matchingCodes(in: store)
      let codes = matches.indices.filter { matches[$0] }
      for code in codes { possible[code] |= bits }
      guard let predicate = matcher.predicate else {
        for code in codes { unconditional[code] |= bits }
        continue
      }
      let position = positions[predicate] ?? conditionals.count
      if position == conditionals.count {
        let empty = Array(repeating: UInt64(0), count: store.eventNames.count)
        let matching = try store.rows(matching: predicate, memory: memory)
        conditionals.append(Conditional(predicate: predicate, masks: empty, rows: matching))
        positions[predicate] = position
      }
      for code in codes { conditionals[position].masks[code] |= bits }
    }
  }

  /// Returns the bits of a row with an event code.
  @inline(__always)
  func mask(code: Int, row: Int) -> UInt64 {
    guard possible[code] != 0 else { return 0 }
    var mask = unconditional[code]
    for position in conditionals.indices {
      let added = conditionals[position].masks[code]
      if added & ~mask != 0, conditionals[position].rows.contains(row) { mask |= added }
    }
    return mask
  }
}
