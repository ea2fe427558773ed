import Testing

@testable import FunnelCore

@Suite struct AttributionTests {
  static let store = BreakdownTests.store([
    [(0, "a", "phone", nil), (1, "c", "tv", nil), (2, "b", "desk", nil)],
    [(0, "a", nil, nil), (1, "b", "desk", nil), (2, "a", "phone", nil)],
    [(0, "c", "tv", nil), (1, "a", nil, nil)],
    [(0, "a", "desk", nil), (1, "b", nil, nil)],
  ])

  private func groups(
    _ attribution: FunnelRules.Attribution, preset: RulePreset? = nil
  ) throws -> [String] {
    var query = BreakdownTests.query(["device"])
    if let preset { query.rules = preset.rules }
    query.rules.attribution = attribution
    let result = try LocalBackend(store: Self.store).answer(query)
    return BreakdownTests.describe(result.breakdowns.first)
  }

  @Test func `takes the value where the rule says`() throws {
    #expect(try groups(.entry) == ["'desk' 2→2", "(not set) 1→0", "'phone' 1→1"])
    #expect(try groups(.first) == ["'desk' 2→2", "(not set) 1→0", "'phone' 1→1"])
    #expect(try groups(.last) == ["'desk' 2→2", "(not set) 1→0", "'phone' 1→1"])
    #expect(
      try groups(.step(1)) == ["(not set) 2→1", "'desk' 1→1", "'phone' 1→1"])
    #expect(
      try groups(.step(2)) == ["'desk' 2→2", "(not set) 1→1", "(did not reach) 1→0"])
    #expect(try groups(.every) == ["(not set) 2→0", "'phone' 2→0", "'desk' 1→0"])
    // PostHog runs the funnel for every value found at the step.
    #expect(
      try groups(.step(2), preset: .posthog) == ["'desk' 2→2", "(not set) 1→1"])
  }

  @Test func `groups of runs overlap and have no rest`() throws {
    var query = BreakdownTests.query(["device"])
    query.rules.attribution = .every
    let breakdown = try #require(
      try LocalBackend(store: Self.store).answer(query).breakdowns.first)
    #expect(breakdown.overlaps)
    #expect(breakdown.groups.allSatisfy { $0.versusRest == nil })
  }

  @Test(arguments: [
    (80, 10, ["(did not reach) 80→0 -", "'desk' 46→40 +0.45", "'tv' 24→10 -0.45"]),
    (5, 1, ["'desk' 46→40 +0.45", "(other 2) 29→10 -"]),
  ])
  func `values of a step are compared among those who reached it`(
    unreached: Int, limit: Int, expected: [String]
  ) throws {
    let reached: [[BreakdownTests.Row]] = (0..<70).map { unit in
      let rows: [BreakdownTests.Row] = [
        (0, "a", nil, nil), (1, "b", unit % 3 == 0 ? "tv" : "desk", nil),
      ]
      return unit >= 60 || unit % 6 == 0 ? rows : rows + [(2, "c", nil, nil)]
    }
    let others = (0..<unreached).map { _ -> [BreakdownTests.Row] in [(0, "a", "desk", nil)] }
    var query = BreakdownTests.query(["device"], limit: limit)
    query.funnel = try FunnelDefinition(parsing: "a > b > c")
    query.rules.attribution = .step(2)
    let breakdown = try #require(
      try LocalBackend(store: BreakdownTests.store(reached + others)).answer(query).breakdowns.first
    )
    let found = zip(BreakdownTests.describe(breakdown), breakdown.groups).map { name, group in
      guard let difference = group.versusRest?.difference else { return "\(name) -" }
      let rounded = (difference * 100).rounded() / 100
      return "\(name) \(rounded > 0 ? "+" : "")\(rounded)"
    }
    #expect(found == expected)
  }

  @Test(arguments: [(1, false), (2, true), (20, true)])
  func `groups by a value that comes after the entry are not compared`(
    late: Int, comesLater: Bool
  ) throws {
    let units: [[BreakdownTests.Row]] =
      (0..<20).map { unit in
        [(0, "a", unit < late ? nil : "tv", nil), (1, "b", "tv", nil)]
      } + (0..<20).map { _ in [(0, "a", nil, nil)] }
    let result = try LocalBackend(store: BreakdownTests.store(units))
      .answer(BreakdownTests.query(["device"]))
    let breakdown = try #require(result.breakdowns.first)
    #expect(breakdown.valuesComeLater == comesLater)
    let verdicts = Set(breakdown.groups.map { $0.versusRest?.verdict })
    #expect(verdicts == [comesLater ? nil : .tooFew])
  }

  @Test func `the first and the last touch differ`() throws {
    let store = BreakdownTests.store([
      [(0, "a", "phone", nil), (1, "a", "desk", nil), (2, "b", "tv", nil), (9, "c", "car", nil)]
    ])
    func value(_ attribution: FunnelRules.Attribution) throws -> [String] {
      var query = BreakdownTests.query(["device"])
      query.rules.attribution = attribution
      return BreakdownTests.describe(
        try LocalBackend(store: store).answer(query).breakdowns.first)
    }
    #expect(try value(.first) == ["'phone' 1→1"])
    #expect(try value(.last) == ["'tv' 1→1"])
    #expect(try value(.step(2)) == ["'tv' 1→1"])
  }

  @Test func `an event of an optional step is a touch too`() throws {
    let store = BreakdownTests.store([
      [(0, "c", "tv", nil), (1, "a", "desk", nil)], [(2, "b", "car", nil)],
    ])
    var query = BreakdownTests.query(["device"])
    query.funnel = try FunnelDefinition(parsing: "a > c? > b")
    query.rules.attribution = .first
    let result = try LocalBackend(store: store).answer(query)
    #expect(BreakdownTests.describe(result.breakdowns.first) == ["'tv' 1→0"])
  }

  @Test(arguments: [
    (FunnelRules.Attribution.first, "phone"), (.entry, "desk"), (.step(2), "tv"), (.last, "car"),
  ])
  func `a touch before the entry and one after the end count for first and last only`(
    attribution: FunnelRules.Attribution, value: String
  ) throws {
    // Of the entries only the second is within ten of a `b`; the last `b` is in no chain.
    let store = BreakdownTests.store([
      [(0, "a", "phone", nil), (20, "a", "desk", nil), (21, "b", "tv", nil), (40, "b", "car", nil)]
    ])
    var query = BreakdownTests.query(["device"])
    query.rules.attribution = attribution
    let result = try LocalBackend(store: store).answer(query)
    #expect(BreakdownTests.describe(result.breakdowns.first) == ["'\(value)' 1→1"])
  }
}
