import Testing

@testable import FunnelCore

/// Plain rows in every form against the reader that looks at every row closely.
struct PlainRowsTests {
  /// Lines of which some are plain and some are not.
  private static func lines(_ random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<400 {
      var fields = (0..<5).map { _ in
        String(repeating: "x", count: [0, 1, 3, 17, 90].randomElement(using: &random) ?? 0)
      }
      fields[1] =
        "2026-01-0\(Int.random(in: 1...9, using: &random))T10:15:0\(fields[0].count % 10)Z"
      switch Int.random(in: 0..<30, using: &random) {
      case 0: fields[3] = "\"a,b\""
      case 1: fields[4] = "\"a\"\"b\""
      case 2: fields.append("more")
      case 3: fields.removeLast()
      case 4: fields[1] = "never"
      case 5: fields[1] = ""
      case 6: fields = [""]
      default: break
      }
      text += fields.joined(separator: ",")
      text += ["\n", "\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    }
    return text
  }

  /// Reads as many plain rows from each position as there are and returns them with what is next.
  private static func read(
    _ text: String, from start: Int, first: Int, _ form: PlainRowsForm
  ) -> [String] {
    let rows = PlainRows(
      slots: [
        RowBlock.unitSlot, RowBlock.timeSlot, RowBlock.eventSlot, nil, RowBlock.slot(ofColumn: 0),
      ],
      delimiter: UInt8(ascii: ","))
    var minute = RecentMinute()
    let parser = TimestampParser()
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      guard let rows, let base = bytes.baseAddress else { return [] }
      var block = RowBlock(columnCount: 1, end: UnsafeRawPointer(base + bytes.count))
      let unit = ByteSlice(base: base, count: 1)
      for _ in 0..<first { block.append(unit: unit, time: Timestamp(rawValue: 0), event: unit) }
      let progress = rows.read(
        base, from: start, to: bytes.count, into: &block, &minute, parser, form: form)
      func text(_ cell: TextCell) -> String {
        ByteSlice(base: cell.base, count: Int(cell.count)).text
      }
      var found = ["\(progress.next) \(progress.count) \(progress.earliest) \(progress.latest)"]
      for row in first..<block.count {
        let values = block.values(ofColumn: 0).filter { Int($0.row) == row }.map(text)
        found.append(
          "\(text(block.units[row])) \(block.times[row]) \(text(block.events[row])) \(values)")
      }
      return found
    }
  }

  @Test func `are the same in every form, from every line on`() {
    var random = SeededGenerator(state: 8)
    var plain = 0
    for _ in 0..<20 {
      let text = Self.lines(&random)
      var starts = [0]
      for (index, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
      for start in starts.prefix(120) {
        let first = start % 3 == 0 ? 250 : 0
        let expected = Self.read(text, from: start, first: first, .portable)
        plain += expected.count - 1
        for form in PlainRowsForm.allCases where form.isAvailable {
          #expect(Self.read(text, from: start, first: first, form) == expected)
        }
      }
    }
    #expect(plain > 1000)
  }

  @Test func `give the store that rows looked at closely give`() throws {
    var random = SeededGenerator(state: 21)
    for _ in 0..<30 {
      let text = "user,time,event,kept,note\n" + Self.lines(&random)
      let left = try Self.load(text)
      // A row whose first value is quoted is never plain.
      let right = try Self.load(text.replacing(/(^|[\r\n])(x+),/) { "\($0.1)\"\($0.2)\"," })
      #expect(left.summary?.events ?? 0 > 50)
      #expect(left.summary == right.summary)
      let (leftStore, rightStore) = (left.makeStore(), right.makeStore())
      #expect(leftStore?.unitIDs == rightStore?.unitIDs)
      #expect(leftStore?.times == rightStore?.times)
      #expect(leftStore?.eventCodes == rightStore?.eventCodes)
      #expect(leftStore?.columns == rightStore?.columns)
    }
  }

  private static func load(_ text: String) throws -> EventLoader {
    var options = ReadingOptions()
    (options.unitColumn, options.timeColumn, options.eventColumn) = ("user", "time", "event")
    options.maxRejected = .unlimited
    var loader = EventLoader(options: options)
    loader.beginFile(named: "a")
    try loader.feed(Array(text.utf8).span)
    try loader.endFile()
    return loader
  }
}
