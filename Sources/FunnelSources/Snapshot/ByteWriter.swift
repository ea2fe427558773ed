/// Writes numbers and texts one after the other, to be read back by a ``ByteReader``.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ number: UInt32) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ number: Int) {
    withUnsafeBytes(of: Int64(number)) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds a mark that says whether there is a value, and the value.
  mutating func append<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
    append(value == nil ? 0 : 1)
    if let value { write(&self, value) }
  }

  /// Adds the number of elements and each of them.
  mutating func append<Element>(
    all elements: some Collection<Element>, _ write: (inout ByteWriter, Element) -> Void
  ) {
    append(elements.count)
    for element in elements { write(&self, element) }
  }

  /// Adds zeros up to a length.
  mutating func pad(to length: Int) {
    bytes.append(contentsOf: repeatElement(0, count: max(0, length - bytes.count)))
  }
}
