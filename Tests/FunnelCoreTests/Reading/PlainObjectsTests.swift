import Testing

@testable import FunnelCore

/// Plain objects in every form against the reader that looks at every object closely.
struct PlainObjectsTests {
  private static let long = "a_key_of_many_more_than_sixteen_bytes"
  private static let tooLong = String(repeating: "k", count: 70)
  private static let keys = [
    "user", "time", "event", "a", "", "fourteen_bytes", long, "größe", "last",
  ]

  private static func value(_ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<400, using: &random) {
    case 0...9, 50...70: return "null"
    case 10: return "\"a \\\" b\\\\\""
    case 11: return #"{"in":"side"}"#
    case 12: return #"[1, "two"]"#
    case 13:
      return ["nul", "tru", "truely", "-", "1.", "01x", "1e5", "{", "]"].randomElement(
        using: &random) ?? ""
    case 14: return "\"" + String(repeating: "wide 😀 ", count: 9) + "\""
    case 15: return "\"tab\tand \u{1}\""
    case 16:
      return "\""
        + String(repeating: "x", count: [700, 3000, 9000].randomElement(using: &random) ?? 0) + "\""
    case 17...29, 71...99: return ["true", "false"].randomElement(using: &random) ?? ""
    case 30...49, 100...160:
      return ["0", "-7", "12.50", "007", "-0.0", "1500000"].randomElement(using: &random) ?? ""
    default:
      let length = [0, 1, 3, 17, 62, 63, 64, 65].randomElement(using: &random) ?? 0
      return "\""
        + String(repeating: ["x", ","].randomElement(using: &random) ?? "", count: length)
        + "\""
    }
  }

  /// A line of which most are plain.
  private static func line(_ random: inout SeededGenerator, isSpaced: Bool) -> [UInt8] {
    var fields = [
      ("user", "\"u\(Int.random(in: 0..<40, using: &random))\""),
      (
        "time",
        "\"2026-01-0\(Int.random(in: 1...9, using: &random))T10:15:0\(Int.random(in: 0..<10, using: &random))Z\""
      ),
      ("event", "\"e\(Int.random(in: 0..<5, using: &random))\""),
    ]
    for key in keys.dropFirst(3) where Int.random(in: 0..<4, using: &random) > 0 {
      // Nothing is decided about this one below.
      let isNull = key == "fourteen_bytes" && Int.random(in: 0..<20, using: &random) > 0
      fields.append((key, isNull ? "null" : value(&random)))
    }
    switch Int.random(in: 0..<250, using: &random) {
    case 0: fields.swapAt(0, fields.count - 1)
    case 1: fields.append(fields[0])
    case 2: fields.append((tooLong, "1"))
    case 3: fields.append(("k\(Int.random(in: 0..<400, using: &random))", "\"new\""))
    case 4: fields.remove(at: Int.random(in: 0..<3, using: &random))
    case 5: fields[Int.random(in: 0..<3, using: &random)].1 = "\"\""
    case 6: fields[Int.random(in: 0..<3, using: &random)].1 = "null"
    case 7: fields[1].1 = "\"never\""
    case 8: fields[1].1 = "1767262500"
    case 9: fields = []
    default: break
    }
    let (colon, comma) = isSpaced ? (": ", ", ") : (":", ",")
    var line = Array(
      ("{" + fields.map { "\"\($0.0)\"\(colon)\($0.1)" }.joined(separator: comma) + "}").utf8)
    switch Int.random(in: 0..<150, using: &random) {
    case 0:
      let index = Int.random(in: 0..<line.count, using: &random)
      line[index] = Array("\"\\,:{}[]\n\r 1n".utf8).randomElement(using: &random) ?? 0
    case 1: line.removeLast(Int.random(in: 0...line.count, using: &random))
    case 2: line.insert(0x20, at: Int.random(in: 0...line.count, using: &random))
    default: break
    }
    let ends = ["\r", " \n", "\n\n", ",\n", "", "\r\n", "\r\n", "\r\n", "\r\n"]
    let end = Int.random(in: 0..<150, using: &random)
    return line + Array((end < ends.count ? ends[end] : "\n").utf8)
  }

  private static func text(_ random: inout SeededGenerator, lines: Int) -> [UInt8] {
    let isSpaced = Bool.random(using: &random)
    var text: [UInt8] = []
    for _ in 0..<lines {
      let isOther = Int.random(in: 0..<100, using: &random) == 0
      text += line(&random, isSpaced: isSpaced != isOther)
    }
    return text
  }

  /// Reads as many plain objects from a position as there are and returns them with what is next.
  private static func read(
    _ text: [UInt8], from start: Int, first: Int, _ form: PlainObjectsForm
  ) -> [String] {
    let slots: [Int??] = [
      RowBlock.unitSlot, RowBlock.timeSlot, RowBlock.eventSlot, RowBlock.slot(ofColumn: 0),
      .some(nil), nil, RowBlock.slot(ofColumn: 1), RowBlock.slot(ofColumn: 2),
      RowBlock.slot(ofColumn: 3),
    ]
    let keys = zip(keys, slots).map { key, slot in
      PlainObjects.Key(text: Array("\"\(key)\":".utf8)[...], slot: slot)
    }
    var minute = RecentMinute()
    let parser = TimestampParser()
    return text.withUnsafeBufferPointer { bytes in
      guard let objects = PlainObjects(keys), let base = bytes.baseAddress else { return [] }
      var block = RowBlock(columnCount: 4, end: UnsafeRawPointer(base + bytes.count))
      let unit = ByteSlice(base: base, count: 1)
      for _ in 0..<first { block.append(unit: unit, time: Timestamp(rawValue: 0), event: unit) }
      let progress = objects.read(
        base, from: start, to: bytes.count, into: &block, &minute, parser, form: form)
      func text(_ cell: TextCell) -> String {
        ByteSlice(base: cell.base, count: Int(cell.count)).text
      }
      var found = ["\(progress.next) \(progress.count) \(progress.earliest) \(progress.latest)"]
      for row in first..<block.count {
        let values = (0..<4).map { column in
          block.values(ofColumn: column).filter { Int($0.row) == row }.map(text)
        }
        found.append(
          "\(text(block.units[row])) \(block.times[row]) \(text(block.events[row])) \(values)")
      }
      return found
    }
  }

  @Test func `are the same in every form, from every line on`() {
    var random = SeededGenerator(state: 9)
    var plain = 0
    for _ in 0..<10 {
      let text = Self.text(&random, lines: 300)
      var starts = [0]
      for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
      for start in starts.prefix(100) {
        let first = start % 3 == 0 ? 250 : 0
        let expected = Self.read(text, from: start, first: first, .portable)
        plain += expected.count - 1
        for form in PlainObjectsForm.allCases where form.isAvailable {
          #expect(Self.read(text, from: start, first: first, form) == expected)
        }
      }
    }
    #expect(plain > 1000)
  }

  /// Loads a first line, and then others in pieces.
  private static func load(
    _ bytes: [UInt8], pieces: [Int], isCareful: Bool
  ) throws -> (EventLoader, plain: Int) {
    var options = ReadingOptions()
    (options.unitColumn, options.timeColumn, options.eventColumn) = ("user", "time", "event")
    options.maxRejected = .unlimited
    var loader = EventLoader(options: options)
    loader.beginFile(named: "a")
    try loader.feed(
      Array(#"{"user":"u","time":"2026-01-01","event":"e0","größe":null}"#.utf8 + [10]).span)
    try loader.feed(
      Array(#"{"user":"u","time":"2026-01-01","event":"e0","last":"1"}"#.utf8 + [10]).span)
    try loader.settle()
    guard case .json(var reader) = loader.reader else { return (loader, 0) }
    reader.isCareful = isCareful
    loader.reader = .json(reader)
    if isCareful { loader.appender?.trial = PlainObjectsTrial() }
    var position = 0
    for length in pieces + [bytes.count] where position < bytes.count {
      let end = min(bytes.count, position + length)
      try loader.feed(Array(bytes[position..<end]).span)
      position = end
    }
    try loader.endFile()
    return (loader, loader.appender?.trial.rowCount ?? 0)
  }

  @Test func `give the events and the rejected lines that objects looked at closely give`() throws {
    var random = SeededGenerator(state: 22)
    var plain = 0
    for _ in 0..<40 {
      let text = Self.text(&random, lines: 500)
      let pieces = (0..<3).map { _ in Int.random(in: 0...text.count, using: &random) }
      let (quick, count) = try Self.load(text, pieces: pieces, isCareful: false)
      let (careful, none) = try Self.load(text, pieces: pieces, isCareful: true)
      plain += count
      #expect(none == 0)
      #expect(quick.summary?.events ?? 0 > 50)
      #expect(quick.summary == careful.summary)
      #expect(quick.rejections == careful.rejections)
      let (left, right) = (quick.makeStore(), careful.makeStore())
      #expect(left?.unitIDs == right?.unitIDs)
      #expect(left?.times == right?.times)
      #expect(left?.eventCodes == right?.eventCodes)
      #expect(left?.columns == right?.columns)
    }
    #expect(plain > 5000)
  }

  @Test(
    arguments: [
      #"{"user":"a","time":"2026-01-01T00:00:00Z","event":"v","a":"1","größe":"","last":"z"}"#,
      #"{"user": "a", "time": "2026-01-01", "event": "v", "": 5, "fourteen_bytes": null}"#,
      #"{"user":"a","time":1767225600,"event":true,"a":-1.50,"last":false}"#,
    ])
  func `common objects are plain`(row: String) {
    let text = Array(String(repeating: row + "\n", count: 300).utf8)
    for form in PlainObjectsForm.allCases where form.isAvailable {
      // A block is full.
      #expect(Self.read(text, from: 0, first: 0, form).count == 257)
    }
  }

  @Test(
    arguments: [
      #"{"user":"a","time":"2026-01-01","event":"v","a":"\n"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":{}}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":[]}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":1e5}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":nul}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":"1" }"#,
      #"{"user":"a","time":"2026-01-01","event":"v" ,"a":"1"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a": "1"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":"1","a":"2"}"#,
      #"{"user":"a","time":"2026-01-01","a":"1","event":"v"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","other":"1"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","fourteen_bytes":"unknown column"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","fourteen_bytes":7}"#,
      #"{"user":"","time":"2026-01-01","event":"v"}"#,
      #"{"user":"a","time":"2026-01-01","event":null}"#,
      #"{"user":"a","time":"2026-01-01"}"#,
      #"{"user":"a","time":"soon","event":"v"}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":"1""#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":"1}"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a":"1"},"#,
      #"{"user":"a","time":"2026-01-01","event":"v","a_key_of_many_more_than_sixteen_words":"1"}"#,
      #"{}"#, "",
    ])
  func `others are left alone with all that follows`(row: String) {
    let plain = #"{"user":"a","time":"2026-01-01","event":"v","a":"1"}"#
    let text = Array(
      ([plain, plain, row] + Array(repeating: plain, count: 9)).joined(separator: "\n").utf8)
    for form in PlainObjectsForm.allCases where form.isAvailable {
      let found = Self.read(text, from: 0, first: 0, form)
      #expect(found.count == 3)
      #expect(found.first?.hasPrefix("\(2 * plain.utf8.count + 2) 2 ") == true)
    }
  }
}
