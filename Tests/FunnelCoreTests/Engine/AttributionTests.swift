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
