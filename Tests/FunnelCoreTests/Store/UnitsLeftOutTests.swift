import Testing

@testable import FunnelCore

/// The units of rows that are not kept, against sets.
struct UnitsLeftOutTests {
  private static func key(_ number: Int) -> TextKey {
    let text = Array("v\(number)".utf8)
    return text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, number % 5 > 0 else {
        return TextKey(code: UInt32(number))
      }
      return TextKey(
        words: TextCell.words(base, bytes.count, readableTo: base + bytes.count),
        count: bytes.count)
    }
  }

  private static func part(_ number: Int) -> UInt8 {
    number % 5 > 0 ? key(number).part : UInt8(truncatingIfNeeded: number)
  }

  /// The units that are told, by their numbers; how often is counted.
  private static func told(_ units: UnitsLeftOut, variety: Int) -> [Int: Int] {
    var names: [[UInt64]: Int] = [:]
    for number in 0..<variety {
      let key = key(number)
      names[[key.low, UInt64(key.high)]] = number
    }
    var told: [Int: Int] = [:]
    for part in 0..<PartitionedRows.partCount {
      var count = 0
      units.forEach(ofPart: part) { key in
        let number = names[[key.low, UInt64(key.high)]] ?? -1
        #expect(number >= 0 && Int(Self.part(number)) == part)
        told[number, default: 0] += 1
        count += 1
      }
      #expect(count <= units.mostCount(ofPart: part))
    }
    return told
  }

  @Test(arguments: [10, 5000, 60_000], [0, 3])
  func `are told unless a kept row tells of them`(variety: Int, kept: Int) {
    var random = SeededGenerator(state: UInt64(variety + kept))
    var units = UnitsLeftOut()
    #expect(Self.told(units, variety: 0).isEmpty)
    var (leftOut, known) = (Set<Int>(), Set<Int>())
    for _ in 0..<100 {
      var numbers = (0..<256).map { _ in Int.random(in: 0..<variety, using: &random) }
      units.note(numbers.map(Self.key), ofParts: numbers.map(Self.part), count: numbers.count)
      leftOut.formUnion(numbers)
      // Of some of them rows that are kept come at once.
      numbers = kept > 0 ? numbers.filter { $0 % kept == 0 } : []
      units.noteKept(numbers.map(Self.key), ofParts: numbers.map(Self.part), count: numbers.count)
      known.formUnion(numbers)
    }
    let told = Self.told(units, variety: variety)
    #expect(leftOut.subtracting(known).isSubset(of: told.keys))
    #expect(leftOut.isSuperset(of: told.keys))
    // Some that take one another's place in between are told although they need not be.
    #expect(told.keys.count { known.contains($0) } <= known.count / 4)
    if variety == 10 {
      #expect(Set(told.keys) == leftOut.subtracting(known))
      #expect(told.values.allSatisfy { $0 == 1 })
    }
  }

  @Test func `a unit is told until a row of it is kept`() {
    var units = UnitsLeftOut()
    units.noteKept([Self.key(1)], ofParts: [Self.part(1)], count: 1)
    #expect(Self.told(units, variety: 9).isEmpty)
    units.note([Self.key(1)], ofParts: [Self.part(1)], count: 1)
    #expect(Self.told(units, variety: 9) == [1: 1])
    units.noteKept([Self.key(1)], ofParts: [Self.part(1)], count: 1)
    units.note([Self.key(1)], ofParts: [Self.part(1)], count: 1)
    #expect(Self.told(units, variety: 9).isEmpty)
  }
}
