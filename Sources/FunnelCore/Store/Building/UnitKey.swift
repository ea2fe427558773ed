/// A unit as the record of a row names it: by its text where that is short, otherwise by the text's
/// code.
///
/// So a short text is never looked up while rows are read; that happens part by part when a store is
/// made, where all units of a part are near the processor.
struct UnitKey: BitwiseCopyable, Sendable, Equatable {
  /// The first eight bytes of a short text, zero behind its end; otherwise the code.
  var low: UInt64
  /// The next three bytes and, in the highest byte, the length + 1; ``long`` for a code.
  var high: UInt32

  /// The length of the longest text that a key holds.
  static let longestShort = TextInterner.Wanted.longestShort
  /// The bytes of a key.
  static let size = 12

  private static let long = TextInterner.Wanted.long

  @inline(__always)
  init(low: UInt64, high: UInt32) { (self.low, self.high) = (low, high) }

  /// The key of a unit whose text has a code.
  @inline(__always)
  init(code: UInt32) { (low, high) = (UInt64(code), Self.long) }

  /// The key of a text of up to ``longestShort`` bytes, given as ``TextCell/words(_:_:readableTo:)``.
  @inline(__always)
  init(words: (UInt64, UInt64), count: Int) {
    low = words.0
    high = UInt32(truncatingIfNeeded: words.1) | UInt32(truncatingIfNeeded: count &+ 1) &<< 24
  }

  @inline(__always)
  init(loadingFrom record: UnsafeRawPointer) {
    low = record.loadUnaligned(fromByteOffset: RecordLayout.unitOffset, as: UInt64.self)
    high = record.loadUnaligned(fromByteOffset: RecordLayout.unitOffset + 8, as: UInt32.self)
  }

  @inline(__always)
  func store(to record: UnsafeMutableRawPointer) {
    record.storeBytes(of: low, toByteOffset: RecordLayout.unitOffset, as: UInt64.self)
    record.storeBytes(of: high, toByteOffset: RecordLayout.unitOffset + 8, as: UInt32.self)
  }

  /// The code of the unit's text, or nil where the key holds the text itself.
  @inline(__always)
  var code: Int? { high == Self.long ? Int(truncatingIfNeeded: low) : nil }

  /// Calls `body` with the text that the key holds.
  func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) { bytes in
      body(
        UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<(Int(high >> 24) - 1)]))
    }
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
