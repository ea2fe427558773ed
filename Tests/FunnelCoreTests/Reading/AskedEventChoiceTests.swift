import Testing

@testable import FunnelCore

/// Which events a question looks at.
struct AskedEventChoiceTests {
  private static let roles = EventStore.ColumnRoles(unit: "user", time: "ts", event: "event")

  private static func query(
    _ funnel: String, _ change: (inout FunnelQuery) throws -> Void = { _ in }
  ) throws -> FunnelQuery {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: funnel))
    try change(&query)
    return query
  }

  private func contains(_ name: String, _ asked: AskedEvents) -> Bool {
    Array(name.utf8).withUnsafeBytes(asked.contains)
  }

  @Test func `steps and exclusions are looked at, whatever must hold besides`() throws {
    let asked = try #require(
      AskedEvents(of: [
        try Self.query("/product/* > !\"log out\" > pay[price > 2] | cash"),
        try Self.query("view > c? > b x3"),
      ]))
    for name in ["/product/", "/product/7", "log out", "pay", "cash", "view", "c", "b"] {
      #expect(contains(name, asked), "\(name)")
    }
    for name in ["", "/product", "logout", "pa", "payy", "Pay", "scroll"] {
      #expect(!contains(name, asked), "\(name)")
    }
  }

  private static let refused: [(String, @Sendable (inout FunnelQuery) throws -> Void)] = [
    ("a > *", { _ in }), ("a > !*[device = x] > b", { _ in }),
    ("a > b", { $0.rules.order = .strict }),
    ("a > b", { $0.breakdowns = [Breakdown(columns: ["user_type"])] }),
    ("a > b", { $0.segments = [Segment(columns: ["session_number"], values: ["1"])] }),
    ("a > b", { $0.rules.heldColumn = "session_number" }),
    ("a > b", { $0.rules.unit = .column("user_type") }),
    ("a > b[user_type = new]", { _ in }), ("a > b[hour = 03]", { _ in }),
    ("a > b", { $0.filter = try Predicate(parsing: "not weekday = Monday") }),
  ]

  @Test(arguments: refused.indices)
  func `all events are looked at where neighbours or sessions matter`(index: Int) throws {
    let (funnel, change) = Self.refused[index]
    let query = try Self.query(funnel, change)
    #expect(AskedEvents(of: [query]) == nil)
    // One of several questions is enough.
    #expect(AskedEvents(of: [try Self.query("a > b"), query]) == nil)
  }

  @Test func `no question looks at everything`() { #expect(AskedEvents(of: []) == nil) }

  @Test func `sessions need their column, and times compared need all events`() throws {
    let plain = try #require(AskedEvents(of: [try Self.query("a > b")]))
    #expect(plain.suffice(Self.roles) { _ in false })
    let sessions = try #require(
      AskedEvents(of: [try Self.query("a > b") { $0.rules.unit = .session }]))
    #expect(!sessions.suffice(Self.roles) { _ in true })
    var roles = Self.roles
    roles.session = "visit"
    #expect(sessions.suffice(roles) { $0 == "visit" })
    #expect(!sessions.suffice(roles) { $0 != "visit" })
    let times = try #require(AskedEvents(of: [try Self.query("a > b[ts > 3]")]))
    #expect(!times.suffice(Self.roles) { _ in true })
    // Which units there are, and in which order, is told when none is the one looked for.
    let users = try #require(AskedEvents(of: [try Self.query("a > b[user = x]")]))
    #expect(!users.suffice(Self.roles) { _ in true })
  }

  @Test func `rows are kept where sessions are told by silences`() throws {
    let rows = (0..<20).map {
      "u\($0 % 3),\(1_700_000_000 + $0 * 700),\($0 % 2 == 0 ? "a" : "y"),s"
    }
    for (name, kept) in [("session", 10), ("other", 20)] {
      var options = ReadingOptions()
      options.askedEvents = AskedEvents(of: [try Self.query("a > b") { $0.rules.unit = .session }])
      let text = (["user,time,event,\(name)"] + rows).joined(separator: "\n")
      #expect(try load(text, options: options).makeStore()?.eventCount == kept)
    }
  }

  @Test func `a rare column of sessions stays`() throws {
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "u", time: "t", event: "e", session: "s"))
    for row in 0..<100 {
      builder.append(
        unit: "u", time: Timestamp(rawValue: Int64(row)), event: "a",
        properties: row == 7 ? [("s", "1"), ("x", "1")] : [])
    }
    builder.codePending()
    #expect(builder.keptColumns(within: 0).map { builder.columns[$0].name } == ["s"])
  }
}
