import FunnelCore
import Testing

struct JSONReadingTests {
  private static let row = #"{"user":"a","time":1,"event":"v","#

  @Test(
    arguments: [
      (#""x":{"y":{"z":1}}}"#, ["a 1 v x.y.z=1"]),
      (#""x":[1, {"y": "]"}]}"#, [#"a 1 v x=[1, {"y": "]"}]"#]),
      (#""x":"\u00e9\ud83d\ude00\n\"\\\/"}"#, ["a 1 v x=é😀\n\"\\/"]),
      (#""x":"\ud83d!"}"#, ["a 1 v x=\u{FFFD}!"]),
      (
        #""x":1.50e+3,"y":-0,"z":20530135523267709051}"#,
        ["a 1 v x=1.50e+3 y=-0 z=20530135523267709051"]
      ),
      (#""x":true,"y":false,"z":null,"w":""}"#, ["a 1 v x=true y=false w="]),
      (#""\u0078":1}"#, ["a 1 v x=1"]),
      (#""x":{}}"#, ["a 1 v"]),
      (#""x":1,"x":2}"#, ["a 1 v x=2"]),
    ] as [(String, [String])])
  func `reads a JSON object`(rest: String, expected: [String]) throws {
    let line = Self.row + rest
    for text in [
      line + "\n", "[\(line)]", "[\n\(line)\n]\n", line + line.replacing("a", with: "a"),
    ] {
      let loader = try load(text)
      #expect(Set(lines(of: loader).map { $0.replacing("z=∅ ", with: "") }) == Set(expected))
      #expect(reasons(of: loader).isEmpty)
    }
  }

  @Test(arguments: [
    ("nonsense", "2 is no JSON object"),
    ("{\"user\":\"a\"", "2 is not valid JSON"),
    ("{\"user\":\"a}", "2 is not valid JSON"),
    ("{\"user\":nul}", "2 is not valid JSON"),
    ("{\"user\":01}", "2 has no time in column \"time\""),
    ("{\"user\":\"\\x\"}", "2 is not valid JSON"),
    ("{\"time\":1,\"event\":\"v\"}", "2 has no user in column \"user\""),
    ("{\"user\":null,\"time\":1,\"event\":\"v\"}", "2 has no user in column \"user\""),
    ("{\"user\":\"\",\"time\":1,\"event\":\"v\"}", "2 has no user in column \"user\""),
  ])
  func `rejects a bad line and reads the next`(line: String, reason: String) throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    let loader = try load("\(good)\n\(line)\n\(good)\n")
    #expect(reasons(of: loader) == [reason])
    #expect(lines(of: loader) == ["b 2 w", "b 2 w"])
  }

  @Test func `survives deep nesting`() throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    for (open, close) in [("[", "]"), ("{\"k\":", "}")] {
      let inner =
        String(repeating: open, count: 50_000) + "1" + String(repeating: close, count: 50_000)
      let loader = try load("\(good)\n{\"x\":\(inner)}\n\(good)\n")
      #expect(reasons(of: loader) == ["2 is nested more than 100 levels deep"])
      #expect(loader.eventCount == 2)
    }
  }

  @Test func `goes on after a bad element of an array`() throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    let compact = try load(#"[\#(good),{"user":oops},\#(good)]"#)
    #expect((compact.eventCount, compact.rejections.count) == (2, 1))
    let spread = try load(
      "[\n{\n\"user\": \"b\",\n\"time\": 2,\n\"event\": \"w\"\n},\n{\n\"user\": \"open,\n\"time\"\n},\n\(good)\n]"
    )
    #expect((spread.eventCount, spread.rejections.count) == (2, 1))
    #expect(spread.rejections.lines.map(\.number) == [7])
  }

  @Test func `takes keys that appear late`() throws {
    let loader = try load("\(Self.row)\"x\":1}\n\(Self.row)\"y\":2}\n")
    #expect(lines(of: loader) == ["a 1 v x=1 y=∅", "a 1 v x=∅ y=2"])
  }

  @Test(arguments: [
    "}x", "}}", "} // c", "}[]", "} \"more\"", "}, and so on",
  ])
  func `rejects a line with more than its object`(end: String) throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    for text in [
      "\(good)\n\(good.dropLast())\(end)\n\(good)\n", "\(good)\n\(good)\n\(good.dropLast())\(end)",
    ] {
      let loader = try load(text)
      #expect((loader.eventCount, loader.rejections.count) == (2, 1))
    }
  }

  @Test(arguments: ["[]", "[1,2]", "null", "3", "true", "\"text\"", "[[]]"])
  func `rejects a value that is no object`(value: String) throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    for text in [
      "\(good)\n\(value)\n\(good)\n", "[\(good),\(value),\(good)]",
      "[\(good),\n\(value)\n,\(good)]\n",
    ] {
      let loader = try load(text)
      #expect((loader.eventCount, loader.rejections.count) == (2, 1), "\(text)")
    }
  }

  @Test(arguments: ["null", "3", "-1.5e3", "true", "[1,2]", "\"a, {\"", "[]", "null, [null]"])
  func `reads an array whose first element is no object`(first: String) throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    for text in ["[\(first),\(good),\(good)]", "[\n\(first),\n\(good),\n\(good)\n]\n"] {
      let loader = try load(text)
      #expect(loader.summary?.format == "json")
      #expect(loader.eventCount == 2)
      #expect(loader.rejections.count == (first.hasPrefix("null,") ? 2 : 1))
    }
  }

  @Test(arguments: ["garbage", "1", "some,more words", "\"text\""])
  func `reads JSON lines after a first line that is none`(first: String) throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    for format in [nil, InputFormat.jsonl] {
      var options = ReadingOptions()
      options.inputFormat = format
      let loader = try load("\(first)\n\(good)\n\(good)\n", options: options)
      #expect(loader.summary?.format == "jsonl")
      #expect(reasons(of: loader) == ["1 is no JSON object"])
      #expect(loader.eventCount == 2)
    }
  }

  @Test func `reads an object spread over lines after objects of one line`() throws {
    let good = #"{"user":"b","time":2,"event":"w"}"#
    let spread = "{ \r\n  \"user\": \"c\",\n  \"time\": 3,\n  \"event\": \"v\"\n}\n"
    let loader = try load("\(good)\n\(spread)\(good)\nbad\n")
    #expect(lines(of: loader) == ["b 2 w", "b 2 w", "c 3 v"])
    #expect(reasons(of: loader) == ["8 is no JSON object"])
  }
}
