import CKernels
import Testing

@testable import FunnelCore

/// The quick way through plain JSON objects must give what the careful way gives.
struct PlainObjectTests {
  /// All that a reader says about some bytes.
  private struct Reading: Equatable {
    var rows: [String] = []
    var rejections: [String] = []
    var columns: [String] = []
  }

  /// Reads bytes of which at first only some are there.
  private static func read(
    _ bytes: [UInt8], cutAt cut: Int, isLines: Bool, isCareful: Bool
  ) -> Reading {
    var reader = JSONReader(isLines: isLines, isCareful: isCareful)
    var reading = Reading()
    var record = Record()
    var (position, line, isSkipping) = (0, 1, false)
    for end in [cut, bytes.count] {
      let isFinal = end == bytes.count
      bytes[..<end].withUnsafeBufferPointer { bytes in
        while position < bytes.count {
          if isSkipping {
            guard let next = bytes.endOfLine(from: position, isFinal: isFinal) else { return }
            (position, line, isSkipping) = (next, line + 1, false)
            continue
          }
          record.clear()
          switch reader.next(in: bytes, from: position, isFinal: isFinal, into: &record) {
          case .record(let next, let lines):
            reading.rows.append("\(line) " + fields(of: record, in: bytes, reader))
            (position, line) = (next, line + lines)
          case .skipped(let next, let lines): (position, line) = (next, line + lines)
          case .rejected(let next, let lines, let fault):
            reading.rejections.append("\(line) \(fault.reason)")
            (position, line) = (next, line + lines)
          case .rejectedLine(let fault):
            reading.rejections.append("\(line) \(fault.reason)")
            isSkipping = true
          case .incomplete: return
          }
        }
      }
    }
    reading.columns = (0..<reader.columnCount).map(reader.columnName)
    return reading
  }

  private static func fields(
    of record: borrowing Record, in bytes: UnsafeBufferPointer<UInt8>, _ reader: JSONReader
  ) -> String {
    guard let base = bytes.baseAddress else { return "" }
    return record.fields.map { field in
      let slice = record.text(of: field, in: base)
      let text = UnsafeBufferPointer(start: slice.base, count: slice.count)
      return "\(reader.columnName(Int(field.column)))=\(Array(text))"
    }.joined(separator: " ")
  }

  private static func check(_ bytes: [UInt8], cutAt cut: Int) -> Bool {
    for isLines in [true, false] {
      let careful = read(bytes, cutAt: cut, isLines: isLines, isCareful: true)
      let quick = read(bytes, cutAt: cut, isLines: isLines, isCareful: false)
      #expect(quick == careful, "cut at \(cut): \(String(decoding: bytes, as: UTF8.self))")
      if quick != careful { return false }
    }
    return true
  }

  private static let keys = [
    "user", "time", "event", "a", "", "a.b", "a_key_of_many_more_than_sixteen_bytes",
    "a_key_of_many_more_than_sixteen_words", "sixteen_bytes", "fourteen_bytes", "größe", "q\\u0041",
  ]

  private static func value(_ random: inout SeededGenerator, depth: Int) -> String {
    switch Int.random(in: 0..<22, using: &random) {
    case 0: return "null"
    case 1: return ["true", "false", "nul", "tru", "1x"].randomElement(using: &random) ?? ""
    case 2:
      return ["-1.50e+3", "0.5", "-0", "1E9", "-", "1.", "12]"].randomElement(using: &random) ?? ""
    case 3: return "[1, {\"a\": \"]\"}, []]"
    case 4: return #""é\u00e9\ud83d\ude00\n\"\\""#
    case 5: return #""\x""#
    case 6: return "\"" + String(repeating: "wide 😀 ", count: 9) + "\""
    case 7: return "\"tab\tand \u{1}\""
    case 8 where depth < 4, 9 where depth < 4, 10 where depth < 3:
      return object(&random, depth: depth + 1)
    case 11...14: return "\(Int.random(in: 0..<100_000, using: &random))"
    default: return "\"u\(Int.random(in: 0..<1000, using: &random))\""
    }
  }

  private static func blank(_ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<40, using: &random) {
    case 0...3: " "
    case 4: "\t "
    case 5: "\n"
    case 6: "\r\n"
    default: ""
    }
  }

  /// An object with some of the keys, mostly in their order.
  private static func object(_ random: inout SeededGenerator, depth: Int) -> String {
    var names = keys.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
    if Int.random(in: 0..<8, using: &random) == 0 { names.shuffle(using: &random) }
    if Int.random(in: 0..<12, using: &random) == 0 { names += names.prefix(2) }
    let style = Int.random(in: 0..<3, using: &random)
    let values = names.map { name in
      let colon = style == 0 ? ": " : style == 1 ? ":" : blank(&random) + ":" + blank(&random)
      return "\"\(name)\"\(colon)\(value(&random, depth: depth))"
    }
    let comma = style == 0 ? ", " : style == 1 ? "," : "," + blank(&random)
    return "{" + values.joined(separator: comma) + (style == 2 ? blank(&random) : "") + "}"
  }

  private static func text(_ random: inout SeededGenerator, rows: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<rows {
      var row = Array(object(&random, depth: 1).utf8)
      if Int.random(in: 0..<10, using: &random) == 0, !row.isEmpty {
        let index = Int.random(in: 0..<row.count, using: &random)
        row[index] = Array("\"\\,:{}[]\n\r 1n".utf8).randomElement(using: &random) ?? 0
      }
      if Int.random(in: 0..<20, using: &random) == 0 {
        row.removeLast(Int.random(in: 0...row.count, using: &random))
      }
      let ends = ["\n", "\n", "\n", "\n", "\r\n", "\r", ",\n", " \n", ",", "\n\n", "]", " x\n"]
      bytes += row + Array((ends.randomElement(using: &random) ?? "").utf8)
    }
    return bytes
  }

  @Test func `random objects are read the same in the quick and in the careful way`() {
    var random = SeededGenerator(state: 20_261_128)
    for _ in 0..<600 {
      let bytes = Self.text(&random, rows: 25)
      let cut = Int.random(in: 0...bytes.count, using: &random)
      guard Self.check(bytes, cutAt: cut) else { return }
    }
  }

  @Test func `objects are read the same wherever they are cut`() {
    var random = SeededGenerator(state: 11)
    for _ in 0..<4 {
      let bytes = Self.text(&random, rows: 3)
      for cut in 0...bytes.count {
        guard Self.check(bytes, cutAt: cut) else { return }
      }
    }
  }

  @Test(arguments: [
    #"{"user":"a","time":1,"event":"v","n":{"k":null,"e":{}},"x":[1],"y":-1.5,"z":"\n"}"#,
    #"{"user": "a", "time": 1, "event": "v" , "q" : true, "longer than sixteen bytes": 2}"#,
    "{}", "{ }", #"{"":""}"#,
  ])
  func `common objects take the quick way`(row: String) {
    let bytes = Array((row + "\n" + row + "\r\n" + #"{"user":"a","time":1,"event":"v"}"#).utf8)
    var reader = JSONReader(isLines: true)
    var record = Record()
    bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      for _ in 0..<2 {
        guard
          case .record(let next, 1) = reader.plainObject(in: bytes, at: position, into: &record)
        else {
          Issue.record("not read: \(row)")
          return
        }
        position = next
      }
      // What comes after the last object is not known here.
      let last = reader.plainObject(in: bytes, at: position, into: &record)
      #expect(last.map { _ in true } == nil)
    }
  }

  @Test func `keys beyond those that are remembered are read as well`() {
    var bytes: [UInt8] = []
    for row in 0..<600 {
      let values = (0..<10).map { "\"k\(row * 10 + $0)\":{\"a\":\(row),\"k\($0)\":\"v\"}" }
      bytes += Array("{\(values.joined(separator: ","))}\n".utf8)
    }
    #expect(Self.check(bytes, cutAt: bytes.count / 2))
  }

  @Test func `plain text ends where it ends byte by byte`() {
    var random = SeededGenerator(state: 3)
    for length in 0...70 {
      for _ in 0..<20 {
        var bytes = (0..<length).map { _ in UInt8.random(in: 0x23...0x5B, using: &random) }
        for _ in 0..<Int.random(in: 0...2, using: &random) where length > 0 {
          bytes[Int.random(in: 0..<length, using: &random)] =
            Array("\"\\\n\r\t\u{1}".utf8).randomElement(using: &random) ?? 0
        }
        bytes.append(0x22)
        bytes.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return }
          let expected = bytes.prefix(length).firstIndex { [0x22, 0x5C, 0x0A, 0x0D].contains($0) }
          #expect(json_plain_length(base, base + length) == expected.map(Int64.init) ?? -1)
          #expect(json_plain_length_portable(base, base + length) == expected.map(Int64.init) ?? -1)
        }
      }
    }
  }
}
