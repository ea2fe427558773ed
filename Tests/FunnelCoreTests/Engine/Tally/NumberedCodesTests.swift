import Testing

@testable import FunnelCore

@Suite struct NumberedCodesTests {
  /// Numbers combinations plainly: all zeros first, then as they appear.
  private func numbered(_ items: [[UInt64]], width: Int) -> (numbers: [UInt32], all: [[UInt64]]) {
    var all = [Array(repeating: UInt64(0), count: width)]
    let numbers = items.map { item -> UInt32 in
      if let known = all.firstIndex(of: item) { return UInt32(known) }
      all.append(item)
      return UInt32(all.count - 1)
    }
    return (numbers, all)
  }

  private func check(_ columns: [[UInt64]], bounds: [Int?]) {
    let items = columns[0].indices.map { item in columns.map { $0[item] } }
    let expected = numbered(items, width: columns.count)
    for pieceCount in [1, 2, 3, 7] {
      let pieces = Pieces(of: items.count, pieceCount: pieceCount)
      let found = NumberedCodes(
        combining: zip(columns, bounds).map { column, bound in
          NumberedCodes(pieces, bound: bound) { items, all, numbers in
            for item in items { numbers[item] = all.number(of: column[item]) }
          }
        }, pieces)
      #expect(Array(found.numbers) == expected.numbers)
      #expect(found.combinations == expected.all)
    }
  }

  @Test(arguments: 1...30)
  func `numbers combinations as they appear`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    let count = Int.random(in: 0...80, using: &random)
    let greatest = random.pick([1, 3, 40])
    let columns = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      (0..<count).map { _ in UInt64(Int.random(in: 0...greatest, using: &random)) }
    }
    check(columns, bounds: columns.map { _ in greatest + 1 })
    check(columns, bounds: columns.map { _ in nil })
    // Far too many possible codes for a table, and codes of all 64 bits.
    check(columns, bounds: columns.map { _ in 1 << 31 })
    check(columns.map { $0.map { $0 &* 0x9E37_79B9_7F4A_7C15 } }, bounds: columns.map { _ in nil })
  }

  @Test func `has one combination where there is no column`() {
    let numbered = NumberedCodes(combining: [], Pieces(of: 3, pieceCount: 2))
    #expect(Array(numbered.numbers) == [0, 0, 0])
    #expect(numbered.combinations == [[]])
  }
}
