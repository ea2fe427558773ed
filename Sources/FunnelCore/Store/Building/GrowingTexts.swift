/// Texts that are appended, in memory that tables of them share.
struct GrowingTexts: Sendable {
  private var bytes = GrowingMemory<UInt8>()
  /// The lower part of each end.
  private var lows = GrowingMemory<UInt32>()
  private var carries = TextCarries()

  init() {}

  /// Creates texts that go on from those of a table, in the same memory.
  ///
  /// - Complexity: O(1), or O(bytes) for a table in memory that something else owns.
  init(continuing table: TextTable) {
    bytes = GrowingMemory(continuing: table.bytes)
    lows = GrowingMemory(continuing: table.ends.lows)
    carries = table.ends.carries
  }

  /// The number of texts.
  var count: Int { lows.count }

  /// The texts so far, in the same memory.
  ///
  /// - Complexity: O(1).
  var table: TextTable {
    TextTable(bytes: bytes.shared, ends: TextEnds(lows: lows.shared, carries: carries))
  }

  /// Adds a text, which must be shorter than 4 GB.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    precondition(text.count >> UInt32.bitWidth == 0, "the text is too long")
    bytes.append(text)
    let low = UInt32(truncatingIfNeeded: bytes.count)
    if count > 0 { carries.note(low, after: lows[count &- 1], text: count) }
    lows.append(low)
  }

  /// Makes room for more texts before tables share the memory, from when on it cannot be moved.
  mutating func makeRoom() {
    bytes.makeRoom(for: bytes.count / 4)
    lows.makeRoom(for: lows.count / 4)
  }

  /// The bytes of a text, valid until the texts change or are gone.
  @inline(__always)
  func place(of index: Int) -> (base: UnsafePointer<UInt8>, count: Int) {
    let (start, end) = carries.bounds(of: index, lows.base)
    return (bytes.base + start, end &- start)
  }

  /// Up to where memory can be read.
  @inline(__always)
  var end: UnsafeRawPointer { UnsafeRawPointer(bytes.base + bytes.capacity) }

  /// Where the end of a text is kept.
  @inline(__always)
  func address(ofEnd index: Int) -> UnsafeRawPointer { UnsafeRawPointer(lows.base + index) }
}
