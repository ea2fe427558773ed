/// Reads JSON objects: one a line, one after another, or as the elements of an array.
///
/// Nested objects become columns whose names are joined with dots; arrays keep their JSON text.
struct JSONReader: RecordReader {
  /// Deeper nesting is rejected, so no input can exhaust the stack.
  static let depthLimit = 100

  /// Whether every object stands on a line of its own.
  let isLines: Bool
  /// Whether every object takes the careful way, as those that are out of the ordinary do.
  var isCareful: Bool
  var keys = TextInterner()
  /// The keys met so far where objects are plain.
  var tree = JSONKeyTree()
  /// The name of the value being read, with those of the objects around it.
  var path: [UInt8] = []
  /// Whether a bad object is being left behind: lines are skipped until one starts an object.
  var isResyncing = false
  /// How many brackets around the elements are open.
  private var arrayDepth = 0
  /// Whether there was a value before, so that an empty array is one more rather than an empty file.
  var hasMetValue = false
  /// How far the end of a bad object may be looked for.
  var lookahead = Lookahead()

  init(isLines: Bool, isCareful: Bool = false) {
    self.isLines = isLines
    self.isCareful = isCareful
  }

  var columnCount: Int { keys.count }

  var plainKeyCount: Int { isLines && !isCareful ? tree.order.count : 0 }

  var plainKeys: [(text: ArraySlice<UInt8>, column: Int)] {
    tree.order.map { (tree.text(of: $0), tree.column(of: $0)) }
  }

  mutating func notePlain(_ byteCount: Int) {
    isResyncing = false
    hasMetValue = true
    lookahead.earn(byteCount)
  }

  var isAtRest: Bool { isLines && !isResyncing && lookahead.isFull }

  func columnName(_ column: Int) -> String { keys.text(of: column) }

  mutating func next(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool,
    into record: inout Record
  ) -> RecordOutcome {
    guard let base = bytes.baseAddress else { return .incomplete }
    var (index, lines) = (start, 0)
    while index < bytes.count, Self.isBetweenObjects(base[index]) {
      if base[index] == UInt8(ascii: "\n") { lines += 1 }
      index += 1
    }
    if index > start { return .skipped(next: index, lines: lines) }
    switch base[index] {
    case UInt8(ascii: "{"):
      if !isCareful, let plain = plainObject(in: bytes, at: index, into: &record) { return plain }
      record.clear()
      return object(in: bytes, at: index, isFinal, into: &record)
    case UInt8(ascii: "]"):
      arrayDepth = max(0, arrayDepth - 1)
      return .skipped(next: index + 1, lines: 0)
    default: return nonObject(in: bytes, at: index, isFinal)
    }
  }

  private mutating func object(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ isFinal: Bool, into record: inout Record
  ) -> RecordOutcome {
    guard let base = bytes.baseAddress else { return .incomplete }
    var scanner = JSONScanner(base: base, end: bytes.count, position: start, isLine: isLines)
    if isLines {
      guard let opensLines = scanner.opensLines(isFinal: isFinal) else { return .incomplete }
      scanner = JSONScanner(base: base, end: bytes.count, position: start, isLine: !opensLines)
    }
    path.removeAll(keepingCapacity: true)
    do throws(JSONFault) {
      try readObject(&scanner, depth: 1, into: &record)
    } catch {
      record.clear()
      return recover(from: error, scanner, in: bytes, at: start, isFinal)
    }
    switch scanner.following(isFinal: isFinal) {
    case .separated:
      isResyncing = false
      hasMetValue = true
      lookahead.earn(scanner.position - start)
      return .record(next: scanner.position, lines: scanner.lines)
    case .junk where scanner.isLine:
      record.clear()
      return .rejectedLine(.badJSON)
    case .junk:
      record.clear()
      guard scanner.skipJunk(inArray: arrayDepth > 0, isFinal: isFinal) else { return .incomplete }
      return .rejected(next: scanner.position, lines: scanner.lines, .badJSON)
    case .incomplete:
      record.clear()
      return .incomplete
    }
  }

  /// Passes over the start of an array, or rejects a value that is no object.
  private mutating func nonObject(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ isFinal: Bool
  ) -> RecordOutcome {
    guard let base = bytes.baseAddress else { return .incomplete }
    if isResyncing {
      guard let next = bytes.endOfLine(from: start, isFinal: isFinal) else { return .incomplete }
      return .skipped(next: next, lines: 1)
    }
    var scanner = JSONScanner(base: base, end: bytes.count, position: start, isLine: isLines)
    if base[start] == UInt8(ascii: "[") {
      let opening = scanner.opening(isFinal: isFinal)
      if opening == .incomplete { return .incomplete }
      let isOutermost = !isLines && arrayDepth == 0
      let isStart = opening == .emptyArray ? !hasMetValue : true
      if opening == .array || isOutermost && isStart {
        arrayDepth += 1
        return .skipped(next: start + 1, lines: 0)
      }
    }
    if isLines { return .rejectedLine(.notAnObject) }
    hasMetValue = true
    do throws(JSONFault) {
      try scanner.skipValue(depth: 1)
      if scanner.following(isFinal: isFinal) == .separated {
        return .rejected(next: scanner.position, lines: scanner.lines, .notAnObject)
      }
    } catch {
      let isWaiting = !isFinal && bytes.count - start <= Lookahead.limit
      if error == .cutShort, isWaiting { return .incomplete }
      scanner.position = start + 1
      scanner.lines = 0
    }
    guard scanner.skipJunk(inArray: arrayDepth > 0, isFinal: isFinal) else { return .incomplete }
    return .rejected(next: scanner.position, lines: scanner.lines, .notAnObject)
  }

  static func code(of path: [UInt8], in keys: inout TextInterner) -> UInt32 {
    keys.intern(path.span)
  }

  /// White space, and what holds objects together: commas, record separators.
  private static func isBetweenObjects(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ",")
  }

  private mutating func recover(
    from fault: JSONFault, _ scanner: JSONScanner, in bytes: UnsafeBufferPointer<UInt8>,
    at start: Int, _ isFinal: Bool
  ) -> RecordOutcome {
    let isWaiting = !isFinal && bytes.count - start <= EventLoader.recordLimit
    if fault == .cutShort, isWaiting { return .incomplete }
    let rowFault: RowFault =
      switch fault {
      case .cutShort: isFinal ? .cutShort : .tooLong
      case .invalid: .badJSON
      case .tooDeep: .tooDeep
      }
    guard !isLines else { return .rejectedLine(rowFault) }
    let end = min(bytes.count, start + lookahead.length)
    var skipper = JSONScanner(base: scanner.base, end: end, position: start, isLine: false)
    if skipper.skipBalanced() {
      lookahead.earn(skipper.position - start)
      return .rejected(next: skipper.position, lines: skipper.lines, rowFault)
    }
    if !isFinal, end == bytes.count { return .incomplete }
    lookahead.spend(end - start)
    isResyncing = true
    return .rejectedLine(rowFault)
  }

  mutating func readObject(
    _ scanner: inout JSONScanner, depth: Int, into record: inout Record
  ) throws(JSONFault) {
    guard depth <= Self.depthLimit else { throw .tooDeep }
    scanner.position += 1
    if try scanner.peek() == UInt8(ascii: "}") {
      scanner.position += 1
      return
    }
    while true {
      guard try scanner.peek() == UInt8(ascii: "\"") else { throw .invalid }
      let outer = path.count
      if depth > 1 { path.append(UInt8(ascii: ".")) }
      let key = try scanner.string()
      if key.hasEscapes {
        try scanner.unescape(key, into: &path)
      } else {
        path.append(
          contentsOf: UnsafeBufferPointer(start: scanner.base + key.start, count: key.count))
      }
      guard try scanner.peek() == UInt8(ascii: ":") else { throw .invalid }
      scanner.position += 1
      try readValue(&scanner, depth: depth, into: &record)
      path.removeSubrange(outer...)
      let separator = try scanner.peek()
      scanner.position += 1
      if separator == UInt8(ascii: "}") { return }
      guard separator == UInt8(ascii: ",") else { throw .invalid }
    }
  }
}
