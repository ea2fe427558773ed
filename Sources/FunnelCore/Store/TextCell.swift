/// A text borrowed from a buffer that outlives it, and the row of a block it belongs to.
struct TextCell: BitwiseCopyable {
  var base: UnsafePointer<UInt8>
  var count: UInt32
  var row: UInt32

  /// The text's bytes in two words; with the length they tell all texts of up to 16 bytes apart.
  @inline(__always) var words: (UInt64, UInt64) { Self.words(UnsafeRawPointer(base), Int(count)) }

  /// Returns the bytes of a text of up to 16 bytes in two words, reading none outside it.
  @inline(__always)
  static func words(_ raw: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 {
      return (
        raw.loadUnaligned(as: UInt64.self),
        raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      )
    }
    if count >= 4 {
      let first = UInt64(raw.loadUnaligned(as: UInt32.self))
      let last = UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      return (first | last &<< 32, 0)
    }
    if count == 0 { return (0, 0) }
    func byte(_ offset: Int) -> UInt64 {
      UInt64(raw.load(fromByteOffset: offset, as: UInt8.self))
    }
    return (byte(0) | byte(count &>> 1) &<< 8 | byte(count &- 1) &<< 16, 0)
  }
}
