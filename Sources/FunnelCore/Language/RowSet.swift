/// A set of rows of an event store, one bit each.
public struct RowSet: Hashable, Sendable {
  /// The number of rows that can be in the set.
  public let rowCount: Int
  /// Row r is bit r % 64 of word r / 64; the bits after the last row are zero.
  @usableFromInline var words: [UInt64]

  /// Creates an empty or a full set.
  public init(rowCount: Int, isFull: Bool = false) {
    self.rowCount = rowCount
    words = Array(repeating: isFull ? .max : 0, count: (rowCount + 63) / 64)
    clearTail()
  }

  /// Creates the set of the rows for which the condition holds.
  ///
  /// - Complexity: O(rows).
  init(rowCount: Int, where holds: (Int) -> Bool) {
    self.rowCount = rowCount
    words = []
    words.reserveCapacity((rowCount + 63) / 64)
    var start = 0
    while start < rowCount {
      var word: UInt64 = 0
      for bit in 0..<min(64, rowCount - start) where holds(start &+ bit) {
        word |= 1 &<< UInt64(truncatingIfNeeded: bit)
      }
      words.append(word)
      start += 64
    }
  }

  /// Returns whether a row is in the set.
  ///
  /// - Complexity: O(1).
  @inlinable public func contains(_ row: Int) -> Bool {
    words[row &>> 6] &>> UInt64(truncatingIfNeeded: row & 63) & 1 == 1
  }

  /// The number of rows in the set.
  ///
  /// - Complexity: O(rows / 64).
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Keeps only the rows that are in the other set of the same store too.
  public mutating func formIntersection(_ other: RowSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Adds the rows of the other set of the same store.
  public mutating func formUnion(_ other: RowSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Replaces the set by the rows that are not in it.
  public mutating func formComplement() {
    for index in words.indices { words[index] = ~words[index] }
    clearTail()
  }

  private mutating func clearTail() {
    guard let last = words.indices.last, rowCount % 64 != 0 else { return }
    words[last] &= (1 << UInt64(rowCount % 64)) - 1
  }
}

extension CodeArray {
  /// Returns the rows whose code is true in a table.
  ///
  /// The width is looked up once, not for every row.
  func rows(where table: [Bool]) -> RowSet {
    switch self {
    case .bytes(let codes): RowSet(codes, where: table)
    case .halves(let codes): RowSet(codes, where: table)
    case .words(let codes): RowSet(codes, where: table)
    }
  }
}

extension RowSet {
  /// How many words of a set are found at once.
  private static let wordsPerPart = 1 << 13

  /// Creates the set of the rows whose code is true in a table, on all cores.
  ///
  /// Every code must have a place in the table.
  fileprivate init<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ codes: SharedArray<Code>, where table: [Bool]
  ) {
    let bits = table.map { $0 ? UInt8(1) : 0 }
    rowCount = codes.count
    let wordCount = (codes.count + 63) / 64
    words = SharedMemory<UInt64>.array(count: wordCount) { words in
      let parts = (wordCount + Self.wordsPerPart - 1) / Self.wordsPerPart
      _ = concurrently(parts) { part in
        let range = part * Self.wordsPerPart..<min((part + 1) * Self.wordsPerPart, wordCount)
        codes.withUnsafeBufferPointer { codes in
          bits.withUnsafeBufferPointer { bits in
            for word in range { words.base[word] = Self.word(word, codes, bits) }
          }
        }
      }
    }
  }

  /// Returns the bits of 64 rows, or fewer at the end.
  @inline(__always)
  private static func word<Code: FixedWidthInteger>(
    _ word: Int, _ codes: UnsafeBufferPointer<Code>, _ bits: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    let start = word &* 64
    var found: UInt64 = 0
    for bit in 0..<min(64, codes.count &- start) {
      let code = Int(truncatingIfNeeded: codes[start &+ bit])
      precondition(code >= 0 && code < bits.count, "a code has no place in the table")
      found |= UInt64(truncatingIfNeeded: bits[code]) &<< UInt64(truncatingIfNeeded: bit)
    }
    return found
  }
}
