extension JSONReader {
  /// Reads a value of any kind.
  mutating func readValue(
    _ scanner: inout JSONScanner, depth: Int, into record: inout Record
  ) throws(JSONFault) {
    switch try scanner.peek() {
    case UInt8(ascii: "{"):
      try readObject(&scanner, depth: depth + 1, into: &record)
    default:
      try takeValue(&scanner, depth: depth, into: &record) { reader in
        Int(Self.code(of: reader.path, in: &reader.keys))
      }
    }
  }

  /// Takes a value of any kind but an object, and asks for its column when it is there.
  @inline(__always)
  mutating func takeValue(
    _ scanner: inout JSONScanner, depth: Int, into record: inout Record,
    column: (inout JSONReader) -> Int
  ) throws(JSONFault) {
    let start = scanner.position
    switch scanner.base[start] {
    case UInt8(ascii: "\""):
      let text = try scanner.string()
      let column = column(&self)
      if text.hasEscapes {
        let from = record.scratch.count
        try scanner.unescape(text, into: &record.scratch)
        record.addScratch(column: column, from: from)
      } else {
        record.add(column: column, from: text.start, to: text.start + text.count)
      }
    case UInt8(ascii: "n"):
      try scanner.word("null")
      _ = column(&self)
    default:
      try scanner.skipValue(depth: depth + 1)
      record.add(column: column(&self), from: start, to: scanner.position)
    }
  }
}
