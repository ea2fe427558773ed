extension TextInterner {
  /// Returns the text of a code, with invalid UTF-8 replaced by U+FFFD.
  func text(of code: Int) -> String {
    withBytes(of: code) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the bytes of a text that was not forgotten.
  func withBytes<Result>(of code: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let text = place(of: code)
    return body(UnsafeRawBufferPointer(start: text.base, count: text.count))
  }

  /// Calls `body` with cells of some texts, and with the end of what they may read.
  func withCells(
    of codes: Range<Int>,
    _ body: (UnsafeBufferPointer<TextCell>, UnsafeRawPointer) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: TextCell.self, capacity: codes.count) { cells in
      for (index, code) in codes.enumerated() {
        let text = place(of: code)
        cells.initializeElement(
          at: index, to: TextCell(base: text.base, count: UInt32(text.count), row: 0))
      }
      body(UnsafeBufferPointer(cells), end)
    }
  }
}
