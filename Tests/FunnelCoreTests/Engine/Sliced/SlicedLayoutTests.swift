import Testing

@testable import FunnelCore

/// Where units go in blocks, told by the number of their events alone.
@Suite struct SlicedLayoutTests {
  private static func layout(_ counts: [Int]) -> SlicedLayout {
    SlicedLayout(SharedArray(counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }))
  }

  /// Checks that each unit is in the blocks of its stretch once, or too long, or without events.
  private static func check(_ layout: SlicedLayout, _ counts: [Int]) {
    var places: [Int: Int] = [:]
    var row = 0
    for (number, stretch) in layout.stretches.enumerated() {
      let longer = layout.longer[
        number * SlicedLayout.lengthCount..<(number + 1) * SlicedLayout.lengthCount]
      for length in [0, 1, 5, SlicedEvents.longestUnit] {
        let expected = stretch.units.count {
          counts[$0] > length && counts[$0] <= SlicedEvents.longestUnit
        }
        #expect(longer[longer.startIndex + length] == expected)
      }
      var next = stretch.units.lowerBound
      for block in layout.blocks[stretch.blocks] {
        #expect(block.firstRow == row)
        row += block.rowCount
        let units = Array(layout.units.of(block))
        #expect(units.map { counts[$0] }.max() == block.rowCount)
        for unit in units {
          #expect(stretch.units.contains(unit))
          places[unit, default: 0] += 1
        }
        #expect(units == (0..<block.unitCount).map { layout.units[block, $0] })
        if stretch.isInOrder {
          let own = next + stretch.longUnits.count
          #expect(units == Array(own..<own + block.unitCount))
        }
        next += block.unitCount
      }
      let long = stretch.units.filter { counts[$0] > SlicedEvents.longestUnit }
      #expect(layout.longUnits[stretch.longUnits].map(Int.init) == long)
    }
    #expect(row == layout.rowCount)
    for (unit, count) in counts.enumerated() {
      let isInBlock = count > 0 && count <= SlicedEvents.longestUnit
      #expect(places[unit, default: 0] == (isInBlock ? 1 : 0))
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
