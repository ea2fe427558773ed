/// The fields of one row, as places in the buffer it was read from.
///
/// One record is used for all rows, so reading a row allocates nothing.
struct Record {
  /// A value that is present; missing values have no field.
  struct Field {
    var column: Int
    /// The first byte: in the buffer, or at `-1 - start` of the scratch space when negative.
    var start: Int
    var count: Int
  }

  var fields: [Field] = []
  /// Values that could not be taken from the buffer as they stand, such as unescaped ones.
  var scratch: [UInt8] = []

  mutating func clear() {
    fields.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(column: Int, from start: Int, to end: Int) {
    fields.append(Field(column: column, start: start, count: end &- start))
  }

  /// Adds the scratch bytes from a position to the end as a value.
  mutating func addScratch(column: Int, from start: Int) {
    fields.append(Field(column: column, start: -1 - start, count: scratch.count - start))
  }

  /// Calls a function with each field's column, its bytes, and whether they are scratch bytes.
  @inline(__always)
  func forEach(in bytes: UnsafePointer<UInt8>, _ body: (Int, ByteSlice, Bool) -> Void) {
    scratch.withUnsafeBufferPointer { scratch in
      for field in fields {
        let isScratch = field.start < 0
        let base = isScratch ? (scratch.baseAddress ?? bytes) - 1 - field.start : bytes + field.start
        body(field.column, ByteSlice(base: base, count: field.count), isScratch)
      }
    }
  }

  /// Whether a value of this record lies in its scratch bytes.
  func isScratch(_ text: ByteSlice) -> Bool {
    scratch.withUnsafeBufferPointer { scratch in
      guard let base = scratch.baseAddress else { return false }
      return text.base >= base && text.base < base + scratch.count
    }
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

  /// Returns the name of a column.
  func columnName(_ column: Int) -> String

  /// The number of columns known so far.
  var columnCount: Int { get }

  /// Whether what was read before has no influence on how the next row is read.
  var isAtRest: Bool { get }
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
