/// Bytes borrowed from a buffer that outlives the slice; never stored.
struct ByteSlice {
  let base: UnsafePointer<UInt8>
  let count: Int

  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  @inline(__always) subscript(index: Int) -> UInt8 { base[index] }

  var isEmpty: Bool { count == 0 }

  /// The bytes as text, with invalid UTF-8 replaced.
  var text: String {
    String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// The bytes without white space at both ends.
  var trimmed: ByteSlice {
    var start = 0
    var end = count
    while start < end, base[start] <= UInt8(ascii: " ") { start += 1 }
    while end > start, base[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    return ByteSlice(base: base + start, count: end - start)
  }
}
