import Testing

@testable import FunnelCore

/// Logs on which products differ, with the depth each product gives.
@Suite struct PresetVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    /// Events as `A@0`, in seconds; `·` begins another unit.
    var log: String
    var steps: String
    var window: String
    /// The deepest step by our own rules and by those of products that say otherwise; zero for a
    /// unit that is not in the funnel.
    var depth: Int
    var others: [RulePreset: Int] = [:]
    var testDescription: String { "\(steps) on \(log)" }
  }

  static let ordered: [Vector] = [
    Vector(
      log: "A@0 A@30 B@45 C@75", steps: "A > B > C", window: "60s", depth: 3,
      others: [.mixpanel: 2]),
    Vector(log: "B@0 A@0", steps: "A > B", window: "60s", depth: 2),
    Vector(log: "A@0 B@0", steps: "A > B", window: "60s", depth: 2),
    Vector(
      log: "A@0", steps: "A > A", window: "60s", depth: 1, others: [.clickhouse: 2, .umami: 2]),
    Vector(log: "A@0 A@0", steps: "A > A", window: "60s", depth: 2),
    Vector(log: "A@0 B@60", steps: "A > B", window: "60s", depth: 2),
    Vector(
      log: "A@0 B@50 C@100", steps: "A > B > C", window: "60s", depth: 2,
      others: [.umami: 3, .ga4: 3]),
    Vector(
      log: "A@0 A@100 B@120", steps: "A > B", window: "60s", depth: 2, others: [.mixpanel: 1]),
    Vector(
      log: "A@0 B@10 A@50 C@65", steps: "A > B > C", window: "60s", depth: 2,
      others: [.umami: 3, .ga4: 3]),
    Vector(log: "C@0 B@1 A@2", steps: "A > B > C", window: "60s", depth: 1, others: [:]),
  ]

  static let exclusions: [Vector] = [
    Vector(log: "A@0 X@10", steps: "A > !X > B", window: "60s", depth: 1, others: [.posthog: 0]),
    Vector(
      log: "A@0 X@10 B@20", steps: "A > !X > B", window: "60s", depth: 1, others: [.posthog: 0]),
    Vector(
      log: "A@0 X@10 B@20 A@30 B@40", steps: "A > !X > B", window: "60s", depth: 2,
      others: [.mixpanel: 1]),
    Vector(
      log: "A@0 X@10 A@20 B@30", steps: "A > !X > B", window: "60s", depth: 2,
      others: [.mixpanel: 1]),
    Vector(log: "A@0 B@10 X@20", steps: "A > !X > B", window: "60s", depth: 2),
    Vector(log: "X@0 A@10 B@20", steps: "A > !X > B", window: "60s", depth: 2),
    Vector(log: "A@0 X@0 B@20", steps: "A > !X > B", window: "60s", depth: 2),
    Vector(log: "A@0 X@20 B@20", steps: "A > !X > B", window: "60s", depth: 2),
    Vector(
      log: "A@0 B@10 X@20 B@30 C@40", steps: "A > B > !X > C", window: "60s", depth: 3,
      others: [.posthog: 0]),
    Vector(
      log: "A@0 X@100", steps: "A > !X > B", window: "60s", depth: 1, others: [:]),
  ]

  static let strict: [Vector] = [
    Vector(log: "A@0 X@1 B@2", steps: "A > B", window: "60s", depth: 1),
    Vector(log: "A@0 X@1 A@2 B@3", steps: "A > B", window: "60s", depth: 2),
    Vector(log: "A@0 B@1 B@2 C@3", steps: "A > B > C", window: "60s", depth: 3),
    Vector(log: "A@0 A@1 B@2", steps: "A > B", window: "60s", depth: 2),
    Vector(log: "A@0 B@1 A@2 C@3", steps: "A > B > C", window: "60s", depth: 2),
    Vector(log: "A@0 A@1 B@2 B@3", steps: "A > A > B", window: "60s", depth: 3),
  ]

  /// A store of one unit, and of another that makes all names known and is left out by ``filter``.
  static func store(_ log: String) -> EventStore {
    let events = log.split(separator: " ").map { event in
      let parts = event.split(separator: "@")
      return ReferenceEvent(time: (Int64(parts[1]) ?? 0) * 1_000_000, name: String(parts[0]))
    }
    let names = ["A", "B", "C", "D", "X"]
    return FunnelCoreTests.store(of: [
      events, names.map { ReferenceEvent(time: 0, name: $0, value: "left out") },
    ])
  }

  static let filter = Predicate.isMissing(column: "value")

  private func query(_ vector: Vector, _ rules: FunnelRules) throws -> FunnelQuery {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: vector.steps))
    query.rules = rules
    query.rules.window = try Microseconds(parsing: vector.window)
    query.rules.unit = .user
    query.filter = Self.filter
    return query
  }

  private func depth(_ query: FunnelQuery, _ log: String) throws -> Int {
    try LocalBackend(store: Self.store(log)).answer(query).funnel.steps.count { $0.count > 0 }
  }

  @Test(arguments: ordered + exclusions)
  func `gives each product's depth`(vector: Vector) throws {
    #expect(try depth(query(vector, FunnelRules()), vector.log) == vector.depth)
    for preset in RulePreset.allCases {
      let found = try depth(query(vector, preset.rules), vector.log)
      if vector.steps.contains("!"), preset == .ga4 || preset == .umami { continue }
      #expect(found == vector.others[preset] ?? vector.depth, "\(preset)")
    }
  }

  @Test(arguments: strict)
  func `lets nothing stand between strict steps`(vector: Vector) throws {
    for var rules in [FunnelRules(), RulePreset.posthog.rules] {
      rules.order = .strict
      #expect(try depth(query(vector, rules), vector.log) == vector.depth)
    }
  }

  @Test func `reports each product's chain`() throws {
    let logs: [(String, String, own: [Double], posthog: [Double])] = [
      ("A > B", "A@0 A@30 B@45", [45], [15]),
      ("A > B > C", "A@0 B@10 A@20 B@25 C@28", [10, 18], [5, 3]),
      ("A > B > C", "A@0 A@50 B@55 C@90", [5, 35], [5, 35]),
    ]
    for (steps, log, own, posthog) in logs {
      let vector = Vector(log: log, steps: steps, window: "60s", depth: 0)
      let backend = LocalBackend(store: Self.store(log))
      func hops(_ rules: FunnelRules) throws -> [Double?] {
        try backend.answer(query(vector, rules)).funnel.steps.dropFirst().map { $0.time?.median }
      }
      #expect(try hops(FunnelRules()) == own)
      #expect(try hops(RulePreset.amplitude.rules) == own)
      #expect(try hops(RulePreset.posthog.rules) == posthog)
    }
  }

  @Test(arguments: RulePreset.allCases)
  func `a product that is no longer named shows no number its way`(preset: RulePreset) {
    var rules = preset.rules
    #expect(rules.conventions.acceptsUnknownNames)
    for ruleSwitch in RuleSwitch.allCases { ruleSwitch.apply(FunnelRules(), to: &rules) }
    #expect(rules.product == nil)
    #expect(rules.conventions == FunnelRules().conventions)
    #expect(!rules.conventions.acceptsUnknownNames)
  }
}
