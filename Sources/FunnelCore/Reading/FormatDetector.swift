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
    if bytes[first] == UInt8(ascii: "["), isArray(from: first) { return .json }
    if isAccessLog { return .accessLog }
    if holdsMostlyObjects { return .jsonl }
    return delimiter(among: [9, 44, 59, 124]) == 9 ? .tsv : .csv
  }

  /// The first bytes of files that are no text, whatever follows.
  private static let signatures: [[UInt8]] = [
    [0x7F] + "ELF".utf8, [0x89] + "PNG".utf8, [0x89] + "FNL".utf8, [0xFF, 0xD8, 0xFF],
    Array("GIF8".utf8),
    Array("%PDF-".utf8), Array("SQLite format 3".utf8) + [0], Array("PAR1".utf8) + [0x15],
    Array("Obj".utf8) + [1], Array("ARROW1".utf8) + [0], [0xD0, 0xCF, 0x11, 0xE0],
  ]

  /// Throws for what is mostly no text; single bytes that are none stay in the values they are in.
  func refuseWhatIsNoText() throws(LoadError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    if Self.signatures.contains(where: { bytes.starts(with: $0) }) { throw .binary }
    let sample = bytes.prefix(8192)
    var zeros = [0, 0]
    for index in sample.indices where sample[index] == 0 { zeros[index & 1] += 1 }
    if zeros == [0, 0] {
      if isWhole, sample.allSatisfy({ $0 <= 0x20 }) { throw .empty }
      return
    }
    // Western text in UTF-16 has a zero in nearly every other byte.
    if max(zeros[0], zeros[1]) * 3 > sample.count, min(zeros[0], zeros[1]) == 0 { throw .utf16 }
    let controls = sample.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1E }
    if controls > max(2, sample.count / 100) { throw .binary }
  }

  /// Whether the elements of an array up to the first object are JSON.
  private func isArray(from start: Int) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var scanner = JSONScanner(base: base, end: bytes.count, position: start + 1, isLine: false)
    do throws(JSONFault) {
      while true {
        let first = try scanner.peek()
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "]") { return true }
        try scanner.skipValue(depth: 1)
        guard try scanner.peek() == UInt8(ascii: ",") else { return false }
        scanner.position += 1
      }
    } catch {
      return false
    }
  }

  /// Whether most of the first lines are JSON objects, though the very first is none.
  private var holdsMostlyObjects: Bool {
    var reader = JSONReader(isLines: true)
    var record = Record()
    var position = markLength
    var (good, bad) = (0, 0)
    while good + bad < 20, position < bytes.count {
      record.clear()
      switch reader.next(in: bytes, from: position, isFinal: isWhole, into: &record) {
      case .record(let next, _): (position, good) = (next, good + 1)
      case .skipped(let next, _): position = next
      case .rejected(let next, _, _): (position, bad) = (next, bad + 1)
      case .rejectedLine:
        (position, bad) = (bytes.endOfLine(from: position, isFinal: true) ?? bytes.count, bad + 1)
      case .incomplete: position = bytes.count
      }
    }
    return good > bad
  }

  /// Objects that end on the line they start on are JSON lines.
  private func formatOfObjects(from start: Int) -> InputFormat {
    guard let base = bytes.baseAddress else { return .jsonl }
    let end = bytes.endOfLine(from: start, isFinal: isWhole) ?? bytes.count
    var last = end
    while last > start, bytes[last - 1] <= 0x20 { last -= 1 }
    var scanner = JSONScanner(base: base, end: last, position: start, isLine: true)
    do throws(JSONFault) { try scanner.skipValue(depth: 1) } catch {
      // A line that is bad rather than unfinished says nothing about the others.
      return error == .cutShort && end < bytes.count ? .json : .jsonl
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
    return good > 0 && good * 2 >= seen
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
