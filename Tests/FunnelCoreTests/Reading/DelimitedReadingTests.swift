import FunnelCore
import Testing

struct DelimitedReadingTests {
  @Test(arguments: [
    ("user,time,event,x\na,1,v,1\nb,2,w,\n", ["a 1 v x=1", "b 2 w x=∅"]),
    ("user;time;event;x\na;1;v;1,5\n", ["a 1 v x=1,5"]),
    ("user|time|event|x\na|1|v|y\n", ["a 1 v x=y"]),
    ("user\ttime\tevent\tx\na\t1\tv\ty\n", ["a 1 v x=y"]),
    ("\u{FEFF}user,time,event\r\na,1,v\r\n\r\nb,2,w", ["a 1 v", "b 2 w"]),
    ("user,time,event\ra,1,v\rb,2,w\r", ["a 1 v", "b 2 w"]),
    ("user,time,event,x\na,1,v,\"\"\n", ["a 1 v x="]),
    ("user,time,event,x\na,1,v,\"say \"\"hi\"\", you\"\n", ["a 1 v x=say \"hi\", you"]),
    ("user,time,event,x\na,1,v,\"two\nlines\"\n", ["a 1 v x=two\nlines"]),
    ("user,time,event,x\na,1,v,5\",\n", ["a 1 v x=5\""]),
    ("user,time,event,x,x,\na,1,v,1,2,3\n", ["a 1 v x=1 x_2=2 column6=3"]),
    ("user,time,event\na,1,v,\nb,2,w\n", ["a 1 v", "b 2 w"]),
    ("user,time,event,id\na,1,v,2053013552326770905\n", ["a 1 v id=2053013552326770905"]),
  ] as [(String, [String])])
  func `reads delimited rows`(text: String, expected: [String]) throws {
    let loader = try load(text)
    #expect(lines(of: loader) == expected)
    #expect(reasons(of: loader).isEmpty)
  }

  @Test(arguments: [
    ("a,1", "2 has 2 fields where the header has 3"),
    ("a,1,v,x", "2 has 4 fields where the header has 3"),
    (",1,v", "2 has no user in column \"user\""),
    ("\"\",1,v", "2 has no user in column \"user\""),
    ("a,,v", "2 has no time in column \"time\""),
    ("a,2023-02-30,v", "2 has \"2023-02-30\" where a time should be"),
    ("a,1,", "2 has no event name in column \"event\""),
    ("\"a,1,v", "2 has a quote that is not closed"),
  ])
  func `rejects a bad row and reads the next`(row: String, reason: String) throws {
    let loader = try load("user,time,event\n\(row)\nb,2,w\nc,3,x\n")
    #expect(reasons(of: loader) == [reason])
    #expect(lines(of: loader) == ["b 2 w", "c 3 x"])
  }

  @Test func `numbers lines as an editor does`() throws {
    let loader = try load("\nuser,time,event\n\na,1,\"v\nv\"\nb,2\nc,3,w\n,4,x")
    #expect(reasons(of: loader).map { $0.prefix(1) } == ["6", "8"])
  }

  @Test func `loses only one line to a quote that is never closed`() throws {
    let good = (0..<100_000).map { "u\($0),\($0),view" }.joined(separator: "\n")
    let loader = try load("user,time,event\nu,1,\"open\n\(good)\n")
    #expect(reasons(of: loader) == ["2 has a quote that is not closed"])
    #expect(loader.eventCount == 100_000)
  }

  @Test func `names the columns of data without a header`() throws {
    var options = ReadingOptions()
    options.hasHeader = false
    options.unitColumn = "column1"
    options.timeColumn = "column2"
    options.eventColumn = "column3"
    #expect(lines(of: try load("a,1,v,x\n", options: options)) == ["a 1 v column4=x"])
  }

  @Test func `keeps invalid UTF-8 as it is`() throws {
    let bytes = Array("user,time,event\n".utf8) + [0xFF, 0xFE] + Array(",1,v\n".utf8)
    let store = try #require(try load([bytes]).makeStore())
    #expect(Array(store.unitIDs.bytes(at: 0)) == [0xFF, 0xFE])
  }

  @Test func `removes duplicates by the id column only`() throws {
    let text = "user,time,event,id\na,1,v,7\na,1,v,7\na,1,v,\na,1,v,\n"
    #expect(try load(text).eventCount == 4)
    var options = ReadingOptions()
    options.idColumn = "id"
    let loader = try load(text, options: options)
    #expect((loader.eventCount, loader.duplicateCount) == (3, 1))
  }

  @Test func `keeps only the columns asked for`() throws {
    var options = ReadingOptions()
    options.keepColumns = ["y"]
    let loader = try load("user,time,event,x,y\na,1,v,1,2\n", options: options)
    #expect(lines(of: loader) == ["a 1 v y=2"])
  }

  @Test func `joins files whose columns stand in another order`() throws {
    var loader = EventLoader()
    for text in ["user,time,event,x\na,1,v,1\n", "x,event,user,y,time\n2,w,b,3,2\n"] {
      loader.beginFile(named: text)
      try loader.feed(Array(text.utf8).span)
      try loader.endFile()
    }
    #expect(lines(of: loader) == ["a 1 v x=1 y=∅", "b 2 w x=2 y=3"])
  }
}
