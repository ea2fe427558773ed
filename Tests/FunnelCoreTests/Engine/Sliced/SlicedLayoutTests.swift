import Testing

@testable import FunnelCore

/// Where units go in blocks, told by the number of their events alone.
@Suite struct SlicedLayoutTests {
  private static func layout(_ counts: [Int]) -> SlicedLayout {
    SlicedLayout(SharedArray(counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }))
  }

  /// Checks that the units of each stretch are in its blocks, the longest first and those of equal length
  /// in their own order, but for those that are too long or without events.
  ///
  /// Snapshots depend on exactly this order.
  private static func check(_ layout: SlicedLayout, _ counts: [Int]) {
    var row = 0
    for (number, stretch) in layout.stretches.enumerated() {
      let longer = layout.longer[
        number * SlicedLayout.lengthCount..<(number + 1) * SlicedLayout.lengthCount]
      let inBlocks = stretch.units.filter { 1...SlicedEvents.longestUnit ~= counts[$0] }
      let expected = inBlocks.sorted { (counts[$1], $0) < (counts[$0], $1) }
      for length in 0..<SlicedLayout.lengthCount {
        // They are sorted, so that these are the first ones.
        let first = expected.prefix { counts[$0] > length }
        #expect(longer[longer.startIndex + length] == first.count)
      }
      var next = 0
      for block in layout.blocks[stretch.blocks] {
        #expect(block.firstRow == row)
        row += block.rowCount
        let units = Array(layout.units.of(block))
        #expect(counts[units[0]] == block.rowCount)
        #expect(units == Array(expected[next..<min(next + 64, expected.count)]))
        #expect(units == (0..<block.unitCount).map { layout.units[block, $0] })
        if stretch.isInOrder { #expect(units == Array(units[0]..<units[0] + units.count)) }
        next += block.unitCount
      }
      #expect(next == expected.count)
      let long = stretch.units.filter { counts[$0] > SlicedEvents.longestUnit }
      #expect(layout.longUnits[stretch.longUnits].map(Int.init) == long)
    }
    #expect(row == layout.rowCount)
  }

  @Test func `is what snapshots were made with`() {
    let counts = [2, 5, 2, 0, 600, 5, 1, 2]
    let unsorted = Self.layout(counts)
    #expect(unsorted.blocks.flatMap { unsorted.units.of($0) } == [1, 5, 0, 2, 7, 6])
    let sorted = Self.layout(counts.sorted(by: >))
    #expect(sorted.blocks.flatMap { sorted.units.of($0) } == [1, 2, 3, 4, 5, 6])
    for layout in [unsorted, sorted] {
      #expect(layout.blocks.map(\.rowCount) == [5] && layout.stretches.map(\.units) == [0..<8])
      #expect(Array(layout.longer.prefix(6)) == [6, 5, 2, 2, 2, 0])
      #expect(layout.longUnits.count == 1)
    }
  }

  @Test func `stretches of units in any order are of one size`() {
    var random = SeededGenerator(state: 3)
    let counts = (0..<40_000).map { _ in
      random.chance(2000)
        ? random.pick([511, 512, 513, 700]) : Int.random(in: 0...9, using: &random)
    }
    let layout = Self.layout(counts)
    #expect(layout.stretches.map(\.units) == [0..<16_384, 16_384..<32_768, 32_768..<40_000])
    #expect(layout.stretches.allSatisfy { !$0.isInOrder })
    Self.check(layout, counts)
  }

  @Test func `many units that lie sorted are a stretch of their own`() {
    var random = SeededGenerator(state: 4)
    func run(_ count: Int) -> [Int] {
      (0..<count).map { _ in
        random.chance(90)
          ? random.pick([511, 512, 513, 700]) : Int.random(in: 0...9, using: &random)
      }.sorted(by: >)
    }
    // The order of those that are too long does not matter.
    let counts = [600, 520, 700] + run(1500) + run(3000) + run(14_000)
    let layout = Self.layout(counts)
    #expect(
      layout.stretches.map(\.units) == [0..<1503, 1503..<4503, 4503..<16_384, 16_384..<18_503])
    #expect(layout.stretches.allSatisfy { $0.isInOrder })
    Self.check(layout, counts)
  }

  @Test func `few units at a time are put together`() {
    var random = SeededGenerator(state: 5)
    let counts = (0..<40).flatMap { _ in
      (0..<500).map { _ in Int.random(in: 0...9, using: &random) }.sorted(by: >)
    }
    let layout = Self.layout(counts)
    #expect(layout.stretches.map(\.units) == [0..<16_384, 16_384..<20_000])
    #expect(layout.stretches.allSatisfy { !$0.isInOrder })
    Self.check(layout, counts)
  }

  @Test(arguments: [[], [0], [3], [0, 0, 5], [600]])
  func `few units are one stretch`(counts: [Int]) {
    let layout = Self.layout(counts)
    #expect(layout.stretches.map(\.units) == (counts.isEmpty ? [] : [0..<counts.count]))
    Self.check(layout, counts)
  }
}
