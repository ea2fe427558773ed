/// The fields of one row, as places in the buffer it was read from.
///
/// One record is used for all rows, so reading a row allocates nothing.
struct Record: ~Copyable {
  /// A value that is present; missing values have no field.
  struct Field: BitwiseCopyable {
    /// The first byte: in the buffer, or at `-1 - start` of the scratch space when negative.
    var start: Int
    var count: Int32
    var column: Int32
  }

  private var storage: UnsafeMutablePointer<Field>
  private var capacity: Int
  /// The number of fields.
  private(set) var count = 0
  /// Values that could not be taken from the buffer as they stand, such as unescaped ones.
  var scratch: [UInt8] = []

  init() {
    capacity = 32
    storage = .allocate(capacity: capacity)
  }

  deinit { storage.deallocate() }

  /// The fields, in the order of the row.
  var fields: UnsafeBufferPointer<Field> { UnsafeBufferPointer(start: storage, count: count) }

  @inline(__always)
  mutating func clear() {
    count = 0
    if !scratch.isEmpty { scratch.removeAll(keepingCapacity: true) }
  }

  @inline(__always)
  mutating func add(column: Int, from start: Int, to end: Int) {
    append(
      Field(
        start: start, count: Int32(truncatingIfNeeded: end &- start),
        column: Int32(truncatingIfNeeded: column)))
  }

  /// Adds the scratch bytes from a position to the end as a value.
  mutating func addScratch(column: Int, from start: Int) {
    append(
      Field(start: -1 - start, count: Int32(scratch.count - start), column: Int32(column)))
  }

  /// Returns the bytes of a field.
  @inline(__always)
  func text(of field: Field, in bytes: UnsafePointer<UInt8>) -> ByteSlice {
    ByteSlice(
      base: field.start < 0 ? scratchText(field) : bytes + field.start, count: Int(field.count))
  }

  @inline(never)
  private func scratchText(_ field: Field) -> UnsafePointer<UInt8> {
    // Empty values have no bytes to point at, and none are read.
    scratch.withUnsafeBufferPointer { $0.baseAddress.map { $0 - 1 - field.start } }
      ?? UnsafePointer(storage.withMemoryRebound(to: UInt8.self, capacity: 1) { $0 })
  }

  private mutating func append(_ field: Field) {
    if count == capacity { grow(to: count + 1) }
    storage[count] = field
    count &+= 1
  }

  private mutating func grow(to wanted: Int) {
    let larger = UnsafeMutablePointer<Field>.allocate(capacity: max(wanted, capacity * 2))
    larger.update(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity = max(wanted, capacity * 2)
  }
}

/// What a reader found at a position.
enum RecordOutcome {
  /// A row, which ends at `next` after a number of line ends.
  case record(next: Int, lines: Int)
  /// Nothing of interest up to `next`.
  case skipped(next: Int, lines: Int)
  /// A row that cannot be used.
  case rejected(next: Int, lines: Int, RowFault)
  /// Only the line at the position is bad; what follows it is read anew.
  case rejectedLine(RowFault)
  /// More bytes are needed to tell.
  case incomplete
}

/// Splits bytes into rows and rows into fields.
protocol RecordReader {
  /// Reads the row at a position.
  mutating func next(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool, into record: inout Record
  ) -> RecordOutcome

  /// Takes in that so many bytes of plain rows were read by other means.
  mutating func notePlain(_ byteCount: Int)

  /// How many keys objects have in an order of their own.
  var plainKeyCount: Int { get }

  /// These keys with quotes and colon, and the columns of their values, -1 before there was one.
  var plainKeys: [(text: ArraySlice<UInt8>, column: Int)] { get }

  /// Returns the name of a column.
  func columnName(_ column: Int) -> String

  /// The number of columns known so far.
  var columnCount: Int { get }

  /// Whether what was read before has no influence on how the next row is read.
  var isAtRest: Bool { get }
}

extension RecordReader {
  mutating func notePlain(_ byteCount: Int) {}

  var plainKeyCount: Int { 0 }

  var plainKeys: [(text: ArraySlice<UInt8>, column: Int)] { [] }
}

extension UnsafeBufferPointer<UInt8> {
  /// The position after the line that holds a position, or nil when its end is not here yet.
  func endOfLine(from start: Int, isFinal: Bool) -> Int? {
    var index = start
    while index < count {
      if self[index] == UInt8(ascii: "\n") { return index + 1 }
      if self[index] == UInt8(ascii: "\r") {
        if index + 1 < count {
          return self[index + 1] == UInt8(ascii: "\n") ? index + 2 : index + 1
        }
        return isFinal ? index + 1 : nil
      }
      index += 1
    }
    return isFinal ? count : nil
  }
}
