/// Recognises a format by the first bytes of a file, never by its name.
struct FormatDetector {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the bytes are the whole file.
  let isWhole: Bool

  /// The length of a byte order mark at the start.
  var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Returns the format, or throws when the bytes are no text to read events from.
  func detect() throws(LoadError) -> InputFormat {
    try refuseWhatIsNoText()
    guard let first = bytes.indices.first(where: { $0 >= markLength && bytes[$0] > 0x20 }) else {
      throw .empty
    }
    if bytes[first] == UInt8(ascii: "{") { return formatOfObjects(from: first) }
    if bytes[first] == UInt8(ascii: "["),
      let inner = bytes.indices.first(where: { $0 > first && bytes[$0] > 0x20 }),
      bytes[inner] == UInt8(ascii: "{") || bytes[inner] == UInt8(ascii: "]")
    {
      return .json
    }
    if isAccessLog { return .accessLog }
    return delimiter(among: [9, 44, 59, 124]) == 9 ? .tsv : .csv
  }

  func refuseWhatIsNoText() throws(LoadError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    let sample = bytes.prefix(8192)
    var zeros = [0, 0]
    for index in sample.indices where sample[index] == 0 { zeros[index & 1] += 1 }
    guard zeros != [0, 0] else {
      if sample.allSatisfy({ $0 <= 0x20 }), isWhole { throw .empty }
      return
    }
    // Western text in UTF-16 has a zero in nearly every other byte.
    let isAlternating = max(zeros[0], zeros[1]) * 3 > sample.count && min(zeros[0], zeros[1]) == 0
    throw isAlternating ? .utf16 : .binary
  }

  /// Objects that end on the line they start on are JSON lines.
  private func formatOfObjects(from start: Int) -> InputFormat {
    var reader = JSONReader(isLines: false)
    var record = Record()
    let end = bytes.endOfLine(from: start, isFinal: isWhole) ?? bytes.count
    let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
    // A line that is bad rather than unfinished says nothing about the others.
    if case .incomplete = reader.next(in: line, from: 0, isFinal: false, into: &record) {
      return end == bytes.count ? .jsonl : .json
    }
    return .jsonl
  }

  private var isAccessLog: Bool {
    var reader = AccessLogReader()
    var record = Record()
    var position = markLength
    var (good, seen) = (0, 0)
    while seen < 20, position < bytes.count {
      record.clear()
      switch reader.next(in: bytes, from: position, isFinal: isWhole, into: &record) {
      case .record(let next, _): (position, good, seen) = (next, good + 1, seen + 1)
      case .rejected(let next, _, _): (position, seen) = (next, seen + 1)
      case .skipped(let next, _): position = next
      case .rejectedLine, .incomplete: position = bytes.count
      }
    }
    return good * 2 > seen
  }

  /// Returns the delimiter that splits the first rows most evenly.
  func delimiter(among candidates: [UInt8]) -> UInt8 {
    var best = (agreement: 0.0, width: 1, delimiter: UInt8(ascii: ","))
    for candidate in candidates {
      let widths = rowWidths(delimiter: candidate)
      guard let header = widths.first, header > 1 else { continue }
      let agreement = Double(widths.count { $0 == header }) / Double(widths.count)
      if (agreement, header) > (best.agreement, best.width) {
        best = (agreement, header, candidate)
      }
    }
    return best.delimiter
  }

  private func rowWidths(delimiter: UInt8) -> [Int] {
    var widths: [Int] = []
    var position = markLength
    while widths.count < 50, position < bytes.count,
      let next = bytes.endOfLine(from: position, isFinal: isWhole)
    {
      var width = 1
      var isQuoted = false
      for index in position..<next {
        if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if bytes[index] == delimiter, !isQuoted { width += 1 }
      }
      if next - position > 2 { widths.append(width) }
      position = next
    }
    return widths
  }
}
