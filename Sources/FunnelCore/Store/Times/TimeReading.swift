internal import CKernels

/// The times of a column in memory, for walks over very many rows.
///
/// It is valid only while the function runs that it was given to.
struct TimeReading: @unchecked Sendable {
  let form: TimeForm
  /// The first 32 bits of each code.
  let words: UnsafeBufferPointer<UInt32>
  /// Its further bits, one code after the other from the lowest bit of each byte on.
  let extras: UnsafeBufferPointer<UInt8>

  /// Returns the code of a row's time.
  @inline(__always)
  func code(at row: Int) -> UInt64 {
    let bits = form.extraBits
    let word = UInt64(words[row])
    if bits == 0 { return word }
    return word | extra(at: row, bits) &<< 32
  }

  @inline(__always)
  private func extra(at row: Int, _ bits: Int) -> UInt64 {
    if bits <= 8 {
      let place = row &* bits
      let byte = UInt64(extras[place &>> 3]) &>> UInt64(place & 7)
      return byte & ((1 &<< UInt64(bits)) &- 1)
    }
    let bytes = UnsafeRawBufferPointer(extras)
    return bits == 16
      ? UInt64(bytes.loadUnaligned(fromByteOffset: row &* 2, as: UInt16.self))
      : UInt64(bytes.loadUnaligned(fromByteOffset: row &* 4, as: UInt32.self))
  }

  /// The number of rows.
  @inline(__always)
  var count: Int { words.count }

  /// Brings the first bits of a row's code near the processor.
  @inline(__always)
  func bringNear(_ row: Int) { bring_near(words.baseAddress.unsafelyUnwrapped + row) }

  /// Returns the time of a row.
  @inline(__always)
  subscript(row: Int) -> Int64 { form.time(of: code(at: row)) }
}
