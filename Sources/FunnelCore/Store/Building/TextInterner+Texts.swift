extension TextInterner {
  /// The texts as an immutable table, indexed by code.
  ///
  /// - Complexity: O(bytes of the texts).
  var table: TextTable { table(of: 0..<count) }

  /// Returns the texts of codes as a table, in the order given.
  ///
  /// - Complexity: O(bytes of the texts).
  func table(of codes: some Collection<Int>) -> TextTable {
    var total = 0
    let ends = SharedArray<Int>(count: codes.count) { ends in
      for (index, code) in codes.enumerated() {
        total += length(of: code)
        ends.base[index] = total
      }
    }
    let bytes = SharedArray<UInt8>(count: total) { bytes in
      var place = UnsafeMutableRawPointer(bytes.base)
      for code in codes {
        withBytes(of: code) { text in
          if let base = text.baseAddress {
            place.copyMemory(from: base, byteCount: text.count)
            place += text.count
          }
        }
      }
    }
    return TextTable(bytes: bytes, ends: ends)
  }

  /// Returns the text of a code, with invalid UTF-8 replaced by U+FFFD.
  func text(of code: Int) -> String {
    withBytes(of: code) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with cells of the texts of some codes, and with the end of what they may read.
  func withCells(
    of codes: Range<Int>,
    _ body: (UnsafeBufferPointer<TextCell>, UnsafeRawPointer) -> Void
  ) {
    var offsets = [0]
    var bytes: [UInt8] = []
    for code in codes {
      withBytes(of: code) { bytes.append(contentsOf: $0) }
      offsets.append(bytes.count)
    }
    bytes.withUnsafeBufferPointer { bytes in
      // Empty texts have no bytes to point at, and none are read.
      let base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
      let cells = codes.indices.map { index in
        let start = offsets[index - codes.lowerBound]
        return TextCell(
          base: base + start, count: UInt32(offsets[index - codes.lowerBound + 1] - start), row: 0)
      }
      cells.withUnsafeBufferPointer { body($0, UnsafeRawPointer(base + bytes.count)) }
    }
  }
}
