/// Rows that are appended one by one, as texts, until they are coded together.
struct PendingRows: Sendable {
  private struct Value {
    var row: Int
    var column: Int
    var text: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var times: [Timestamp] = []
  private var units: [Range<Int>] = []
  private var events: [Range<Int>] = []
  private var values: [Value] = []

  /// The number of rows.
  var count: Int { times.count }

  mutating func append(unit: Span<UInt8>, time: Timestamp, event: Span<UInt8>) {
    times.append(time)
    units.append(keep(unit))
    events.append(keep(event))
  }

  /// Sets a property of the last row.
  mutating func set(_ text: Span<UInt8>, inColumn column: Int) {
    precondition(count > 0, "there is no row to set a value of")
    values.append(Value(row: count - 1, column: column, text: keep(text)))
  }

  private mutating func keep(_ text: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    return start..<bytes.count
  }

  /// Calls `body` with the rows as a block.
  func withBlock(columnCount: Int, _ body: (inout RowBlock) -> Void) {
    bytes.withUnsafeBufferPointer { buffer in
      // Empty texts have no bytes to point at, and none are read.
      let base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
      var block = RowBlock(columnCount: columnCount, end: UnsafeRawPointer(base + buffer.count))
      func text(_ range: Range<Int>) -> ByteSlice {
        ByteSlice(base: base + range.lowerBound, count: range.count)
      }
      var next = values.startIndex
      for row in times.indices {
        while next < values.endIndex, values[next].row == row {
          block.set(text(values[next].text), inColumn: values[next].column)
          next += 1
        }
        block.append(unit: text(units[row]), time: times[row], event: text(events[row]))
      }
      body(&block)
    }
  }
}
