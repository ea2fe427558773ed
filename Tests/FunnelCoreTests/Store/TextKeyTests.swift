import Testing

@testable import FunnelCore

/// Keys of units, the tables that number them and what remembers them, against dictionaries and sets.
struct TextKeyTests {
  /// Texts of every length that a key holds, many of them equal up to zeros at their ends.
  private static let texts: [[UInt8]] = (0...TextKey.longestShort).flatMap { length in
    [0, 1, 255].flatMap { byte -> [[UInt8]] in
      let text = Array(repeating: UInt8(byte), count: length)
      return [text, text.dropLast() + [7].prefix(length)]
    }
  }

  private static func key(_ text: [UInt8]) -> TextKey {
    text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return TextKey(words: (0, 0), count: 0) }
      return TextKey(
        words: TextCell.words(base, bytes.count, readableTo: base + bytes.count),
        count: bytes.count)
    }
  }

  private static func text(_ key: TextKey) -> [UInt8] {
    var text: [UInt8] = []
    key.withText { text = Array($0) }
    return text
  }

  @Test func `a key holds a short text as it is`() {
    for text in Self.texts {
      #expect(Self.text(Self.key(text)) == text)
      #expect(Self.key(text).code == nil)
    }
    for left in Self.texts {
      for right in Self.texts { #expect((Self.key(left) == Self.key(right)) == (left == right)) }
    }
    for code: UInt32 in [0, 1, 255, .max] { #expect(TextKey(code: code).code == Int(code)) }
  }

  @Test func `a key comes out of a record as it went in`() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { record in
      guard let base = record.baseAddress else { return }
      for key in Self.texts.map(Self.key) + [TextKey(code: .max)] {
        key.store(to: base + 3)
        #expect(TextKey(loadingFrom: base + 3) == key)
      }
    }
  }

  @Test func `a packed key has all but the length, or cannot be packed`() {
    let keys = Self.texts.map(Self.key)
    var packedCount = 0
    for key in keys + [0, 1, 255, .max].map({ TextKey(code: $0) }) {
      let size = withUnsafePointer(to: key) {
        TextKey.packedSize(of: UnsafeBufferPointer(start: $0, count: 1))
      }
      let text = key.isLong ? [] : Self.text(key)
      let isPlain = key.isLong || !text.isEmpty && text.first != 0 && text.last != 0
      #expect(size == (isPlain ? max(8, text.count) : TextKey.size))
      guard isPlain else { continue }
      packedCount += 1
      for wider in size..<TextKey.size {
        // Behind the packed key there is something else.
        let packed = key.packed
        let rest = wider < 12 ? ~UInt32(0) << UInt32(wider * 8 - 64) : 0
        let stored = TextKey(low: packed.low, high: packed.high | rest)
        #expect(TextKey(unpacking: stored, size: wider) == key)
      }
    }
    #expect(packedCount > 20)
    #expect(keys.withUnsafeBufferPointer { TextKey.packedSize(of: $0) } == TextKey.size)
    let longer = keys.filter { Self.text($0).first == 255 && Self.text($0).count > 1 }
    #expect(longer.withUnsafeBufferPointer { TextKey.packedSize(of: $0) } == 11)
  }

  @Test func `parts are about equally large`() {
    var counts = Array(repeating: 0, count: PartitionedRows.partCount)
    let count = 256_000
    for number in 0..<count { counts[Int(Self.key(Array("u\(number)".utf8)).part)] += 1 }
    // A thousand are expected in each, give or take 32.
    #expect(counts.allSatisfy { (800...1200).contains($0) })
  }

  @Test(arguments: [3, 500, 40_000])
  func `units are numbered as they are met`(variety: Int) {
    var random = SeededGenerator(state: UInt64(variety))
    var units = SpanUnits()
    for _ in 0..<3 {
      var expected: [[UInt8]: Int] = [:]
      for _ in 0..<20_000 {
        let number = Int.random(in: 0..<variety, using: &random)
        // A code may look like a text, but is another unit.
        let key =
          number.isMultiple(of: 5)
          ? TextKey(code: UInt32(number)) : Self.key(Array("\(number)".utf8))
        let name = [UInt8(number.isMultiple(of: 5) ? 1 : 0)] + Array("\(number)".utf8)
        let known = expected[name] ?? expected.count
        expected[name] = known
        #expect(units.number(of: key) == known)
      }
      #expect(units.keys.count == expected.count)
      units.removeAll()
      #expect(units.keys.isEmpty)
    }
  }
}
