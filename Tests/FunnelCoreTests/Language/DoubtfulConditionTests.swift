import FunnelCore
import Testing

@Suite struct DoubtfulConditionTests {
  private static let store: EventStore = {
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "ts", event: "event"))
    // 2024-01-01 was a Monday.
    let start: Int64 = 1_704_103_200_000_000
    for (index, device) in ["mobile", "desktop", "tablet"].enumerated() {
      builder.append(
        unit: "u\(index)", time: Timestamp(rawValue: start + Int64(index)), event: "view",
        properties: [("device", device), ("revenue", "\(index).50")])
    }
    return builder.makeStore()
  }()

  /// A condition and what is said about it.
  private static let cases: [(String, [String])] = [
    ("device = mobile", []), ("device != desktop", []), ("device in (mobile, tablet)", []),
    ("device = mobil", ["no event has device = mobil\ndid you mean mobile?"]),
    ("device != mobil", ["no event has device = mobil\ndid you mean mobile?"]),
    (
      "not (device in (mobile, tv))",
      ["no event has device = tv\ndevice is mobile, desktop or tablet"]
    ),
    ("device = \"\"", ["no event has device = \"\"\na missing value is `device is missing`"]),
    ("weekday = Mon", ["no event has weekday = Mon\ndid you mean Monday?"]),
    ("weekday = Monday", []), ("user_type = new", []), ("event = view", []),
    ("event = vieuw", ["no event has event = vieuw\ndid you mean view?"]),
    ("revenue = 1.5", ["no event has revenue = 1.5\ndid you mean 1.50, 0.50 or 2.50?"]),
    ("revenue = 1.50", []), ("revenue > 1", []), ("device > m", []),
    ("revenue > abc", ["abc is no number, so `revenue > abc` compares texts"]),
    ("device >= 3", ["device has no numbers, so `device >= 3` compares texts"]),
    ("device contains xyz", []), ("ts > 1704103200", []), ("nothing = 1", []),
  ]

  @Test(arguments: cases)
  func `a comparison with a value that no event has is told`(
    condition: String, expected: [String]
  ) throws {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "view"))
    query.filter = try Predicate(parsing: condition)
    #expect(query.doubtfulConditions(in: Self.store, zone: UTC()) == expected)
    var stepped = FunnelQuery(
      funnel: try FunnelDefinition(parsing: "view[\(condition)] > view[\(condition)]"))
    #expect(stepped.doubtfulConditions(in: Self.store, zone: UTC()) == expected)
    stepped.funnel = try FunnelDefinition(parsing: "view > !view[\(condition)] > view")
    #expect(stepped.doubtfulConditions(in: Self.store, zone: UTC()) == expected)
  }
}
