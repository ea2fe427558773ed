import Testing

@testable import FunnelCore

/// Codes of texts against a dictionary.
struct TextInternerTests {
  /// An interner and what it should hold.
  private struct Pair {
    var interner = TextInterner()
    var codes: [[UInt8]: UInt32] = [:]
    var texts: [[UInt8]] = []

    mutating func intern(_ text: [UInt8]) {
      let known = codes[text]
      let code = known ?? UInt32(texts.count)
      if known == nil {
        codes[text] = code
        texts.append(text)
      }
      #expect(interner.intern(text.span) == code)
    }

    func check() {
      #expect(interner.count == texts.count)
      let table = interner.table
      #expect((0..<table.count).map { Array(table.bytes(at: $0)) } == texts)
    }
  }

  /// A text of any length, often zero at its end, which differs from others only there.
  private static func text(_ variety: Int, _ random: inout SeededGenerator) -> [UInt8] {
    let number = Int.random(in: 0..<variety, using: &random)
    let length = [0, 1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 40][number % 12]
    var text = Array(repeating: UInt8(number % 3), count: length)
    for index in 0..<min(4, length) {
      text[length - 1 - index] = UInt8(truncatingIfNeeded: (number / 12) >> (index * 8))
    }
    return text
  }

  @Test(arguments: [10, 1000, 100_000])
  func `copies, tables and what continues them go on independently`(variety: Int) {
    var random = SeededGenerator(state: UInt64(variety))
    var pairs = [Pair()]
    var tables: [(table: TextTable, texts: [[UInt8]])] = []
    for _ in 0..<400 {
      let place = Int.random(in: 0..<pairs.count, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: if pairs.count < 5 { pairs.append(pairs[place]) }
      case 1: if pairs.count > 1 { pairs.remove(at: place) }
      case 2: tables.append((pairs[place].interner.table, pairs[place].texts))
      case 3: pairs[place].interner.rest()
      case 4: pairs[place].interner.makeRoom()
      case 5: pairs[place].interner = TextInterner(continuing: pairs[place].interner.table)
      default:
        for _ in 0..<Int.random(in: 0..<90, using: &random) {
          pairs[place].intern(Self.text(variety, &random))
        }
      }
    }
    for pair in pairs { pair.check() }
    for (table, texts) in tables {
      #expect((0..<table.count).map { Array(table.bytes(at: $0)) } == texts)
    }
  }

  @Test func `a table takes the memory in which texts were collected`() {
    var interner = TextInterner()
    for number in 0..<500 { _ = interner.intern(Array("text number \(number)".utf8).span) }
    let first = interner.table
    #expect(interner.table.bytes.sharesMemory(with: first.bytes))
    #expect(interner.table.ends.lows.sharesMemory(with: first.ends.lows))
    let again = TextInterner(continuing: first)
    #expect(again.table.bytes.sharesMemory(with: first.bytes))
  }

  @Test func `texts of a table in other memory are copied`() throws {
    let table = TextTable(["a", "", "long enough not to be short", "b"])
    let bytes = Array(table.bytes)
    let copy = TextTable(
      bytes: SharedArray([0] + bytes).part(1..<bytes.count + 1), ends: table.ends)
    var interner = TextInterner(continuing: copy)
    #expect(interner.intern(Array("b".utf8).span) == 3)
    #expect(interner.intern(Array("c".utf8).span) == 4)
    #expect(interner.intern(Array("long enough not to be short".utf8).span) == 2)
    #expect(
      (0..<5).map { interner.table[$0] } == ["a", "", "long enough not to be short", "b", "c"])
  }

  @Test func `texts that mostly come once are forgotten, and come again with other codes`() {
    func intern(_ numbers: Range<Int>, _ interner: inout TextInterner) -> [UInt32] {
      numbers.map { interner.intern(Array("\($0)".utf8).span) }
    }
    var interner = TextInterner()
    #expect(intern(0..<100, &interner) == Array(0..<100))
    // There must be so many, and more than half of the values.
    interner.forgetUnlessRepeated(among: 100, fewest: 101)
    #expect(interner.forgottenCount == 0)
    #expect(intern(100..<200, &interner) == Array(100..<200))
    interner.forgetUnlessRepeated(among: 200, fewest: 1)
    #expect(interner.forgottenCount == 0)
    #expect(intern(200..<301, &interner) == Array(200..<301))
    interner.forgetUnlessRepeated(among: 201, fewest: 1)
    #expect(interner.forgottenCount == 301)
    #expect(interner.count == 301)
    #expect(intern(299..<303, &interner) == Array(301..<305))
    #expect(interner.text(of: 302) == "300")
    #expect(intern(299..<303, &interner) == Array(301..<305))
    interner.rest()
    #expect(intern(299..<303, &interner) == Array(301..<305))
  }
}
