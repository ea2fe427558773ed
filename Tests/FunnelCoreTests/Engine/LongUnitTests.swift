import Synchronization
import Testing

@testable import FunnelCore

/// One unit with very many events, whose numbers a formula gives.
@Suite struct LongUnitTests {
  private static let length = 20_000

  private func result(
    _ steps: String, _ names: [String], length: Int = Self.length,
    _ change: (inout FunnelQuery) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> FunnelResult {
    let log = (0..<length).map { index in
      ReferenceEvent(
        time: Int64(index), name: names[index % names.count], value: "\(index / names.count)")
    }
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.rules.window = nil
    change(&query)
    let backend = LocalBackend(store: FunnelCoreTests.store(of: [log]))
    return try backend.answer(query, isCancelled: isCancelled)
  }

  private func counts(_ result: FunnelResult) -> [Int] { result.funnel.steps.map(\.count) }

  @Test func `lost attempts follow one another to the end of a long unit`() throws {
    let attempts = try result("a > c", ["a", "x", "b", "c"]) {
      $0.rules.counted = .attempts
      $0.rules.window = Microseconds(rawValue: 2)
    }
    #expect(counts(attempts) == [Self.length / 4, 0])
    #expect(attempts.funnel.steps[0].reasons?[.late] == Self.length / 4)
    let stopped = try result("a > !x > c", ["a", "x", "b", "c"]) { $0.rules.counted = .attempts }
    #expect(counts(stopped) == [Self.length / 4, 0])
    #expect(stopped.funnel.steps[0].reasons?[.excluded] == Self.length / 4)
  }

  /// Attempts that are lost and values that are held or split by: what is searched again and again.
  static let repeated:
    [(steps: String, names: [String], change: @Sendable (inout FunnelQuery) -> Void)] = [
      (
        "a > c", ["a", "x", "b", "c"],
        {
          $0.rules.counted = .attempts
          $0.rules.window = Microseconds(rawValue: 2)
        }
      ),
      ("a > !x > c", ["a", "x", "b", "c"], { $0.rules.counted = .attempts }),
      ("a > b > c", ["a", "c", "a", "b"], { $0.rules.counted = .attempts }),
      ("a > !x > b", ["a", "x", "b"], { $0.rules.heldColumn = "value" }),
      (
        "a > b", ["a", "b"],
        {
          $0.rules.attribution = .every
          $0.breakdowns = [Breakdown(columns: ["value"])]
        }
      ),
    ]

  @Test(arguments: repeated.indices, [length, 2 * length])
  func `the work grows with the length of a unit and not with its square`(
    index: Int, length: Int
  ) throws {
    let (steps, names, change) = Self.repeated[index]
    let questions = Atomic<Int>(0)
    _ = try result(steps, names, length: length, change) {
      questions.add(1, ordering: .relaxed)
      return false
    }
    // Once for every 2^14 events that are searched, and a few times on the way.
    #expect(questions.load(ordering: .relaxed) <= 8 + 4 * length >> 14)
  }

  @Test func `every value of a long unit is searched by itself`() throws {
    #expect(counts(try result("a > b", ["a", "b"]) { $0.rules.heldColumn = "value" }) == [1, 1])
    #expect(counts(try result("b > a", ["a", "b"]) { $0.rules.heldColumn = "value" }) == [1, 0])
    let excluded = try result("a > !x > b", ["a", "x", "b"]) { $0.rules.heldColumn = "value" }
    #expect(counts(excluded) == [1, 0])
    let split = try result("a > b", ["a", "b"]) {
      $0.rules.attribution = .every
      $0.breakdowns = [Breakdown(columns: ["value"])]
      $0.groupLimit = 0
    }
    #expect(split.breakdowns[0].groups.map { $0.funnel.steps.map(\.count) } == [[10_000, 10_000]])
  }

  @Test func `a search within one unit stops when it is cancelled`() throws {
    let log = (0..<Self.length * 4).map { ReferenceEvent(time: Int64($0), name: "a") }
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > a"))
    query.rules.counted = .attempts
    let funnel = try CompiledFunnel(query, store: FunnelCoreTests.store(of: [log]))
    let questions = Atomic<Int>(0)
    #expect(throws: CancellationError.self) {
      _ = try Outcomes(of: FunnelCoreTests.store(of: [log]), funnel: funnel) {
        questions.add(1, ordering: .relaxed).newValue > 2
      }
    }
    #expect(questions.load(ordering: .relaxed) == 3)
  }
}
