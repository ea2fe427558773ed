extension JSONReader {
  /// Reads an object on one line whose keys have no escapes and that ends with the line.
  ///
  /// Nearly all objects of nearly all files are of this kind. Of all others, and of those that may
  /// end after the bytes, it leaves nothing behind but keys the careful way meets as well, and
  /// returns nil.
  mutating func plainObject(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, into record: inout Record
  ) -> RecordOutcome? {
    var cursor = PlainObjectCursor(position: start &+ 1, expected: tree.firstKey(of: 0))
    while true {
      let stop = tree.withNodes { cursor.advance(in: bytes, $0, into: &record) }
      switch stop {
      case .end: return plainEnd(in: bytes, from: start, at: cursor.position)
      case .key: guard takeKey(in: bytes, &cursor) else { return nil }
      case .value: guard takeValue(in: bytes, &cursor, into: &record) else { return nil }
      case .unusual: return nil
      }
    }
  }

  /// Takes a key that was not expected, with its colon.
  private mutating func takeKey(
    in bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout PlainObjectCursor
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    let (place, end) = (base + cursor.position, base + bytes.count)
    // A long key has yet to be compared in full; and often only the expected one is left out.
    var number = cursor.expected
    if number == 0 || !tree.holds(number, at: place, before: end) {
      number = tree.key(after: number)
    }
    if number != 0, tree.holds(number, at: place, before: end) {
      cursor.position += tree.length(of: number)
      (cursor.number, cursor.stage) = (number, .value)
      return true
    }
    guard let key = tree.find(at: place, before: end, parent: cursor.parent) else { return false }
    tree.note(key.number, after: cursor.previous, parent: cursor.parent)
    cursor.position += key.length
    (cursor.number, cursor.stage) = (key.number, .value)
    return true
  }

  /// Takes a value of any kind but an object.
  private mutating func takeValue(
    in bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout PlainObjectCursor,
    into record: inout Record
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var scanner = JSONScanner(base: base, end: bytes.count, position: cursor.position, isLine: true)
    do throws(JSONFault) {
      let number = cursor.number
      try takeValue(&scanner, depth: cursor.depth, into: &record) { $0.column(of: number) }
    } catch {
      return false
    }
    (cursor.position, cursor.stage) = (scanner.position, .separator)
    return true
  }

  /// Returns the column of a key's values, which is a new one for the first of them.
  private mutating func column(of number: Int) -> Int {
    let known = tree.column(of: number)
    if known >= 0 { return known }
    path.removeAll(keepingCapacity: true)
    tree.appendPath(of: number, to: &path)
    let column = Int(Self.code(of: path, in: &keys))
    tree.setColumn(column, of: number)
    return column
  }

  /// Ends an object that ends with its line, or before the next element of an array.
  private mutating func plainEnd(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, at end: Int
  ) -> RecordOutcome? {
    guard end < bytes.count else { return nil }
    var (next, lines) = (end, 0)
    switch bytes[end] {
    case UInt8(ascii: "\n"): (next, lines) = (end &+ 1, 1)
    case UInt8(ascii: "\r"):
      guard end &+ 1 < bytes.count, bytes[end &+ 1] == UInt8(ascii: "\n") else { return nil }
      (next, lines) = (end &+ 2, 1)
    case UInt8(ascii: ","), UInt8(ascii: "]"):
      if isLines { return nil }
    default: return nil
    }
    notePlain(end &- start)
    return .record(next: next, lines: lines)
  }
}
