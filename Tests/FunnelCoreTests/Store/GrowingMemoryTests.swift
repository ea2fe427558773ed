import Testing

@testable import FunnelCore

/// Memory that grows, from a few bytes to many large pages.
struct GrowingMemoryTests {
  @Test func `keeps its elements while it moves`() {
    var memory = GrowingMemory<UInt64>()
    var copies: [(count: Int, memory: GrowingMemory<UInt64>)] = []
    for number in 0..<3_000_000 {
      // A copy is looked at later, when the original has long grown.
      if number.nonzeroBitCount == 1, number.trailingZeroBitCount % 3 == 0 {
        copies.append((number, memory))
      }
      memory.append(UInt64(number) &* 0x9E37_79B9)
    }
    #expect((0..<memory.count).allSatisfy { memory[$0] == UInt64($0) &* 0x9E37_79B9 })
    #expect(copies.count == 8)
    for (count, copy) in copies {
      #expect(copy.count == count)
      #expect((0..<count).allSatisfy { copy[$0] == UInt64($0) &* 0x9E37_79B9 })
    }
  }

  @Test func `an array gets elements behind it without a change to those who hold it`() {
    let first = SharedArray<UInt16>(count: 3, spare: 4) { $0.base[1] = 7 }
    let second = first.extended(by: 2) { $0[0] = 8 }
    let third = second.extended(by: 2) { $0[1] = 9 }
    // There is no room for more, and what stands behind the first is taken.
    let fourth = third.extended(by: 1) { $0[0] = 5 }
    let other = first.extended(by: 1) { $0[0] = 6 }
    #expect(Array(first) == [0, 7, 0])
    #expect(Array(second) == [0, 7, 0, 8, 0])
    #expect(Array(third) == [0, 7, 0, 8, 0, 0, 9])
    #expect(Array(fourth) == [0, 7, 0, 8, 0, 0, 9, 5])
    #expect(Array(other) == [0, 7, 0, 6])
    #expect(third.continues(first) && second.continues(first))
    #expect(!fourth.continues(first) && !other.continues(first) && !first.continues(second))
  }

  @Test func `copies and arrays that share memory see nothing of what others append`() {
    var random = SeededGenerator(state: 8)
    for _ in 0..<60 {
      var memories = [(memory: GrowingMemory<UInt16>(), expected: [UInt16]())]
      var arrays: [(array: SharedArray<UInt16>, expected: [UInt16])] = []
      for _ in 0..<80 {
        let place = Int.random(in: 0..<memories.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: memories.append(memories[place])
        case 1: if memories.count > 1 { memories.remove(at: place) }
        case 2: arrays.append((memories[place].memory.shared, memories[place].expected))
        case 3:
          guard let (array, expected) = arrays.randomElement(using: &random) else { continue }
          memories.append((GrowingMemory(continuing: array), expected))
        case 4: memories[place].memory.makeRoom(for: Int.random(in: 0..<40, using: &random))
        default:
          let added = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
            UInt16.random(in: 0...UInt16.max, using: &random)
          }
          if added.count == 1 {
            memories[place].memory.append(added[0])
          } else {
            added.withUnsafeBufferPointer { memories[place].memory.append($0) }
          }
          memories[place].expected += added
        }
      }
      for (memory, expected) in memories { #expect(Array(memory.shared) == expected) }
      for (array, expected) in arrays { #expect(Array(array) == expected) }
    }
  }

  @Test func `what is appended behind an array takes no other memory`() {
    var memory = GrowingMemory<UInt32>()
    for number in 0..<9 { memory.append(UInt32(number)) }
    let first = memory.shared
    for number in 9..<16 { memory.append(UInt32(number)) }
    #expect(memory.shared.continues(first))
    // There is room for 16 at first.
    memory.append(16)
    #expect(!memory.shared.continues(first))
    #expect(Array(memory.shared) == Array(0...16))
    #expect(Array(first) == Array(0..<9))
  }

  @Test func `texts have the same codes after a rest`() {
    var random = SeededGenerator(state: 5)
    var interner = TextInterner()
    let texts = (0..<2000).map { number -> [UInt8] in
      let length = [0, 1, 7, 8, 15, 16, 17, 40].randomElement(using: &random) ?? 0
      var text = Array(String(repeating: "\(number)-", count: 20).utf8.prefix(length))
      // A byte of zero at the end must not be lost.
      if number % 5 == 0, !text.isEmpty { text[text.count - 1] = 0 }
      return text
    }
    let codes = texts.map { interner.intern($0.span) }
    let table = interner.table
    interner.rest()
    #expect(interner.table == table)
    #expect(texts.reversed().map { interner.intern($0.span) } == codes.reversed())
    #expect(interner.table == table)
    for (text, code) in zip(texts, codes) { #expect(Array(table.bytes(at: Int(code))) == text) }
  }
}
