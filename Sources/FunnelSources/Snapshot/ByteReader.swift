/// Reads what a ``ByteWriter`` wrote, from bytes that may be anything.
struct ByteReader {
  /// What was read is not what a writer writes.
  struct Nonsense: Error {}

  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  /// Creates a reader of bytes that stay as they are while it is used.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  private mutating func take(_ count: Int) throws(Nonsense) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - position else { throw Nonsense() }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  mutating func word() throws(Nonsense) -> UInt32 { try take(4).loadUnaligned(as: UInt32.self) }

  /// Reads so many words at once.
  mutating func words(_ count: Int) throws(Nonsense) -> [UInt32] {
    guard count <= bytes.count / 4 else { throw Nonsense() }
    let source = try take(4 * count)
    return [UInt32](unsafeUninitializedCapacity: count) { words, filled in
      UnsafeMutableRawBufferPointer(words).copyMemory(from: source)
      filled = count
    }
  }

  mutating func number() throws(Nonsense) -> Int {
    Int(try take(8).loadUnaligned(as: Int64.self))
  }

  /// Reads how many there are of something: not negative, and few enough to add some up.
  mutating func count() throws(Nonsense) -> Int {
    let count = try number()
    guard count >= 0, count < 1 << 48 else { throw Nonsense() }
    return count
  }

  /// Reads whether something is so.
  mutating func flag() throws(Nonsense) -> Bool {
    switch try number() {
    case 0: false
    case 1: true
    default: throw Nonsense()
    }
  }

  mutating func text() throws(Nonsense) -> String {
    let count = try count()
    return String(decoding: try take(count), as: UTF8.self)
  }

  mutating func optional<Value>(
    _ read: (inout ByteReader) throws(Nonsense) -> Value
  ) throws(Nonsense) -> Value? {
    switch try number() {
    case 0: return nil
    case 1: return try read(&self)
    default: throw Nonsense()
    }
  }

  mutating func all<Element>(
    _ read: (inout ByteReader) throws(Nonsense) -> Element
  ) throws(Nonsense) -> [Element] {
    let count = try count()
    // Each takes at least a byte, so a false number cannot ask for room without end.
    guard count <= bytes.count - position else { throw Nonsense() }
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }
}
