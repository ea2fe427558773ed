import Testing

@testable import FunnelCore

/// Reading stretches of a file at once must not show in the result.
struct ForkingTests {
  private static let header = "user,time,event,text,price\n"

  /// Rows with quoted line ends, quoted rows, bad rows and late times, in no special order.
  private static func rows(_ random: inout SeededGenerator, count: Int) -> String {
    (0..<count).map { row in
      let user = "u\(Int.random(in: 0..<9, using: &random))"
      let time = 1_700_000_000 + row * 60 - Int.random(in: 0..<300, using: &random)
      let event = ["view", "cart", "pay"].randomElement(using: &random) ?? ""
      let start = "\(user),\(time),\(event)"
      switch Int.random(in: 0..<24, using: &random) {
      case 0: return "\(start),\"a\nb \"\"c\"\",\nd\",1\r\n"
      case 1:
        return "\(start),\"x,1\n" + String(repeating: "u1,1700000000,view,y,2\n", count: 12)
          + "\",3\n"
      case 2: return "\(user),yesterday,\(event),,\n"
      case 3: return "\(start)\n"
      case 4: return "\n"
      case 5: return "\(start),t\(row),\(row).5\n"
      default: return "\(start),\(row % 4 == 0 ? "" : "t\(row % 50)"),\n"
      }
    }.joined()
  }

  private static func objects(_ random: inout SeededGenerator, count: Int) -> String {
    (0..<count).map { row in
      let start =
        "{\"user\":\"u\(Int.random(in: 0..<9, using: &random))\",\"time\":\(1_700_000_000 + row)"
      switch Int.random(in: 0..<16, using: &random) {
      case 0: return "not json\n"
      case 1: return "\(start),\"event\":\"view\",\"k\(row % 40)\":{\"z\":\(row)}}\n"
      case 2: return "\(start)}\n"
      case 3: return "\(start),\"event\":\"v\\n\\u00e9\",\"text\":\"{\\\"user\\\":1}\"}\n"
      default: return "\(start),\"event\":\"cart\",\"a\":\(row % 7)}\n"
      }
    }.joined()
  }

  /// Reads text with a number of forks that begin where rows seem to start, and tells how many of
  /// them did not begin at a row.
  private static func loadForked(
    _ head: String, _ text: String, _ random: inout SeededGenerator
  ) throws -> (loader: EventLoader, refused: Int) {
    let bytes = Array(text.utf8)
    var loader = EventLoader()
    loader.beginFile(named: "f")
    try loader.feed(Array(head.utf8).span)
    try loader.settle()
    var cuts = [0]
    for wanted in (0..<4).map({ _ in Int.random(in: 0..<bytes.count, using: &random) }).sorted() {
      let end = min(bytes.count, wanted + 200)
      guard let start = loader.rowStart(in: bytes.span.extracting(wanted..<end)) else { continue }
      cuts.append(wanted + start)
    }
    let fork = try #require(loader.forked())
    let forks = try zip(cuts, cuts.dropFirst()).map { start, end in
      var fork = fork
      try fork.feed(bytes.span.extracting(start..<max(start, end)))
      return fork
    }
    let joined = loader.join(forks)
    try loader.feed(bytes.span.extracting(cuts[joined]..<bytes.count))
    try loader.endFile()
    return (loader, forks.count - joined)
  }

  @Test(arguments: ["csv", "jsonl"])
  func `forks leave the loader as if it had read everything itself`(format: String) throws {
    var random = SeededGenerator(state: 41)
    var refused = 0
    for _ in 0..<40 {
      let isTable = format == "csv"
      let head =
        isTable
        ? Self.header + "u0,1700000000,view,,\n"
        : String(repeating: "{\"user\":\"u0\",\"time\":1700000000,\"event\":\"view\"}\n", count: 2)
      let text = isTable ? Self.rows(&random, count: 150) : Self.objects(&random, count: 150)
      let whole = try load(head + text)
      let forked = try Self.loadForked(head, text, &random)
      #expect(lines(of: forked.loader) == lines(of: whole))
      #expect(forked.loader.rejections == whole.rejections)
      #expect(forked.loader.summary == whole.summary)
      refused += forked.refused
    }
    // Some cuts fall into quoted rows, which only shows when what comes before is read.
    #expect(format == "jsonl" || refused > 0)
  }

  @Test func `cannot be forked inside a row or where ids must stay in order`() throws {
    var loader = EventLoader()
    loader.beginFile(named: "f")
    #expect(loader.forked() == nil)
    try loader.feed(Array((Self.header + "u0,1700000000,view,,\n").utf8).span)
    try loader.settle()
    #expect(loader.forked() != nil)
    try loader.feed(Array("u1,17000".utf8).span)
    #expect(loader.forked() == nil)

    var options = ReadingOptions()
    options.idColumn = "text"
    var counting = EventLoader(options: options)
    counting.beginFile(named: "f")
    try counting.feed(Array((Self.header + "u0,1700000000,view,,\n").utf8).span)
    try counting.settle()
    #expect(counting.forked() == nil)
  }
}
