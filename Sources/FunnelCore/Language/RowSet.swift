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

  /// Creates a set of which `fill` fills the words of each range it is called with, on all cores.
  ///
  /// - Complexity: O(rows / 64) besides what `fill` does.
  init(rowCount: Int, fill: @Sendable (Range<Int>, RowSetWords) -> Void) {
    self.rowCount = rowCount
    let count = (rowCount + 63) / 64
    words = SharedMemory<UInt64>.array(count: count) { memory in
      let words = RowSetWords(memory: memory, rowCount: rowCount)
      _ = Pieces(of: count, fewest: 1 << 9).map { _, range in fill(range, words) }
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

/// The words of a set of rows that is being made.
struct RowSetWords: Sendable {
  fileprivate let memory: SharedMemory<UInt64>
  fileprivate let rowCount: Int

  /// Sets a word, of which the bits after the last row do not matter.
  @inline(__always)
  func set(_ index: Int, to word: UInt64) {
    let rest = rowCount &- index &* 64
    memory.base[index] = rest < 64 ? word & ((1 &<< UInt64(rest)) &- 1) : word
  }

  /// Fills words with the rows for which the condition holds.
  @inline(__always)
  func fill(_ range: Range<Int>, where holds: (Int) -> Bool) {
    for index in range {
      let first = index &* 64
      var word: UInt64 = 0
      // Without branches: whether a row is in the set can hardly be predicted.
      if first &+ 64 <= rowCount {
        for bit in 0..<64 { word |= (holds(first &+ bit) ? 1 : 0) &<< UInt64(bit) }
      } else {
        for row in first..<rowCount { word |= (holds(row) ? 1 : 0) &<< UInt64(row &- first) }
      }
      memory.base[index] = word
    }
  }
}

extension CodeArray {
  /// Returns the rows whose code is true in a table.
  ///
  /// - Complexity: O(rows).
  func rows(where table: [Bool]) -> RowSet {
    RowSet(rowCount: count) { range, words in
      table.withUnsafeBufferPointer { table in
        // The width is looked up once, not for every row.
        switch self {
        case .bytes(let codes):
          codes.withUnsafeBufferPointer { codes in words.fill(range) { table[Int(codes[$0])] } }
        case .halves(let codes):
          codes.withUnsafeBufferPointer { codes in words.fill(range) { table[Int(codes[$0])] } }
        case .words(let codes):
          codes.withUnsafeBufferPointer { codes in words.fill(range) { table[Int(codes[$0])] } }
        }
      }
    }
  }

  /// Returns how many of some rows have each code below a bound that none reaches.
  ///
  /// - Complexity: O(rows).
  func counts(of rows: Range<Int>, below bound: Int) -> [Int] {
    switch self {
    case .bytes(let codes): codes.withUnsafeBufferPointer { Self.counts($0[rows], bound) }
    case .halves(let codes): codes.withUnsafeBufferPointer { Self.counts($0[rows], bound) }
    case .words(let codes): codes.withUnsafeBufferPointer { Self.counts($0[rows], bound) }
    }
  }

  private static func counts<Code: FixedWidthInteger>(
    _ codes: Slice<UnsafeBufferPointer<Code>>, _ bound: Int
  ) -> [Int] {
    // Two tables in turn: neighbours are often equal, and one count would wait for the other.
    var counts = [Int](repeating: 0, count: bound * 2)
    counts.withUnsafeMutableBufferPointer { counts in
      for index in codes.indices {
        counts[Int(codes[index]) &* 2 &+ index & 1] &+= 1
      }
    }
    return (0..<bound).map { counts[$0 * 2] + counts[$0 * 2 + 1] }
  }
}
