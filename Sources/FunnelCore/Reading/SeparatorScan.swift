internal import CKernels

/// Finds delimiters and line ends, 64 bytes at a time.
struct SeparatorScan {
  private let bytes: UnsafePointer<UInt8>
  private let end: Int
  private let delimiter: UInt8
  /// The block looked at last, and the separators in it.
  private var block = 0..<0
  private var bits: UInt64 = 0

  /// Prepares to look at bytes up to an end.
  init(bytes: UnsafePointer<UInt8>, end: Int, delimiter: UInt8) {
    self.bytes = bytes
    self.end = end
    self.delimiter = delimiter
  }

  /// Returns the position of the first separator from a position on, or the end.
  @inline(__always)
  mutating func next(from start: Int) -> Int {
    var start = start
    if block.contains(start) {
      let rest = bits & (~0 &<< UInt64(truncatingIfNeeded: start &- block.lowerBound))
      if rest != 0 { return block.lowerBound &+ rest.trailingZeroBitCount }
      start = block.upperBound
    }
    while start &+ 64 <= end {
      bits = separator_bits(bytes + start, delimiter)
      block = start..<start &+ 64
      if bits != 0 { return start &+ bits.trailingZeroBitCount }
      start &+= 64
    }
    while start < end {
      let byte = bytes[start]
      if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      start &+= 1
    }
    return start
  }
}
