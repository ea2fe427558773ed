/// Reads rows of delimited values as RFC 4180 writes them, and as they occur.
struct DelimitedReader: RecordReader {
  let delimiter: UInt8
  /// The names of the columns; empty while the header itself is read, when any width will do.
  var names: [String]
  /// The number of fields of the row read last.
  private(set) var lastWidth = 0
  /// How far a row may go on after its first line before its quote counts as never closed.
  private var lookahead = Lookahead()

  init(delimiter: UInt8, names: [String] = []) {
    self.delimiter = delimiter
    self.names = names
  }

  var columnCount: Int { names.count }

  var isAtRest: Bool { lookahead.isFull }

  mutating func notePlain(_ byteCount: Int) {
    lookahead.earn(byteCount)
    lastWidth = names.count
  }

  func columnName(_ column: Int) -> String { names[column] }

  mutating func next(
    in buffer: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool,
    into record: inout Record
  ) -> RecordOutcome {
    guard let bytes = buffer.baseAddress, start < buffer.count else { return .incomplete }
    let limit = start + EventLoader.recordLimit
    var row = Row(
      end: min(buffer.count, limit), position: start, isCut: buffer.count > limit,
      lookahead: lookahead.length)
    var column = 0
    while true {
      let isQuoted = row.position < row.end && bytes[row.position] == UInt8(ascii: "\"")
      if isQuoted {
        guard readQuoted(bytes, column, &row, &record) else {
          return isFinal || row.isCut ? giveUp(row, from: start) : .incomplete
        }
      } else {
        let from = row.position
        let end = row.end
        var index = from
        while index < end {
          let byte = bytes[index]
          if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
          index &+= 1
        }
        if index > from { record.add(column: column, from: from, to: index) }
        row.position = index
      }
      column &+= 1
      if row.position < row.end, bytes[row.position] == delimiter {
        row.position &+= 1
        continue
      }
      guard let next = endOfRow(bytes, row, isFinal && !row.isCut) else {
        guard row.isCut else { return .incomplete }
        return row.lines > 0 ? giveUp(row, from: start) : .rejectedLine(.tooLong)
      }
      // An empty line: one field, and nothing in it.
      if column == 1, record.count == 0 { return .skipped(next: next, lines: row.lines + 1) }
      lastWidth = column
      let outcome = finish(&record, count: column, row, next)
      if case .rejectedLine = outcome {
        lookahead.spend(next - row.firstLineEnd)
      } else {
        lookahead.earn(next - start)
      }
      return outcome
    }
  }

  /// Rejects the first line of a row whose end was looked for in vain.
  private mutating func giveUp(_ row: Row, from start: Int) -> RecordOutcome {
    if row.lines > 0 {
      lookahead.spend(row.end - row.firstLineEnd)
      lookahead.earn(row.firstLineEnd - start)
    }
    return .rejectedLine(.openQuote)
  }

  /// Where reading a row stands.
  private struct Row {
    /// Where the bytes end, or how far a row that spans lines may reach.
    var end: Int
    var position: Int
    /// Whether there are more bytes after the end.
    var isCut: Bool
    /// How far the row may reach after its first line.
    let lookahead: Int
    /// Line ends inside quoted values.
    private(set) var lines = 0
    private(set) var firstLineEnd = 0
    /// Whether something followed a closing quote, which well-formed rows never have.
    var isSuspicious = false

    /// Notes a line end inside a quoted value.
    mutating func passLine(at index: Int) {
      lines += 1
      guard lines == 1 else { return }
      firstLineEnd = index
      guard end - index > lookahead else { return }
      (end, isCut) = (index + lookahead, true)
    }
  }

  /// Returns where the next row starts; nil when that cannot be told yet.
  private func endOfRow(_ bytes: UnsafePointer<UInt8>, _ row: Row, _ isFinal: Bool) -> Int? {
    let position = row.position
    if position == row.end { return isFinal ? position : nil }
    if bytes[position] == UInt8(ascii: "\n") { return position + 1 }
    if position + 1 < row.end {
      return bytes[position + 1] == UInt8(ascii: "\n") ? position + 2 : position + 1
    }
    return isFinal ? position + 1 : nil
  }

  private func finish(
    _ record: inout Record, count: Int, _ row: Row, _ next: Int
  ) -> RecordOutcome {
    let expected = names.count
    if expected > 0, count != expected {
      let hasEmptyExtra = count == expected + 1 && record.fields.last?.column != Int32(expected)
      if !hasEmptyExtra {
        // A stray quote may have swallowed good lines: only the first of them is bad.
        guard row.lines == 0 else { return .rejectedLine(.openQuote) }
        return .rejected(next: next, lines: 1, .fieldCount(found: count, expected: expected))
      }
    }
    if row.isSuspicious, row.lines > 0 { return .rejectedLine(.openQuote) }
    return .record(next: next, lines: row.lines + 1)
  }

  /// Reads a value in quotes; returns false when the closing quote is not there.
  private func readQuoted(
    _ bytes: UnsafePointer<UInt8>, _ column: Int, _ row: inout Row, _ record: inout Record
  ) -> Bool {
    let from = row.position + 1
    var index = from
    var copied: Int?
    var runStart = from
    while index < row.end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if index + 1 == row.end {
          // Whether this quote closes the value shows in the next byte, unless there is none.
          break
        }
        let after = bytes[index + 1]
        if after == UInt8(ascii: "\"") {
          copied = copied ?? record.scratch.count
          record.scratch.append(
            contentsOf: UnsafeBufferPointer(start: bytes + runStart, count: index + 1 - runStart))
          index += 2
          runStart = index
          continue
        }
        if after == delimiter || after == UInt8(ascii: "\n") || after == UInt8(ascii: "\r") {
          break
        }
        row.isSuspicious = true
      } else if byte == UInt8(ascii: "\n") {
        row.passLine(at: index)
      } else if byte == UInt8(ascii: "\r"), index + 1 < row.end,
        bytes[index + 1] != UInt8(ascii: "\n")
      {
        row.passLine(at: index)
      }
      index += 1
    }
    guard index < row.end else { return false }
    if let copied {
      record.scratch.append(
        contentsOf: UnsafeBufferPointer(start: bytes + runStart, count: index - runStart))
      record.addScratch(column: column, from: copied)
    } else {
      record.add(column: column, from: from, to: index)
    }
    row.position = index + 1
    return true
  }
}
