import FunnelCore
import Testing

struct FormatDetectionTests {
  @Test(arguments: [
    ("user,time,event\na,1,v\n", "csv"),
    ("user;time;event\na;1;v\n", "csv"),
    ("user\ttime\tevent\na\t1\tv,w\n", "tsv"),
    ("{\"user\":\"a\",\"time\":1,\"event\":\"v\"}\n", "jsonl"),
    ("{bad\n{\"user\":\"a\",\"time\":1,\"event\":\"v\"}\n", "jsonl"),
    (" \n{\n\"user\":\"a\",\n\"time\":1,\"event\":\"v\"}\n", "json"),
    ("[{\"user\":\"a\",\"time\":1,\"event\":\"v\"}]", "json"),
    ("::1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5\n", "access log"),
  ])
  func `recognises a format by its content`(text: String, format: String) throws {
    let loader = try load(text)
    #expect(loader.summary?.format == format)
    #expect(loader.eventCount == 1)
  }

  @Test(
    arguments: [
      ([], LoadError.empty),
      (Array(" \n\n".utf8), .empty),
      ([0xEF, 0xBB, 0xBF], .empty),
      ([0xFF, 0xFE, 0x75, 0x00], .utf16),
      (Array("user,time".utf16).flatMap { [UInt8($0), 0] }, .utf16),
      ([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 3, 0, 0, 0], .binary),
      (Array("date,visitors,pageviews,bounces\n2024-01-01,1,2,3\n".utf8), .aggregateExport),
      (Array("user,time,event\n".utf8), .noRows),
    ] as [([UInt8], LoadError)])
  func `refuses what holds no events`(bytes: [UInt8], error: LoadError) {
    #expect(loadError(bytes) == error)
  }

  @Test(arguments: [1, 5, 100])
  func `keeps a file of text with a stray zero byte`(row: Int) throws {
    var text = "user,time,event\n"
    for index in 0..<200 { text += "u\(index),\(index),v\(index == row ? "\0" : "")\n" }
    let loader = try load(text)
    #expect(loader.eventCount == 200)
    #expect(loader.rejections.count == 0)
  }

  @Test(
    arguments: [
      Array("%PDF-1.7\nuser,time,event\n".utf8), Array("GIF89a".utf8),
      (0..<4000).map { UInt8($0 % 7 == 0 ? 0 : $0 % 251) },
    ] as [[UInt8]])
  func `refuses what is no text`(bytes: [UInt8]) {
    #expect(loadError(bytes) == .binary)
  }

  @Test func `refuses when too much is rejected`() {
    let text = "user,time,event\na,1,v\nb,2\nc,3,w\n"
    let kind = "wrong number of fields"
    let line = Rejections.Line(
      file: "f", number: 3, reason: "has 2 fields where the header has 3", kind: kind)
    let error = LoadError.tooManyRejected(rejected: 1, rows: 3, commonest: kind, first: line)
    #expect(loadError(text) == error)
    var options = ReadingOptions()
    options.maxRejected = .count(1)
    #expect(loadError(text, options: options) == nil)
    options.maxRejected = .count(0)
    #expect(loadError(text, options: options) == error)
    options.maxRejected = .unlimited
    #expect(loadError(text, options: options) == nil)
    #expect(loadError("user,time,event\na,noon,v\n", options: options) == nil)
    #expect(loadError("user,time,event\n", options: options) == .noRows)
  }
}
