import Testing

@testable import FunnelCore

/// Reads from the start of every line on, of so many at most, and expects the same in every form; returns
/// how many rows the portable form found.
///
/// `read` gets where to start, how many rows the block holds already, and the form.
func compareForms(
  _ forms: [KernelForm], on text: some Collection<UInt8>, lines: Int,
  read: (_ start: Int, _ first: Int, _ form: KernelForm) -> [String]
) -> Int {
  var found = 0
  let ends = text.enumerated().filter { $0.element == UInt8(ascii: "\n") }.map { $0.offset + 1 }
  for start in ([0] + ends).prefix(lines) {
    let first = start % 3 == 0 ? 250 : 0
    let expected = read(start, first, .portable)
    found += expected.count - 1
    for form in forms { #expect(read(start, first, form) == expected) }
  }
  return found
}

extension RowBlock {
  /// Creates a block that holds some rows already, for rows of these bytes.
  init(columnCount: Int, holding rows: Int, of bytes: UnsafeBufferPointer<UInt8>) {
    let base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    self.init(columnCount: columnCount, end: UnsafeRawPointer(base + bytes.count))
    let text = ByteSlice(base: base, count: 1)
    for _ in 0..<rows { append(unit: text, time: Timestamp(rawValue: 0), event: text) }
  }

  /// What was read: how far, then a line for each row behind the first ones.
  func lines(behind first: Int, columns: Int, _ progress: PlainRows.Progress) -> [String] {
    func text(_ cell: TextCell) -> String {
      ByteSlice(base: cell.base, count: Int(cell.count)).text
    }
    var found = ["\(progress.next) \(progress.count) \(progress.earliest) \(progress.latest)"]
    for row in first..<count {
      var values: [[String]] = []
      for column in 0..<columns {
        let cells = self.values(ofColumn: column)
        values.append(cells.filter { Int($0.row) == row }.map(text))
      }
      found.append("\(text(units[row])) \(times[row]) \(text(events[row])) \(values)")
    }
    return found
  }
}
