import FunnelCore
import Testing

/// Damaged and random bytes, cut at random: whatever they are, reading them ends well and always
/// in the same way.
struct RandomBytesTests {
  private static let samples = [
    "user,time,event,x\r\na,1,v,\"q \"\"z\"\" \r\n e\"\r\n\r\nb,2\r\nc,3,w,\r\n\"d\",4,\"e\",\"\"",
    "user;time;event\ra;1;v\rb;x;w\rc;3;\"y\"\r",
    "{\"user\":\"a\",\"time\":1,\"event\":\"v\\ud83d\",\"n\":{\"k\":[1,{}]}}\nbad\n{\"user\":\"b\",\"time\":2}\n",
    "[{\"user\":\"a\",\n\"time\":1.5,\"event\":\"v\"},{\"user\":oops},\n {\"user\":\"b\",\"time\":2,\"event\":\"w\"}\n]\n",
    "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET /a?b HTTP/1.1\" 200 5 \"-\" \"a\"\r\njunk\n",
  ]

  private enum Ending: Equatable {
    case failed(LoadError)
    case read(lines: [String], reasons: [String], duplicates: Int)
  }

  private static func ending(head: [UInt8], pieces: [[UInt8]]) -> Ending {
    var loader = EventLoader()
    loader.beginFile(named: "f")
    do throws(LoadError) {
      try loader.feed(head.span)
      try loader.settle()
      for piece in pieces { try loader.feed(piece.span) }
      try loader.endFile()
    } catch {
      return .failed(error)
    }
    return .read(
      lines: lines(of: loader), reasons: reasons(of: loader), duplicates: loader.duplicateCount)
  }

  /// Changes, drops, doubles or swaps in some bytes that matter to readers.
  private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 0...6, using: &random) where !result.isEmpty {
      let index = Int.random(in: 0..<result.count, using: &random)
      let byte = Array("\"\"\"\n\n\r,;{}[]:\\0e.-\u{0}\t ".utf8).randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<4, using: &random) {
      case 0: result[index] = byte
      case 1: result.insert(byte, at: index)
      case 2: result.remove(at: index)
      default:
        let end = min(result.count, index + Int.random(in: 0..<40, using: &random))
        result.append(contentsOf: result[index..<end])
      }
    }
    return result
  }

  private static func cut(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...24, using: &random))
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    return pieces
  }

  @Test(arguments: samples)
  func `reads damaged data in the same way wherever it is cut`(sample: String) {
    var random = SeededGenerator(state: 20_240_501)
    for round in 0..<300 {
      let bytes = Self.damaged(Array((sample + sample + sample).utf8), &random)
      let head = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      let rest = Array(bytes.dropFirst(head.count))
      let whole = Self.ending(head: head, pieces: [rest])
      let inPieces = Self.ending(head: head, pieces: Self.cut(rest, &random))
      #expect(inPieces == whole, "round \(round): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `survives random bytes`() {
    var random = SeededGenerator(state: 7)
    for round in 0..<400 {
      let alphabet: [UInt8] =
        round.isMultiple(of: 2)
        ? Array(0...255) : Array("ab1\"\"\n\n\r,,{}[]:\\ ".utf8)
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      for format in [nil, InputFormat.csv, .tsv, .json, .jsonl, .accessLog] {
        var options = ReadingOptions()
        options.inputFormat = format
        (options.unitColumn, options.timeColumn, options.eventColumn) = ("a", "b", "1")
        _ = loadError(bytes, options: options)
        (options.unitColumn, options.timeColumn) = ("column1", "column2")
        (options.eventColumn, options.hasHeader) = ("column3", false)
        _ = loadError(bytes, options: options)
      }
    }
  }
}
