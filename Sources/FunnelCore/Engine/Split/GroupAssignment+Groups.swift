extension GroupAssignment {
  /// The groups that are shown, in their order.
  struct Shown: Sendable {
    /// What each group stands for.
    var kinds: [GroupNumbers.Kind]
    /// The place of each group among them.
    var numbers: [UInt32]
    /// The group of each entrant.
    var entrants: EntrantGroups
  }

  /// What decides about the order of groups: several numbers each, of which the first decides
  /// first, the greater coming first.
  struct Ranks {
    private let numbers: [Int]
    private let width: Int

    /// Ranks groups by one number each.
    init(_ numbers: [Int]) { (self.numbers, width) = (numbers, 1) }

    /// Ranks groups by as many numbers each as there are steps.
    init(_ numbers: [[Int]]) {
      self.numbers = Array(numbers.joined())
      width = numbers.first?.count ?? 1
    }

    /// The first number of a group.
    func first(_ group: Int) -> Int { numbers[group * width] }

    /// Returns whether a group comes before another; nil where they are of the same rank.
    func precedes(_ left: Int, _ right: Int) -> Bool? {
      for place in 0..<width {
        let (left, right) = (numbers[left * width + place], numbers[right * width + place])
        if left != right { return left > right }
      }
      return nil
    }
  }

  /// Returns the groups that come first by rank, and all others as one group; with an `order`, all
  /// groups in the order of their values.
  ///
  /// Groups of the same rank are ordered by value. Groups without entrants are left out.
  ///
  /// - Complexity: O(entrants + groups) besides putting the groups that are shown in order.
  func shown(
    limit: Int, order: [String]?, sizes: [Int], ranks: Ranks, pieces: Pieces
  ) -> Shown {
    let (kinds, numbers) = Self.shown(
      limit: limit, order: order, sizes: sizes, ranks: ranks, kind: kind)
    return Shown(
      kinds: kinds, numbers: numbers,
      entrants: groups.renumbered(numbers, count: kinds.count, pieces))
  }

  /// Returns what the groups that are shown stand for, and for each group which of these it is part of.
  static func shown(
    limit: Int, order: [String]?, sizes: [Int], ranks: Ranks, kind: (Int) -> GroupNumbers.Kind
  ) -> (kinds: [GroupNumbers.Kind], numbers: [UInt32]) {
    let groups = sizes.indices.filter { sizes[$0] > 0 }
    let limit = order == nil ? max(0, limit) : .max
    var shown = named(first(limit, of: groups, ranks), limit: limit, ranks, kind)
    if let order { shown.sort(by: order) }
    var numbers = [UInt32](repeating: UInt32(shown.count), count: sizes.count)
    for (number, group) in shown.enumerated() { numbers[group.group] = UInt32(number) }
    var kinds = shown.map(\.kind)
    if groups.count > shown.count { kinds.append(.other(groups: groups.count - shown.count)) }
    return (kinds, numbers)
  }

  /// A group and what it stands for.
  fileprivate struct Named {
    var group: Int
    var kind: GroupNumbers.Kind
  }

  /// Returns the groups that may be among the first ones: none of the others has as great a first
  /// number of its rank.
  private static func first(_ limit: Int, of groups: [Int], _ ranks: Ranks) -> [Int] {
    guard limit > 0, limit < groups.count else { return limit > 0 ? groups : [] }
    let numbers = groups.map { Int64(ranks.first($0)) }
    let least = numbers.withUnsafeBufferPointer {
      OrderStatistics.elements(at: [groups.count - limit], of: $0)[0]
    }
    return groups.filter { ranks.first($0) >= least }
  }

  /// Returns the first groups, ties by value; only groups that may be among them need their text.
  private static func named(
    _ groups: [Int], limit: Int, _ ranks: Ranks, _ kind: (Int) -> GroupNumbers.Kind
  ) -> [Named] {
    let ranked = groups.sorted { ranks.precedes($0, $1) ?? false }
    guard let last = ranked.prefix(limit).last else { return [] }
    let candidates = ranked.prefix { ranks.precedes(last, $0) != true }
    func precedes(_ left: Named, _ right: Named) -> Bool {
      ranks.precedes(left.group, right.group) ?? Self.precedes(left.kind, right.kind)
    }
    if limit > 100 {
      let named = candidates.map { Named(group: $0, kind: kind($0)) }
      return Array(named.sorted(by: precedes).prefix(limit))
    }
    // Nearly all of very many that tie are left out by one look at the last of the best so far.
    var best: [Named] = []
    for group in candidates {
      let candidate = Named(group: group, kind: kind(group))
      if best.count == limit {
        guard precedes(candidate, best[limit - 1]) else { continue }
        best.removeLast()
      }
      best.insert(candidate, at: best.firstIndex { precedes(candidate, $0) } ?? best.endIndex)
    }
    return best
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

extension [GroupAssignment.Named] {
  /// Puts groups by a single column into the order of its values; all others come last.
  fileprivate mutating func sort(by values: [String]) {
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
