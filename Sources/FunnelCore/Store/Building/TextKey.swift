/// A text in twelve bytes: itself where it is short, otherwise a number that stands for it.
struct TextKey: BitwiseCopyable, Sendable, Equatable {
  /// The first eight bytes of a short text, zero behind its end; otherwise the number.
  var low: UInt64
  /// The next three bytes and, in the highest byte, the length + 1; `long` for a number.
  ///
  /// It is never zero.
  var high: UInt32

  /// A key that belongs to no text.
  static let none = TextKey(low: 0, high: 0)
  /// The length of the longest text that a key holds.
  static let longestShort = 11
  /// The bytes of a key.
  static let size = 12

  private static let long: UInt32 = 0xFF << 24

  @inline(__always)
  init(low: UInt64, high: UInt32) { (self.low, self.high) = (low, high) }

  /// The key of a text that is called by a number.
  @inline(__always)
  init(number: UInt64) { self.init(low: number, high: Self.long) }

  /// The key of a text of up to ``longestShort`` bytes, given as ``TextCell/words(_:_:readableTo:)``.
  @inline(__always)
  init(words: (UInt64, UInt64), count: Int) {
    self.init(
      low: words.0,
      high: UInt32(truncatingIfNeeded: words.1) | UInt32(truncatingIfNeeded: count &+ 1) &<< 24)
  }

  /// Whether the key holds a number and not the text itself.
  @inline(__always)
  var isLong: Bool { high == Self.long }

  /// Calls `body` with the text that the key holds.
  func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) { bytes in
      body(
        UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<(Int(high >> 24) - 1)]))
    }
  }

  @inline(__always)
  func hash(_ secret: TextInterner.Secret) -> UInt32 {
    secret.hash(words: (low, UInt64(high)), count: Self.size)
  }

  /// Whether two keys are the same, without a branch.
  @inline(__always)
  static func == (left: TextKey, right: TextKey) -> Bool {
    left.low ^ right.low | UInt64(left.high ^ right.high) == 0
  }
}

/// A unit as the record of a row names it: by its text where that is short, otherwise by the text's code.
///
/// So a short text is never looked up while rows are read; that happens part by part when a store is
/// made, where all units of a part are near the processor.
extension TextKey {
  /// The key of a unit whose text has a code.
  @inline(__always)
  init(code: UInt32) { self.init(number: UInt64(code)) }

  /// The code of the unit's text, or nil where the key holds the text itself.
  @inline(__always)
  var code: Int? { isLong ? Int(truncatingIfNeeded: low) : nil }

  @inline(__always)
  init(loadingFrom record: UnsafeRawPointer) {
    low = record.loadUnaligned(as: UInt64.self)
    high = record.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
  }

  @inline(__always)
  func store(to record: UnsafeMutableRawPointer) {
    record.storeBytes(of: low, as: UInt64.self)
    record.storeBytes(of: high, toByteOffset: 8, as: UInt32.self)
  }

  /// The part of ``PartitionedRows`` that the rows of a unit with a short text belong to.
  ///
  /// The same in every process, so that stores of the same data have the same order of units.
  @inline(__always)
  var part: UInt8 {
    var hash = (low ^ UInt64(high)) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash &>> 32
    hash = (hash ^ UInt64(high) &<< 32) &* 0xD6E8_FEB8_6659_FD93
    return UInt8(truncatingIfNeeded: hash &>> 56)
  }
}

/// Where a text is found in a hash table; empty while it is zero.
struct TextSlot: BitwiseCopyable, Sendable {
  /// With a short text in the slot itself, a look-up touches nothing else.
  var key: TextKey
  /// The number of the text + 1.
  var number: UInt32

  /// A slot without a text.
  static let empty = TextSlot(key: .none, number: 0)

  @inline(__always)
  var isEmpty: Bool { number == 0 }
}
