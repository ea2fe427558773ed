import Testing

@testable import FunnelCore

/// Plain rows in every form against the reader that looks at every row closely.
struct PlainRowsTests {
  /// Lines of which some are plain and some are not.
  private static func table(rows: Int = 400, _ random: inout SeededGenerator) -> String {
    var text = ""
    for line in 0..<rows {
      var fields = (0..<5).map { _ in
        String(repeating: "x", count: [0, 1, 3, 17, 90].randomElement(using: &random) ?? 0)
      }
      fields[1] =
        "2026-01-0\(Int.random(in: 1...9, using: &random))T10:15:0\(fields[0].count % 10)Z"
      fields.insert("\(line)", at: 0)
      switch Int.random(in: 0..<50, using: &random) {
      case 0: fields[4] = "\"a,b\""
      case 1: fields[5] = "\"a\"\"b\""
      case 2: fields.append("more")
      case 3: fields.removeLast()
      case 4: fields[2] = "never"
      case 5: fields[2] = ""
      case 6: fields = [""]
      case 7...16:
        let odd = [
          "\"a,b\"", "\"\"", "\"\"\"a\"\",\"", "a\"b", "\"a\"b", "\"a\nb\"", "\"a\r\nb\"",
          "\"a\"\"", "\"",
          "\"" + String(repeating: "y", count: 60) + ",\"", "\"\"\"", "a\rb", "\"a\rb\"", "\"x\"",
        ]
        for column in [1, 3, 4, 5] where Bool.random(using: &random) {
          fields[column] = odd.randomElement(using: &random) ?? ""
        }
      case 17: fields = fields.map { "\"\($0)\"" }
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
        nil, RowBlock.unitSlot, RowBlock.timeSlot, RowBlock.eventSlot, nil,
        RowBlock.slot(ofColumn: 0),
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
      let text = Self.table(&random)
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
    for asked in [nil, try AskedColumns(of: [Self.question("note = x")]), AskedColumns(of: [])] {
      for _ in 0..<8 {
        let text = "n,user,time,event,kept,note\n" + Self.table(rows: 120, &random)
        let left = try Self.load(text, asked)
        // A row that ends where the bytes end is never plain.
        let right = try Self.load(text, asked, byteByByte: true)
        #expect(left.summary?.events ?? 0 > 20)
        #expect(left.summary == right.summary)
        #expect(lines(of: left) == lines(of: right))
      }
    }
  }

  private static func question(_ filter: String) throws -> FunnelQuery {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b"))
    query.filter = try Predicate(parsing: filter)
    return query
  }

  private static func load(
    _ text: String, _ asked: AskedColumns?, byteByByte: Bool = false
  ) throws -> EventLoader {
    var options = ReadingOptions()
    (options.inputFormat, options.askedColumns) = (.csv, asked)
    (options.unitColumn, options.timeColumn, options.eventColumn) = ("user", "time", "event")
    options.maxRejected = .unlimited
    var loader = EventLoader(options: options)
    loader.beginFile(named: "a")
    let bytes = Array(text.utf8)
    let pieceLength = byteByByte ? 1 : bytes.count
    for start in stride(from: 0, to: bytes.count, by: pieceLength) {
      try loader.feed(bytes.span.extracting(start..<start + pieceLength))
      if byteByByte { try loader.settle() }
    }
    try loader.endFile()
    return loader
  }
}
