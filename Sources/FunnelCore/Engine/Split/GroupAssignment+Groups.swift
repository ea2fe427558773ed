extension GroupAssignment {
  /// The entrants of one group, ascending.
  struct Group {
    var kind: GroupNumbers.Kind
    var entrants: [Int]
  }

  /// Returns the groups that come first by rank, and the entrants of all others as one group.
  ///
  /// Ranks are compared number by number, the greater first; equal ones by value.
  ///
  /// - Complexity: O(entrants + groups log groups).
  func groups(limit: Int, rank: (Int, [Int]) -> [Int]) -> [Group] {
    var members = Array(repeating: [Int](), count: count)
    for (entrant, identity) in identities.enumerated() { members[identity].append(entrant) }
    let ranked = members.indices.filter { !members[$0].isEmpty }
      .map { (identity: $0, rank: rank($0, members[$0])) }
      .sorted { $1.rank.lexicographicallyPrecedes($0.rank) }
    let shown = named(ranked, limit: max(0, limit))
    var groups = shown.map { Group(kind: kind($0), entrants: members[$0]) }
    if ranked.count > shown.count {
      let chosen = Set(shown)
      let others = ranked.filter { !chosen.contains($0.identity) }.flatMap { members[$0.identity] }
      groups.append(
        Group(kind: .other(groups: ranked.count - shown.count), entrants: others.sorted()))
    }
    return groups
  }

  /// Returns the first groups, ties by value; only groups that may be among them need their text.
  private func named(_ ranked: [(identity: Int, rank: [Int])], limit: Int) -> [Int] {
    guard limit > 0, let last = ranked.prefix(limit).last else { return [] }
    let candidates = ranked.prefix { !$0.rank.lexicographicallyPrecedes(last.rank) }
      .map { (identity: $0.identity, rank: $0.rank, kind: kind($0.identity)) }
    return candidates.sorted { left, right in
      left.rank != right.rank
        ? right.rank.lexicographicallyPrecedes(left.rank) : Self.precedes(left.kind, right.kind)
    }
    .prefix(limit).map(\.identity)
  }

  /// Whether a group comes before one of the same rank: missing values first, texts by their bytes.
  private static func precedes(_ left: GroupNumbers.Kind, _ right: GroupNumbers.Kind) -> Bool {
    guard case .values(let first) = left else { return left == .notSet && right != .notSet }
    guard case .values(let second) = right else { return right == .didNotReach }
    for (left, right) in zip(first, second) where left != right {
      guard let left, let right else { return left == nil }
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}

extension [GroupAssignment.Group] {
  /// Puts groups by a single column into the order of its values; all others come last.
  mutating func sort(by values: [String]) {
    func place(_ kind: GroupNumbers.Kind) -> Int {
      guard case .values(let found) = kind, let value = found.first ?? nil else {
        return values.count
      }
      return values.firstIndex(of: value) ?? values.count
    }
    sort { place($0.kind) < place($1.kind) }
  }
}

extension Breakdown {
  /// Returns the values of its column in their own order, in which all of them are shown, or nil
  /// where groups are ordered by size: only hours and weekdays that are worked out have an order.
  func values(besides store: EventStore) -> [String]? {
    guard columns.count == 1, let column = columns.first.flatMap(DerivedColumn.init(rawValue:)),
      !store.columnNames.contains(column.rawValue)
    else { return nil }
    return column.values
  }
}
