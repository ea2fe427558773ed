extension ValueSplit {
  /// The units of one group, in store order.
  struct Group {
    var kind: GroupNumbers.Kind
    var units: [Int]
  }

  /// Returns the largest groups, ties by value, and the units of all others as one group.
  ///
  /// - Complexity: O(entrants × columns), plus O(groups × limit) at worst for the ranking.
  func groups(of outcomes: UnitOutcomes, limit: Int) -> [Group] {
    let entrants = outcomes.entrants
    let (identities, count) = identities(of: entrants, outcomes)
    var sizes = Array(repeating: 0, count: count)
    var examples = Array(repeating: 0, count: count)
    for (unit, identity) in zip(entrants, identities) {
      if sizes[identity] == 0 { examples[identity] = unit }
      sizes[identity] += 1
    }
    let shown = largest(max(0, limit), sizes: sizes) { values(of: examples[$0], outcomes) }
    var slots = Array(repeating: shown.count, count: count)
    for (slot, identity) in shown.enumerated() { slots[identity] = slot }
    var units = Array(repeating: [Int](), count: shown.count + 1)
    for (unit, identity) in zip(entrants, identities) { units[slots[identity]].append(unit) }

    var groups = shown.enumerated().map { slot, identity in
      let values = values(of: examples[identity], outcomes)
      let isSet = values.contains { $0 != nil }
      return Group(kind: isSet ? .values(values) : .notSet, units: units[slot])
    }
    if count > shown.count {
      groups.append(Group(kind: .other(groups: count - shown.count), units: units[shown.count]))
    }
    return groups
  }

  /// Numbers the different combinations of values in order of appearance.
  private func identities(
    of units: [Int], _ outcomes: UnitOutcomes
  ) -> (identities: [Int], count: Int) {
    var identities = Array(repeating: 0, count: units.count)
    var count = min(1, units.count)
    for column in columns {
      var seen: [Pair: Int] = [:]
      // Neighbours often agree, which spares the look-up.
      var last: (pair: Pair, identity: Int)?
      for (index, unit) in units.enumerated() {
        let pair = Pair(before: identities[index], code: code(of: unit, in: column, outcomes))
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

  /// Returns the largest groups, the largest first, ties by value.
  private func largest(
    _ limit: Int, sizes: [Int], values: (Int) -> [String?]
  ) -> [Int] {
    // Only the groups at least as large as the last one shown need their text.
    let sorted = sizes.indices.sorted { sizes[$0] > sizes[$1] }
    guard limit > 0, let last = sorted.prefix(limit).last else { return [] }
    let candidates = sorted.prefix { sizes[$0] >= sizes[last] }
    let named = candidates.map { (identity: $0, values: values($0)) }
    return named.sorted { first, second in
      let sizes = (sizes[first.identity], sizes[second.identity])
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : Self.precedes(first.values, second.values)
    }
    .prefix(limit).map(\.identity)
  }

  /// Whether values come before others: a missing value first, texts by their bytes.
  private static func precedes(_ first: [String?], _ second: [String?]) -> Bool {
    for (left, right) in zip(first, second) where left != right {
      guard let left, let right else { return left == nil }
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}
