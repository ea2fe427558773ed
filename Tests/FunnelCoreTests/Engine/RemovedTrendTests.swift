import Testing

@testable import FunnelCore

/// Trends where exclusions remove units, as PostHog has it, reckoned by hand.
@Suite struct RemovedTrendTests {
  /// One unit and how many of it entered and converted in each of three periods of ten.
  static let vectors: [(steps: String, log: String, counts: [[Int]])] = [
    ("a > !x > b", "a1 b2", [[1, 1], [0, 0], [0, 0]]),
    // Stopped with the next step still reached: gone from every period without a conversion.
    ("a > !x > b", "a1 x2 b3", [[0, 0], [0, 0], [0, 0]]),
    ("a > !x > b", "a1 x2 b3 a11", [[0, 0], [0, 0], [0, 0]]),
    ("a > !x > b", "a1 a11 x12 b13", [[0, 0], [0, 0], [0, 0]]),
    ("a > !x > b", "a1 x2 b3 a11 b12", [[0, 0], [1, 1], [0, 0]]),
    ("a > !x > b", "a1 x2 b3 a11 b12 a21", [[0, 0], [1, 1], [0, 0]]),
    // Stopped without the next step: gone from the period of the entry alone.
    ("a > !x > b", "a1 x2 a11", [[0, 0], [1, 0], [0, 0]]),
    ("a > !x > b", "a1 a11 x12 a21", [[0, 0], [0, 0], [1, 0]]),
    // What is excluded comes after the window has ended.
    ("a > !x > b", "a1 x102", [[1, 0], [0, 0], [0, 0]]),
    // A later entry reaches the same event past the exclusion and stands for the earlier one.
    ("a > !x > b", "a1 x2 a3 b4", [[1, 1], [0, 0], [0, 0]]),
    ("a > !x > b", "a1 x2 a11 b12", [[0, 0], [1, 1], [0, 0]]),
    // A conversion stays whatever happens in other periods, and what did not convert goes.
    ("a > !x > b > c", "a1 b2 a11 x12 b13 c14", [[1, 1], [0, 0], [0, 0]]),
    ("a > !x > b > c", "a11 b12 a21 x22", [[0, 0], [1, 0], [0, 0]]),
    ("a > !x > b > c", "a11 b12 a21 x22 b23", [[0, 0], [0, 0], [0, 0]]),
  ]

  @Test(arguments: vectors)
  func `counts a unit in each period as reckoned by hand`(
    steps: String, log: String, counts: [[Int]]
  ) throws {
    let events = try log.split(separator: " ").map { entry in
      ReferenceEvent(time: try #require(Int64(entry.dropFirst())), name: String(entry.prefix(1)))
    }
    // An event of another unit by which every window has ended, and one of each name there is.
    let end = ["a", "b", "c", "x"].map { ReferenceEvent(time: 900, name: $0) }
    let store = FunnelCoreTests.store(of: [events, end])
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.rules = RulePreset.posthog.rules
    query.rules.window = Microseconds(rawValue: 100)
    query.trend = TrendQuestion(
      periods: (0..<3).map { index in
        TrendPeriod(
          name: "\(index)", start: Timestamp(rawValue: index * 10),
          end: Timestamp(rawValue: index * 10 + 10))
      })
    let trend = try #require(try LocalBackend(store: store).answer(query).trend)
    #expect(trend.map { [$0.entered, $0.converted] } == counts)
    #expect(trend.allSatisfy { $0.open == 0 })
  }
}
