/// Keys without the length of their text, which shows where its last byte is.
///
/// A text that begins or ends with a zero byte, and an empty one, cannot be packed. A packed key that
/// begins with a zero byte stands for a number.
extension TextKey {
  /// The bytes of a packed key whose text has no more.
  static let leastPackedSize = 8

  /// The key packed: eight bytes and, in the lower ones of `high`, up to three more.
  @inline(__always)
  var packed: TextKey {
    let text = TextKey(low: low, high: high & 0xFF_FFFF)
    return isLong ? TextKey(low: low &<< 8, high: 0) : text
  }

  /// The key that was packed into so many bytes; what is behind them means nothing.
  @inline(__always)
  init(unpacking packed: TextKey, size: Int) {
    let low = packed.low
    let high = packed.high & ((1 &<< UInt32(truncatingIfNeeded: size &* 8 &- 64)) &- 1)
    if low & 0xFF == 0 {
      self.init(number: low &>> 8)
    } else {
      self.init(
        low: low,
        high: high | UInt32(truncatingIfNeeded: Self.length(low, high) &+ 1) &<< 24)
    }
  }

  /// The length of a text of up to 11 bytes that does not end with a zero byte.
  @inline(__always)
  private static func length(_ low: UInt64, _ high: UInt32) -> Int {
    let inLow = 8 &- low.leadingZeroBitCount &>> 3
    return high == 0 ? inLow : 12 &- high.leadingZeroBitCount &>> 3
  }

  /// Returns the bytes that all of some keys fit packed, or ``size`` where not all can be packed.
  static func packedSize(of keys: UnsafeBufferPointer<TextKey>) -> Int {
    var longest = leastPackedSize
    var canBePacked = true
    for key in keys where !key.isLong {
      let length = Int(key.high &>> 24) &- 1
      longest = max(longest, length)
      canBePacked =
        canBePacked && key.low & 0xFF != 0 && Self.length(key.low, key.high & 0xFF_FFFF) == length
    }
    return canBePacked ? longest : size
  }
}
