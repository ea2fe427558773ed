/// A text borrowed from a buffer that outlives it, and the row of a block it belongs to.
///
/// It lies in memory as `text_cell` of the C kernels does.
struct TextCell: BitwiseCopyable {
  var base: UnsafePointer<UInt8>
  var count: UInt32
  var row: UInt32

  init(base: UnsafePointer<UInt8>, count: UInt32, row: UInt32) {
    self.base = base
    self.count = count
    self.row = row
  }

  @inline(__always)
  init(_ text: ByteSlice, row: UInt32) {
    self.init(base: text.base, count: UInt32(truncatingIfNeeded: text.count), row: row)
  }

  /// Returns the bytes of a text of up to 16 bytes as two little-endian words, zero behind its end.
  ///
  /// Bytes behind the text are looked at, and ignored, only where they lie before `end`.
  @inline(__always)
  static func words(
    _ base: UnsafeRawPointer, _ count: Int, readableTo end: UnsafeRawPointer
  ) -> (UInt64, UInt64) {
    guard base + 16 <= end else { return carefulWords(base, count) }
    let first = base.loadUnaligned(as: UInt64.self)
    let second = base.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    // Without branches: the lengths of neighbouring texts can hardly be predicted.
    let low = UInt64(truncatingIfNeeded: min(count, 8)) &* 8
    let high = UInt64(truncatingIfNeeded: max(count, 8) &- 8) &* 8
    return (
      first & (low == 64 ? .max : (1 &<< low) &- 1),
      second & (high == 64 ? .max : (1 &<< high) &- 1)
    )
  }

  private static func carefulWords(_ base: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    var words: (UInt64, UInt64) = (0, 0)
    for index in 0..<count {
      let byte = UInt64(base.load(fromByteOffset: index, as: UInt8.self))
      if index < 8 {
        words.0 |= byte &<< UInt64(index * 8)
      } else {
        words.1 |= byte &<< UInt64((index - 8) * 8)
      }
    }
    return words
  }
}
