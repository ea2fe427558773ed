import Testing

@testable import FunnelCore

@Suite struct ShownGroupsTests {
  /// What each group is called; some share their text, as texts that are no UTF-8 may.
  private static func kind(_ group: Int) -> GroupNumbers.Kind {
    switch group {
    case 0: .notSet
    case 1: .didNotReach
    default: .values(["\(group * 7 % 5)", group % 3 == 0 ? nil : "\(group)"])
    }
  }

  /// Whether a group comes before another of the same rank, by its definition.
  private static func precedes(_ left: Int, _ right: Int) -> Bool {
    func key(_ group: Int) -> [[UInt8]] {
      switch kind(group) {
      case .notSet: [[0]]
      case .values(let values): [[1]] + values.map { $0.map { [1] + Array($0.utf8) } ?? [0] }
      default: [[2]]
      }
    }
    for (left, right) in zip(key(left), key(right)) where left != right {
      return left.lexicographicallyPrecedes(right)
    }
    return false
  }

  /// The groups shown and the place of each group among them, plainly.
  private func expected(
    _ sizes: [Int], _ ranks: [[Int]], limit: Int
  ) -> (kinds: [GroupNumbers.Kind], places: [Int?]) {
    let ranked = sizes.indices.filter { sizes[$0] > 0 }.sorted { left, right in
      ranks[left] == ranks[right]
        ? Self.precedes(left, right) : ranks[right].lexicographicallyPrecedes(ranks[left])
    }
    let shown = Array(ranked.prefix(limit))
    var kinds = shown.map(Self.kind)
    if shown.count < ranked.count { kinds.append(.other(groups: ranked.count - shown.count)) }
    let places = sizes.indices.map { group in
      sizes[group] == 0 ? nil : shown.firstIndex(of: group) ?? shown.count
    }
    return (kinds, places)
  }

  @Test(arguments: 1...60)
  func `shows the first groups by rank and then by value`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    // More groups than a byte numbers, too.
    let groupCount = Int.random(in: 2...(seed % 7 == 0 ? 400 : 40), using: &random)
    let entrants = (0..<Int.random(in: 0...200, using: &random)).map { _ in
      // The greater ones are rare, so that many groups tie.
      UInt32(
        min(
          Int.random(in: 0..<groupCount, using: &random),
          Int.random(in: 0..<groupCount, using: &random)))
    }
    let groups = EntrantGroups(numbers: entrants, count: groupCount)
    let sizes = (0..<groupCount).map { group in entrants.count { Int($0) == group } }
    let ranks = sizes.map { size in
      seed.isMultiple(of: 2) ? [size] : [size / 3, Int.random(in: 0...2, using: &random), 0]
    }
    for pieceCount in [1, 3] {
      let pieces = Pieces(of: entrants.count, pieceCount: pieceCount)
      #expect(groups.sizes(pieces) == sizes)
      for limit in [0, 1, 2, 10, groupCount, .max] {
        let expected = expected(sizes, ranks, limit: limit)
        let shown = GroupAssignment(groups: groups, kind: Self.kind).shown(
          limit: limit, order: nil, sizes: sizes,
          ranks: seed.isMultiple(of: 2)
            ? GroupAssignment.Ranks(sizes) : GroupAssignment.Ranks(ranks),
          pieces: pieces)
        #expect(shown.kinds == expected.kinds)
        #expect(shown.entrants.count == expected.kinds.count)
        #expect(shown.entrants.all == entrants.map { expected.places[Int($0)] })
        for group in sizes.indices where sizes[group] > 0 {
          #expect(Int(shown.numbers[group]) == expected.places[group])
        }
      }
    }
  }

  @Test func `shows all groups in the order of their values`() {
    let names: [GroupNumbers.Kind] = [
      .notSet, .values(["c"]), .values(["a"]), .values(["b"]), .values(["z"]),
    ]
    let groups = EntrantGroups(numbers: [1, 1, 1, 3, 0, 2, 2], count: 5)
    let shown = GroupAssignment(groups: groups) { names[$0] }.shown(
      limit: 1, order: ["a", "b", "c"], sizes: [1, 3, 2, 1, 0],
      ranks: GroupAssignment.Ranks([1, 3, 2, 1, 0]), pieces: Pieces(of: 7, pieceCount: 2))
    #expect(shown.kinds == [.values(["a"]), .values(["b"]), .values(["c"]), .notSet])
    #expect(shown.entrants.all == [2, 2, 2, 1, 3, 0, 0])
  }
}

extension EntrantGroups {
  /// The number of each entrant's group.
  fileprivate var all: [Int?] { numbers.map { codes in (0..<codes.count).map { codes[$0] } } ?? [] }
}
