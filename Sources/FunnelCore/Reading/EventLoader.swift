/// Makes events of bytes that arrive piece by piece.
///
/// The first bytes of a file decide its format and columns; from then on complete rows become
/// events at once, and the rest of the last row waits for more bytes.
public struct EventLoader: Sendable {
  /// How many bytes decide what a file is.
  static let headLength = 256 << 10
  /// A row longer than this is rejected.
  static let recordLimit = 16 << 20

  let options: ReadingOptions
  /// Bytes that have not become rows yet.
  var buffer: [UInt8] = []
  var reader: AnyRecordReader?
  var appender: RowAppender?
  /// The number of the line at the start of the buffer, counted from one.
  private(set) var line = 1
  /// Whether the rest of a rejected line is still to be skipped.
  private(set) var isSkippingLine = false
  var format: InputFormat?
  private(set) var files: [String] = []
  /// The rows that could not be used.
  public internal(set) var rejections = Rejections()
  private(set) var damages: [DataSummary.Damage] = []

  /// Creates a loader without events.
  public init(options: ReadingOptions = ReadingOptions()) { self.options = options }

  /// Starts a file; the one before must have been ended.
  public mutating func beginFile(named name: String) {
    if files.last != name { files.append(name) }
    buffer.removeAll(keepingCapacity: true)
    reader = nil
    line = 1
    isSkippingLine = false
  }

  /// Takes the next bytes of the file and reads the rows they complete.
  public mutating func feed(_ bytes: Span<UInt8>) throws(LoadError) {
    if reader == nil {
      bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
      guard buffer.count >= Self.headLength else { return }
      try decideHead(isFinal: false)
      return drain(isFinal: false)
    }
    bytes.withUnsafeBufferPointer { take($0) }
  }

  /// Reads rows where they lie, after completing the one that was left over.
  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    if !buffer.isEmpty {
      let left = buffer.count
      position = min(bytes.count, Self.completionLength)
      buffer.append(contentsOf: bytes[..<position])
      drain(isFinal: false)
      if buffer.count > position {
        // A row longer than that: it is waited for in the buffer.
        buffer.append(contentsOf: bytes[position...])
        return drain(isFinal: false)
      }
      // What is left of the buffer is the end of what was taken of these bytes.
      position -= buffer.count
      assert(position >= 0 && left > 0)
      buffer.removeAll(keepingCapacity: true)
    }
    let rest = UnsafeBufferPointer(rebasing: bytes[position...])
    buffer.append(contentsOf: rest[drain(rest, isFinal: false)...])
  }

  /// About as many bytes complete nearly any row.
  private static let completionLength = 4 << 10

  /// Reads what is there without waiting for enough bytes to be sure of the format.
  ///
  /// For input that arrives slowly, or that will be followed: an unfinished last row is kept.
  public mutating func settle() throws(LoadError) {
    if reader == nil {
      // A header alone says little about its columns.
      guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")),
        buffer[(end + 1)...].contains(UInt8(ascii: "\n"))
      else { return }
      do { try decideHead(isFinal: false) } catch .badHeader {
        // The rest of the header may still come.
        return
      }
    }
    drain(isFinal: false)
  }

  /// Ends the file: what is left is its last row.
  public mutating func endFile() throws(LoadError) {
    if reader == nil { try decideHead(isFinal: true) }
    drain(isFinal: true)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Returns this loader as it would be if the file ended here, to look at what it holds so far.
  ///
  /// This loader is left alone: a row that is still being written can be completed later.
  ///
  /// - Complexity: O(1), or O(events × columns) when there is an unfinished row, whose event needs
  ///   columns of its own.
  public func ended() throws(LoadError) -> EventLoader {
    if reader != nil, buffer.isEmpty { return self }
    var copy = self
    try copy.endFile()
    return copy
  }

  /// Notes damage that no row can be blamed for, such as compressed data that ends too early.
  public mutating func rejectRest(reason: String) {
    rejections.add(
      Rejections.Line(file: files.last ?? "-", number: line, reason: reason), kind: reason)
    damages.append(DataSummary.Damage(file: files.last ?? "-", reason: reason))
  }

  private mutating func drain(isFinal: Bool) {
    let bytes = buffer
    let read = bytes.withUnsafeBufferPointer { drain($0, isFinal: isFinal) }
    buffer.removeSubrange(0..<read)
  }

  /// Reads the rows that bytes hold and returns how many bytes these are.
  private mutating func drain(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Int {
    switch reader {
    case .delimited(var rows):
      defer { reader = .delimited(rows) }
      return drain(&rows, bytes, isFinal: isFinal)
    case .json(var rows):
      reader = nil
      defer { reader = .json(rows) }
      return drain(&rows, bytes, isFinal: isFinal)
    case .accessLog(var rows):
      defer { reader = .accessLog(rows) }
      return drain(&rows, bytes, isFinal: isFinal)
    case nil: return 0
    }
  }

  private mutating func drain<Reader: RecordReader>(
    _ reader: inout Reader, _ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool
  ) -> Int {
    guard var appender else { return 0 }
    self.appender = nil
    defer { self.appender = appender }
    var position = 0
    do {
      guard let base = bytes.baseAddress else { return 0 }
      var record = Record()
      var block = RowBlock(
        columnCount: appender.builder.columns.count, end: UnsafeRawPointer(base + bytes.count))
      reading: while position < bytes.count {
        if isSkippingLine {
          guard let next = bytes.endOfLine(from: position, isFinal: isFinal) else {
            // A last return may be the first half of a line end.
            position = bytes.count - (bytes.last == UInt8(ascii: "\r") ? 1 : 0)
            break
          }
          (position, line, isSkippingLine) = (next, line + 1, false)
          continue
        }
        // What is quoted of a bad line must not depend on where the bytes are cut.
        if !isFinal, bytes.count - position < Self.excerptLength,
          bytes.endOfLine(from: position, isFinal: false) == nil
        {
          break
        }
        let plain =
          appender.appendPlain(base, from: position, to: bytes.count, into: &block)
          ?? appender.appendObjects(base, from: position, to: bytes.count, into: &block)
        if let rows = plain {
          reader.notePlain(rows.next - position)
          position = rows.next
          line += rows.count
          continue
        }
        record.clear()
        switch reader.next(in: bytes, from: position, isFinal: isFinal, into: &record) {
        case .record(let next, let lines):
          if appender.hasNewColumns(among: reader.columnCount) {
            appender.resolveNewColumns(of: record, names: reader)
          }
          appender.preparePlainObjects(of: reader)
          if let fault = appender.append(record, in: base, into: &block) {
            reject(fault, "")
          }
          position = next
          line += lines
        case .skipped(let next, let lines):
          position = next
          line += lines
        case .rejected(let next, let lines, let fault):
          reject(fault, Self.excerpt(of: bytes, from: position))
          position = next
          line += lines
        case .rejectedLine(let fault):
          reject(fault, Self.excerpt(of: bytes, from: position))
          isSkippingLine = true
        case .incomplete: break reading
        }
      }
      // The rows in the block point into these bytes.
      appender.flush(&block)
    }
    return position
  }

  mutating func advanceLine(by count: Int) { line += count }

  mutating func startCounting() { line = 1 }

  /// How many bytes at the start of a bad line are quoted.
  private static let excerptLength = 48

  private static func excerpt(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> String {
    let line = bytes[start...].prefix(excerptLength).prefix { $0 != 0x0A && $0 != 0x0D }
    var text = String(decoding: line, as: UTF8.self).prefix(40)
    // A character that was cut in two is left out.
    if line.count == excerptLength, text.last == "\u{FFFD}" { text.removeLast() }
    return String(text)
  }

  private mutating func reject(_ fault: RowFault, _ excerpt: @autoclosure () -> String) {
    var rejected = Rejections.Line(file: files.last ?? "-", number: line, reason: "")
    if rejections.lines.count < Rejections.keptLimit {
      rejected.reason = fault.reason
      if fault.isAboutTheText { rejected.excerpt = excerpt() }
    }
    rejections.add(rejected, kind: fault.kind)
  }
}

/// The reader of the present file.
enum AnyRecordReader: Sendable {
  case delimited(DelimitedReader)
  case json(JSONReader)
  case accessLog(AccessLogReader)
}
