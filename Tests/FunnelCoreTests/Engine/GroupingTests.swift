import Testing

@testable import FunnelCore

/// Units other than users, and columns that are worked out.
@Suite struct GroupingTests {
  /// Rows as (user, minutes, event, session or nil, order or nil).
  static func store(_ rows: [(String, Int64, String, String?, String?)]) -> EventStore {
    let hasSession = rows.contains { $0.3 != nil }
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(
        unit: "user", time: "time", event: "event", session: hasSession ? "session" : nil))
    for row in rows {
      var properties: [(name: String, value: String)] = []
      if let session = row.3 { properties.append(("session", session)) }
      if let order = row.4 { properties.append(("order", order)) }
      builder.append(
        unit: row.0, time: Timestamp(rawValue: row.1 * 60_000_000), event: row.2,
        properties: properties)
    }
    return builder.makeStore()
  }

  private func counts(
    _ store: EventStore, _ change: (inout FunnelQuery) -> Void
  ) throws -> [Int] {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b"))
    change(&query)
    return try LocalBackend(store: store).answer(query).funnel.steps.map(\.count)
  }

  @Test func `a silence longer than the gap begins a session`() throws {
    let store = Self.store([
      ("u", 0, "a", nil, nil), ("u", 30, "b", nil, nil), ("u", 61, "a", nil, nil),
      ("u", 92, "b", nil, nil), ("v", 92, "a", nil, nil),
    ])
    #expect(try counts(store) { _ in } == [2, 1])
    #expect(try counts(store) { $0.rules.unit = .session } == [3, 1])
    #expect(
      try counts(store) {
        ($0.rules.unit, $0.rules.sessionGap) = (.session, Microseconds(seconds: 60 * 31))
      } == [2, 1])
  }

  @Test func `sessions of a column belong to their user and may interleave`() throws {
    let store = Self.store([
      ("u", 0, "a", "1", nil), ("u", 1, "a", "2", nil), ("u", 2, "b", "1", nil),
      ("v", 3, "b", "1", nil), ("v", 4, "a", "1", nil), ("w", 5, "a", nil, nil),
    ])
    #expect(try counts(store) { $0.rules.unit = .session } == [3, 1])
  }

  @Test func `values of a column are units across users`() throws {
    let store = Self.store([
      ("u", 0, "a", nil, "x"), ("v", 1, "b", nil, "x"), ("u", 2, "a", nil, "y"),
      ("u", 3, "b", nil, nil),
    ])
    #expect(try counts(store) { $0.rules.unit = .column("order") } == [2, 1])
    #expect(try counts(store) { $0.rules.unit = .column("user") } == [1, 1])
    #expect(throws: QueryError.unknownColumn(name: "ordr", suggestions: ["order"])) {
      try counts(store) { $0.rules.unit = .column("ordr") }
    }
  }

  @Test func `a held value must be the same in all events of a chain`() throws {
    let store = Self.store([
      ("u", 0, "a", nil, "x"), ("u", 1, "b", nil, "y"), ("u", 2, "b", nil, "x"),
      ("v", 0, "a", nil, "x"), ("v", 1, "b", nil, "y"), ("w", 0, "a", nil, nil),
    ])
    #expect(try counts(store) { $0.rules.heldColumn = "order" } == [2, 1])
  }

  @Test func `works out columns the data does not have`() throws {
    let store = Self.store([
      ("u", 0, "a", nil, nil), ("u", 1, "b", nil, nil), ("u", 100, "a", nil, nil),
      ("v", 60 * 24, "a", nil, nil),
    ])
    func entered(_ condition: String) throws -> Int {
      try counts(store) { $0.filter = try? Predicate(parsing: condition) }[0]
    }
    #expect(try entered("user_type = new") == 2)
    #expect(try entered("user_type = returning") == 1)
    #expect(try entered("session_number >= 2") == 1)
    #expect(try entered("hour = 00") == 2)
    #expect(try entered("hour = 01") == 1)
    #expect(try entered("weekday = Thursday") == 1)
    #expect(try entered("weekday = Friday") == 1)
    #expect(try entered("user != u") == 1)
  }
}
