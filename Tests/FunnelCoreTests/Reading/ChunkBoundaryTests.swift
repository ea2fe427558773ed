import FunnelCore
import Testing

/// Where the bytes are cut into pieces must not show in the result.
struct ChunkBoundaryTests {
  @Test(arguments: [
    "user,time,event,x\r\na,1,v,\"q \"\"z\"\" \r\n é\"\r\n\r\nb,2\r\nc,3,w,\r\n\"d\",4,\"e\",\"\"",
    "user,time,event\ra,1,v\rb,x,w\rc,3,\"y\"\r",
    "{\"user\":\"a\",\"time\":1,\"event\":\"v\\ud83d\\ude00\",\"n\":{\"k\":[1,{}]}}\r\nbad\n\n{\"user\":\"b\",\"time\":2,\"event\":\"w\"}",
    "[{\"user\":\"a\",\n\"time\":1.5,\"event\":\"v\"},{\"user\":oops},\n {\"user\":\"b\",\"time\":2,\"event\":\"w\",\"x\":true}\n]\n",
    "[null, {\"user\":\"a\",\n\"time\":1,\"event\":\"v\"}, {\"user\":\"b\",\"time\":2,\"event\":\"w\"} ]\n",
    "{\"user\":\"a\",\"time\":1,\"event\":\"v\"}\n{\n\"user\":\"b\",\n\"time\":2,\"event\":\"w\"} \n[]\n",
    "{\n\"user\":\"b\",\n\"time\":2,\"event\":\"w\"}\n{\"user\":\"a\"\n} // c, d\n[{\"user\":\"a\",\"time\":1,\"event\":\"v\"}]",
    "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET /a?b HTTP/1.1\" 200 5 \"-\" \"a \\\" b\"\r\njunk\n",
  ])
  func `gives the same events for every split`(text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try load([bytes])
    #expect(whole.eventCount > 0)
    #expect(whole.rejections.count == 1)
    for split in 0...bytes.count {
      let loader = try load([Array(bytes[..<split]), Array(bytes[split...])])
      #expect(lines(of: loader) == lines(of: whole), "split at \(split)")
      #expect(loader.rejections == whole.rejections, "split at \(split)")
    }
  }

  @Test(arguments: [
    (
      "user,time,event,x\n",
      "a,1,v,\"q \"\"z\"\" \r\n é\"\r\n\r\nb,2\r\nc,3,w,\r\n\"d\",4,\"e\",\"\"\r\n"
    ),
    (
      "{\"user\":\"0\",\"time\":0,\"event\":\"s\"}\n",
      "{\"user\":\"a\",\"time\":1,\"event\":\"\\ud83d\\ude00\",\"n\":{\"k\":[1,{}]}}\r\nbad\n{\"user\":\"b\",\"time\":12,\"event\":\"w\"}\n"
    ),
    (
      "[{\"user\":\"0\",\"time\":0,\"event\":\"s\"},\n",
      "{\"user\":\"a\",\n\"time\":1.5,\"event\":\"v\"},{\"user\":oops},\n {\"user\":\"b\",\"time\":2,\"event\":\"w\"}\n]\n"
    ),
  ])
  func `gives the same events when rows are read as they come`(head: String, tail: String) throws {
    let bytes = Array(tail.utf8)
    let whole = try load(head + tail)
    #expect(whole.rejections.count == 1)
    for split in 0...bytes.count {
      var loader = EventLoader()
      loader.beginFile(named: "f")
      try loader.feed(Array(head.utf8).span)
      try loader.settle()
      try loader.feed(Array(bytes[..<split]).span)
      try loader.feed(Array(bytes[split...]).span)
      try loader.endFile()
      #expect(lines(of: loader) == lines(of: whole), "split at \(split)")
      #expect(loader.rejections == whole.rejections, "split at \(split)")
    }
  }

  @Test(arguments: ["\"abc,def\n1,2\n3,4\n", "\n\"\"\"user\"\",time\rb,1\r"])
  func `refuses an open quote in the header for every split`(text: String) {
    let bytes = Array(text.utf8)
    for split in 0...bytes.count {
      #expect(throws: LoadError.badHeader, "split at \(split)") {
        var loader = EventLoader()
        loader.beginFile(named: "f")
        try loader.feed(Array(bytes[..<split]).span)
        try loader.settle()
        try loader.feed(Array(bytes[split...]).span)
        try loader.endFile()
      }
    }
  }
}
