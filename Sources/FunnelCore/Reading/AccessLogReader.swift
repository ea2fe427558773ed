/// Reads lines of a web server's access log in the NCSA common or combined form.
///
/// The unit is the authenticated user where there is one, otherwise the address with a short
/// hash of the user agent. The event is the method and the path without its query.
struct AccessLogReader: RecordReader {
  private static let names = [
    "visitor", "time", "event", "status", "method", "path", "bytes", "referrer", "user_agent",
    "ip",
  ]

  private enum Column: Int {
    case visitor, time, event, status, method, path, bytes, referrer, userAgent, address
  }

  /// The roles of the columns made of each line.
  static let roles = EventStore.ColumnRoles(unit: "visitor", time: "time", event: "event")

  var columnCount: Int { Self.names.count }

  var isAtRest: Bool { true }

  func columnName(_ column: Int) -> String { Self.names[column] }

  mutating func next(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool,
    into record: inout Record
  ) -> RecordOutcome {
    guard let base = bytes.baseAddress else { return .incomplete }
    guard let next = bytes.endOfLine(from: start, isFinal: isFinal) else {
      return bytes.count - start > EventLoader.recordLimit ? .rejectedLine(.tooLong) : .incomplete
    }
    var end = next
    while end > start, base[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    if end == start { return .skipped(next: next, lines: 1) }
    var line = AccessLine(base: base, position: start, end: end)
    guard let address = line.word(), line.word() != nil, let user = line.word(),
      let time = line.enclosed(UInt8(ascii: "["), UInt8(ascii: "]")),
      let request = line.quoted(), let status = line.word(), let size = line.word()
    else { return .rejected(next: next, lines: 1, .notAnAccessLine) }
    let referrer = line.quoted()
    let agent = line.quoted()

    addVisitor(user: user, address: address, agent: agent, base, &record)
    record.add(column: Column.time.rawValue, from: time.lowerBound, to: time.upperBound)
    addRequest(request, base, &record)
    for (column, range) in [(Column.status, status), (.bytes, size), (.address, address)] {
      add(column, range, base, &record)
    }
    for (column, range) in [(Column.referrer, referrer), (.userAgent, agent)] {
      guard let range else { continue }
      addUnescaped(column, range, base, &record)
    }
    return .record(next: next, lines: 1)
  }

  private func add(
    _ column: Column, _ range: Range<Int>, _ base: UnsafePointer<UInt8>, _ record: inout Record
  ) {
    // A lone dash is how these logs write "nothing".
    if range.count == 1, base[range.lowerBound] == UInt8(ascii: "-") { return }
    guard !range.isEmpty else { return }
    record.add(column: column.rawValue, from: range.lowerBound, to: range.upperBound)
  }

  private func addUnescaped(
    _ column: Column, _ range: Range<Int>, _ base: UnsafePointer<UInt8>, _ record: inout Record
  ) {
    guard range.contains(where: { base[$0] == UInt8(ascii: "\\") }) else {
      return add(column, range, base, &record)
    }
    let from = record.scratch.count
    var index = range.lowerBound
    while index < range.upperBound {
      if base[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound,
        base[index + 1] == UInt8(ascii: "\"") || base[index + 1] == UInt8(ascii: "\\")
      {
        index += 1
      }
      record.scratch.append(base[index])
      index += 1
    }
    record.addScratch(column: column.rawValue, from: from)
  }

  private func addVisitor(
    user: Range<Int>, address: Range<Int>, agent: Range<Int>?, _ base: UnsafePointer<UInt8>,
    _ record: inout Record
  ) {
    if user.count != 1 || base[user.lowerBound] != UInt8(ascii: "-") {
      record.add(column: Column.visitor.rawValue, from: user.lowerBound, to: user.upperBound)
      return
    }
    guard let agent else {
      record.add(column: Column.visitor.rawValue, from: address.lowerBound, to: address.upperBound)
      return
    }
    // FNV-1a: short, and the same on every run and machine.
    var hash: UInt32 = 0x811C_9DC5
    for index in agent { hash = (hash ^ UInt32(base[index])) &* 0x0100_0193 }
    let from = record.scratch.count
    for index in address { record.scratch.append(base[index]) }
    record.scratch.append(UInt8(ascii: "-"))
    for shift in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: hash >> UInt32(shift)) & 0xF
      record.scratch.append(digit < 10 ? digit + 48 : digit + 87)
    }
    record.addScratch(column: Column.visitor.rawValue, from: from)
  }

  /// Adds method, path and event; a request that is no HTTP, often an attack, is its own event.
  private func addRequest(
    _ request: Range<Int>, _ base: UnsafePointer<UInt8>, _ record: inout Record
  ) {
    var line = AccessLine(base: base, position: request.lowerBound, end: request.upperBound)
    guard let method = line.word(), let target = line.word(),
      method.allSatisfy({ base[$0] >= UInt8(ascii: "A") && base[$0] <= UInt8(ascii: "Z") })
    else {
      let from = record.scratch.count
      record.scratch.append(contentsOf: "(no request)".utf8)
      record.addScratch(column: Column.event.rawValue, from: from)
      return
    }
    let pathEnd = target.first { base[$0] == UInt8(ascii: "?") } ?? target.upperBound
    let path = target.lowerBound..<pathEnd
    record.add(column: Column.event.rawValue, from: method.lowerBound, to: pathEnd)
    add(.method, method, base, &record)
    add(.path, path, base, &record)
  }
}

/// A position in a line of an access log.
private struct AccessLine {
  let base: UnsafePointer<UInt8>
  var position: Int
  let end: Int

  private mutating func skipSpaces() {
    while position < end, base[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Takes the bytes up to the next space.
  mutating func word() -> Range<Int>? {
    skipSpaces()
    let start = position
    while position < end, base[position] != UInt8(ascii: " ") { position += 1 }
    return position > start ? start..<position : nil
  }

  /// Takes the bytes between an opening and a closing byte.
  mutating func enclosed(_ open: UInt8, _ close: UInt8) -> Range<Int>? {
    skipSpaces()
    guard position < end, base[position] == open else { return nil }
    let start = position + 1
    var index = start
    while index < end {
      if base[index] == close {
        position = index + 1
        return start..<index
      }
      if base[index] == UInt8(ascii: "\\") { index += 1 }
      index += 1
    }
    return nil
  }

  /// Takes a text in quotes; quotes inside it are written with a backslash.
  mutating func quoted() -> Range<Int>? { enclosed(UInt8(ascii: "\""), UInt8(ascii: "\"")) }
}
