import Testing

@testable import FunnelCore

/// Leaving out what a question does not look at must not change its answer.
struct AskedColumnsTests {
  private static let names = [
    "user", "time", "event", "session_id", "device", "plan", "page", "price",
  ]

  /// A table of events, as delimited values or as lines of objects; some values are missing.
  private static func text(_ format: String, seed: UInt64) -> String {
    var random = SeededGenerator(state: seed)
    let rows = (0..<400).map { row -> [String] in
      let user = Int.random(in: 0..<40, using: &random)
      return [
        "u\(user)", "\(1_700_000_000 + row * 97)",
        ["view", "cart", "pay"].randomElement(using: &random) ?? "",
        "s\(user)-\(row / 130)", ["mobile", "desktop", ""].randomElement(using: &random) ?? "",
        "plan\(Int.random(in: 0..<3, using: &random))", "/page/\(row)",
        Bool.random(using: &random) ? "\(row % 9).5" : "",
      ]
    }
    if format == "csv" {
      return ([names] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
    }
    return rows.map { row in
      let pairs = zip(names, row).filter { !$1.isEmpty }.map { "\"\($0)\":\"\($1)\"" }
      return "{\(pairs.joined(separator: ","))}"
    }.joined(separator: "\n")
  }

  /// Questions that look at columns by every means there is.
  private static func questions() throws -> [FunnelQuery] {
    let plain = FunnelQuery(funnel: try FunnelDefinition(parsing: "view > cart > pay"))
    func query(_ change: (inout FunnelQuery) throws -> Void) rethrows -> FunnelQuery {
      var query = plain
      try change(&query)
      return query
    }
    return [
      plain,
      try query {
        $0.funnel = try FunnelDefinition(parsing: "view[device = mobile] > pay[price > 2]")
      },
      try query {
        $0.filter = try Predicate(parsing: "plan is missing or page starts \"/page/1\"")
      },
      try query {
        $0.funnel.exclusions = [
          .init(
            afterStep: 0,
            matchers: try FunnelDefinition(parsing: "cart[plan = plan1]").steps[0].matchers)
        ]
      },
      query {
        $0.breakdowns = [Breakdown(columns: ["device"]), Breakdown(columns: ["plan", "hour"])]
      },
      query { $0.breakdowns = [Breakdown(columns: ["user_type"])] },
      query { $0.breakdowns = [Breakdown(columns: ["session_number"])] },
      query { $0.breakdowns = [Breakdown(columns: ["user"])] },
      query { $0.segments = [Segment(columns: ["device"], values: ["mobile"])] },
      query { $0.rules.unit = .session },
      query { $0.rules.unit = .column("plan") },
      query { $0.rules.heldColumn = "device" },
      try query {
        $0.rules.order = .strict
        $0.rules.ignored = try FunnelDefinition(parsing: "cart[device = mobile]").steps[0].matchers
      },
    ]
  }

  @Test(arguments: ["csv", "jsonl"])
  func `a question gets the answer that all columns give`(format: String) throws {
    let text = Self.text(format, seed: 7)
    let whole = try load(text)
    let all = try #require(whole.makeStore())
    for query in try Self.questions() {
      var options = ReadingOptions()
      options.askedColumns = AskedColumns(of: [query])
      let narrow = try load(text, options: options)
      let store = try #require(narrow.makeStore())
      #expect(store.columns.count < all.columns.count)
      #expect(narrow.summary == whole.summary)
      let expected = try LocalBackend(store: all).answer(query)
      #expect(expected.funnel.entered > 0)
      #expect(try LocalBackend(store: store).answer(query) == expected)
    }
  }

  @Test(arguments: ["csv", "jsonl"])
  func `a column the data lacks is told with the names they have`(format: String) throws {
    var query = try Self.questions()[0]
    query.breakdowns = [Breakdown(columns: ["devise"])]
    var options = ReadingOptions()
    options.askedColumns = AskedColumns(of: [query])
    let loader = try load(Self.text(format, seed: 3), options: options)
    let store = try #require(loader.makeStore())
    #expect(store.columns.isEmpty)
    #expect(throws: QueryError.unknownColumn(name: "devise", suggestions: ["device"])) {
      try query.checkNames(in: store)
    }
  }

  @Test func `forks know the names of columns nobody asks for`() throws {
    var options = ReadingOptions()
    options.askedColumns = AskedColumns(of: [])
    let lines = Self.text("jsonl", seed: 5).split(separator: "\n")
    var loader = EventLoader(options: options)
    loader.beginFile(named: "f")
    try loader.feed(Array((lines[..<200].joined(separator: "\n") + "\n").utf8).span)
    try loader.settle()
    var fork = try #require(loader.forked())
    let rest =
      lines[200...].joined(separator: "\n")
      + "\n{\"user\":\"a\",\"time\":1,\"event\":\"b\",\"late\":1}\n"
    try fork.feed(Array(rest.utf8).span)
    #expect(loader.join([fork]) == 1)
    try loader.endFile()
    let store = try #require(loader.makeStore())
    #expect(store.eventCount == lines.count + 1)
    #expect(store.unreadColumns == Set(Self.names[3...] + ["late"]))
  }
}
