import Testing

@testable import FunnelCore

@Suite struct BreakdownTests {
  /// A unit's events as (time, event, device or nil, city or nil).
  typealias Row = (Int64, String, String?, String?)

  static func store(_ units: [[Row]]) -> EventStore {
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    let device = builder.columnIndex(named: "device")
    let city = builder.columnIndex(named: "city")
    for (unit, rows) in units.enumerated() {
      for row in rows {
        builder.append(unit: "\(unit)", time: Timestamp(rawValue: row.0), event: row.1)
        if let value = row.2 { builder.setValue(Array(value.utf8).span, inColumn: device) }
        if let value = row.3 { builder.setValue(Array(value.utf8).span, inColumn: city) }
      }
    }
    return builder.makeStore()
  }

  static func query(_ columns: [String]..., limit: Int = 10) -> FunnelQuery {
    var query = ReferenceFunnel([["a"], ["b"]], window: 10).query
    query.breakdowns = columns.map { Breakdown(columns: $0) }
    query.groupLimit = limit
    return query
  }

  /// The groups as `kind entered→converted`.
  static func describe(_ breakdown: BreakdownNumbers?) -> [String] {
    (breakdown?.groups ?? []).map { group in
      let name =
        switch group.kind {
        case .values(let values):
          values.map { $0.map { "'\($0)'" } ?? "nil" }.joined(separator: ",")
        case .notSet: "(not set)"
        case .didNotReach: "(did not reach)"
        case .other(let groups): "(other \(groups))"
        }
      return "\(name) \(group.funnel.entered)→\(group.funnel.converted)"
    }
  }

  static let small = store([
    [(0, "a", "phone", "Rome"), (1, "b", "desk", nil)],
    [(0, "a", nil, nil), (1, "b", "desk", "Oslo")],
    [(0, "a", "", "Rome")],
    [(0, "a", nil, nil), (20, "b", "desk", nil)],
    [(0, "b", "desk", nil)],
    [(0, "a", "phone", nil), (3, "b", nil, nil)],
  ])

  @Test func `takes the value of the entry or else of the next event that has one`() throws {
    let result = try LocalBackend(store: Self.small).answer(Self.query(["device"]))
    #expect(
      Self.describe(result.breakdowns.first) == [
        "'phone' 2→2", "(not set) 1→0", "'' 1→0", "'desk' 1→1",
      ])
  }

  @Test func `makes one group for each pair and takes each column by itself`() throws {
    let result = try LocalBackend(store: Self.small).answer(Self.query(["device", "city"]))
    #expect(
      Self.describe(result.breakdowns.first) == [
        "(not set) 1→0", "'','Rome' 1→0", "'desk','Oslo' 1→1", "'phone',nil 1→1",
        "'phone','Rome' 1→1",
      ])
  }

  @Test func `shows all hours and weekdays in their order, unless the data has them itself`() throws
  {
    // From a Thursday at midnight: units enter in hours 0, 20, 40, …, the later ones more often.
    let hour: Int64 = 3_600_000_000
    let units: [[Row]] = (0..<12).flatMap { step in
      (0...step).map { _ in [(Int64(step) * 20 * hour, "a", nil, nil)] }
    }
    func groups(_ column: String, in store: EventStore) throws -> [String] {
      let result = try LocalBackend(store: store).answer(Self.query([column], limit: 2))
      return Self.describe(result.breakdowns.first)
    }
    let store = Self.store(units)
    #expect(
      try groups("hour", in: store) == [
        "'00' 8→0", "'04' 18→0", "'08' 16→0", "'12' 14→0", "'16' 12→0", "'20' 10→0",
      ])
    #expect(
      try groups("weekday", in: store) == [
        "'Monday' 6→0", "'Tuesday' 15→0", "'Wednesday' 9→0", "'Thursday' 13→0",
        "'Friday' 14→0", "'Saturday' 16→0", "'Sunday' 5→0",
      ])
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "time", event: "event"))
    for unit in 0..<3 {
      builder.append(
        unit: "\(unit)", time: Timestamp(rawValue: 0), event: "a",
        properties: [("hour", "0\(unit)")])
    }
    #expect(try groups("hour", in: builder.makeStore()).count == 3)
  }

  @Test func `gathers the groups beyond the limit`() throws {
    let result = try LocalBackend(store: Self.small)
      .answer(Self.query(["device"], ["event"], ["city"], limit: 1))
    #expect(Self.describe(result.breakdowns[0]) == ["'phone' 2→2", "(other 3) 3→1"])
    #expect(Self.describe(result.breakdowns[1]) == ["'a' 5→3"])
    #expect(Self.describe(result.breakdowns[2]) == ["(not set) 2→1", "(other 2) 3→2"])
    #expect(result.breakdowns[1].groups.first?.versusRest == nil)
    #expect(result.breakdowns[0].groups.allSatisfy { $0.versusRest?.verdict == .tooFew })
  }

  @Test func `counts a segment exactly as the group it was made from`() throws {
    var random = SeededGenerator(state: 5)
    let store = Self.store(Self.randomUnits(400, &random))
    let backend = LocalBackend(store: store)
    for columns in [["device"], ["city"], ["device", "city"], ["event"], ["city", "event"]] {
      let result = try backend.answer(Self.query(columns, limit: 100))
      for group in try #require(result.breakdowns.first).groups {
        var query = Self.query()
        guard case .values(let values) = group.kind else { continue }
        query.segments = [Segment(columns: columns, values: values)]
        #expect(try backend.answer(query).funnel == group.funnel)
      }
      var query = Self.query()
      query.segments = [Segment(columns: columns, values: columns.map { _ in nil })]
      let missing = result.breakdowns[0].groups.first { $0.kind == .notSet }
      #expect(try backend.answer(query).funnel.entered == missing?.funnel.entered ?? 0)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 10])
  func `agrees with groups formed from the reference's chains`(limit: Int) throws {
    var random = SeededGenerator(state: 11)
    let units = Self.randomUnits(300, &random)
    let result = try LocalBackend(store: Self.store(units))
      .answer(Self.query(["device"], limit: limit))
    var counts: [String?: (entered: Int, converted: Int)] = [:]
    let funnel = ReferenceFunnel([["a"], ["b"]], window: 10)
    for rows in units {
      let chain = funnel.reported(rows.map { ReferenceEvent(time: $0.0, name: $0.1) })
      guard let entry = chain.first else { continue }
      let events = zip(["a", "b"], chain).compactMap { name, time in
        rows.first { $0.0 == time && $0.1 == name }
      }
      #expect(events.first?.0 == entry)
      let value = events.compactMap(\.2).first
      counts[value, default: (0, 0)].entered += 1
      if chain.count == 2 { counts[value, default: (0, 0)].converted += 1 }
    }
    let ranked = counts.sorted { left, right in
      left.value.entered != right.value.entered
        ? left.value.entered > right.value.entered : (left.key ?? "") < (right.key ?? "")
    }
    var expected = ranked.prefix(limit).map { value, numbers in
      "\(value.map { "'\($0)'" } ?? "(not set)") \(numbers.entered)→\(numbers.converted)"
    }
    let rest = ranked.dropFirst(limit)
    if !rest.isEmpty {
      let entered = rest.map(\.value.entered).reduce(0, +)
      let converted = rest.map(\.value.converted).reduce(0, +)
      expected.append("(other \(rest.count)) \(entered)→\(converted)")
    }
    #expect(Self.describe(result.breakdowns.first) == expected)
    #expect(
      result.breakdowns.first?.groups.map(\.funnel.entered).reduce(0, +) == result.funnel.entered)
    #expect(
      result.breakdowns.first?.groups.map(\.funnel.converted).reduce(0, +)
        == result.funnel.converted)
  }

  @Test func `suggests the nearest column for a misspelt one`() {
    let expected = QueryError.unknownColumn(name: "devise", suggestions: ["device"])
    #expect(throws: expected) {
      try LocalBackend(store: Self.small).answer(Self.query(["devise"]))
    }
  }

  /// Random units without ties, so that a chain's times name its events.
  private static func randomUnits(_ count: Int, _ random: inout SeededGenerator) -> [[Row]] {
    (0..<count).map { _ in
      var time: Int64 = 0
      return (0..<Int.random(in: 1...6, using: &random)).map { _ in
        time += Int64.random(in: 1...6, using: &random)
        let name = ["a", "b", "c"].randomElement(using: &random) ?? "a"
        let device = ["phone", "phone", "desk", "", "tv", nil].randomElement(using: &random) ?? nil
        let city = ["Rome", "Oslo", nil, nil].randomElement(using: &random) ?? nil
        return (time, name, device, city)
      }
    }
  }
}
