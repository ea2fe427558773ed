import Testing

@testable import FunnelCore

/// Attempts, optional steps, sessions and other ways to count.
@Suite struct AttemptTests {
  private func counts(
    _ steps: String, _ log: String, _ change: (inout FunnelQuery) -> Void = { _ in }
  ) throws -> [Int] {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.filter = PresetVectorTests.filter
    query.rules.counted = .attempts
    query.rules.window = Microseconds(seconds: 60)
    change(&query)
    return try LocalBackend(store: PresetVectorTests.store(log)).answer(query).funnel.steps
      .map(\.count)
  }

  @Test func `an attempt ends when it converts, runs out of time or is stopped`() throws {
    #expect(try counts("A > B", "A@0 B@1 A@2 B@3 A@4") == [3, 2])
    #expect(try counts("A > B", "A@0 A@10 B@20 B@30") == [1, 1])
    #expect(try counts("A > B", "A@0 A@61 B@62") == [2, 1])
    #expect(try counts("A > B", "A@0 A@60 B@62") == [1, 0])
    // The excluded event ends the first attempt and is no entry itself.
    #expect(try counts("A > !A > B", "A@0 A@1 A@2 B@3") == [2, 1])
    #expect(try counts("A > !X > B", "A@0 X@1 A@2 B@3") == [2, 1])
    #expect(try counts("A > A", "A@0 A@1 A@2 A@3 A@4") == [3, 2])
    // A limit of a hop ends an attempt as the window does.
    #expect(try counts("A > B within 5s", "A@0 A@20 B@22") == [2, 1])
    #expect(
      try counts("A > B", "A@0 A@20 B@22") {
        ($0.rules.windowOrigin, $0.rules.window) = (.previous, Microseconds(seconds: 5))
      } == [2, 1])
  }

  @Test func `what breaks a strict attempt can begin the next`() throws {
    func strict(_ query: inout FunnelQuery) { query.rules.order = .strict }
    #expect(try counts("A > B > C", "A@0 B@1 A@2 B@3 C@4", strict) == [2, 2, 1])
    #expect(try counts("A > B", "A@0 X@1 B@2 A@3 B@4", strict) == [2, 1])
    // What breaks the second hop is an entry though the first hop had run out of time before.
    #expect(try counts("A > B within 4s > C", "A@3 B@7 A@11", strict) == [2, 1, 0])
    // What is excluded ends the attempt here too, with its whole moment.
    #expect(try counts("A > !X > B", "A@0 X@1 A@1 A@2", strict) == [2, 0])
  }

  @Test func `an attempt in any order is lost for what happened after its own entry`() throws {
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "A > !X > B"))
    (query.rules.counted, query.rules.order) = (.attempts, .any)
    query.rules.window = Microseconds(seconds: 60)
    query.filter = PresetVectorTests.filter
    // A later entry finds both steps, but not the one that the exclusion stopped.
    let store = PresetVectorTests.store("A@0 X@1 A@100 B@101")
    let steps = try LocalBackend(store: store).answer(query).funnel.steps
    #expect(steps.map(\.count) == [2, 1])
    #expect(steps[0].reasons?[.left] == 1)
  }

  @Test func `attempts in any order fill their steps anew`() throws {
    func any(_ query: inout FunnelQuery) { query.rules.order = .any }
    #expect(try counts("A > B", "B@0 A@1 B@2 A@3 A@4", any) == [3, 2])
    #expect(try counts("A > B", "A@0 B@61 A@70", any) == [2, 1])
  }

  @Test func `an optional step counts those who passed it on their way`() throws {
    func units(_ query: inout FunnelQuery) { query.rules.counted = .units }
    #expect(try counts("A > B? > C", "A@0 B@1 C@2", units) == [1, 1, 1])
    #expect(try counts("A > B? > C", "A@0 C@2", units) == [1, 0, 1])
    #expect(try counts("A > B? > C", "A@0 B@1", units) == [1, 0, 0])
    #expect(try counts("A > B? > C", "B@0 A@1 C@2 B@3", units) == [1, 0, 1])
    #expect(try counts("A > A? > A", "A@0 A@1", units) == [1, 0, 1])
    #expect(try counts("A > A? > A", "A@0 A@0 A@0", units) == [1, 1, 1])
    #expect(try counts("A > B? within 1s > C", "A@0 B@5 C@6", units) == [1, 0, 1])
    #expect(try counts("A > B? > D? > C", "A@0 D@1 B@2 C@3", units) == [1, 1, 0, 1])
    func strict(_ query: inout FunnelQuery) {
      (query.rules.counted, query.rules.order) = (.units, .strict)
    }
    #expect(try counts("A > B? > C", "A@0 B@1 C@2", strict) == [1, 1, 1])
    #expect(try counts("A > B? > C", "A@0 X@1 C@2", strict) == [1, 0, 0])
  }

  @Test func `rounded times make ties`() throws {
    func rounded(_ query: inout FunnelQuery) {
      query.rules.counted = .units
      query.rules.ties = .rounded(Microseconds(seconds: 2))
    }
    #expect(try counts("A > B", "B@2 A@3", rounded) == [1, 1])
    #expect(try counts("A > B", "B@1 A@2", rounded) == [1, 0])
    // The range bounds true times.
    func ranged(_ query: inout FunnelQuery) {
      rounded(&query)
      query.rules.from = Timestamp(rawValue: 3_000_000)
      query.rules.until = Timestamp(rawValue: 5_000_000)
    }
    #expect(try counts("A > B", "A@3 B@4", ranged) == [1, 1])
    #expect(try counts("A > B", "A@2 B@4", ranged) == [0, 0])
    #expect(try counts("A > B", "A@5 B@6", ranged) == [0, 0])
    #expect(try counts("A x2 > B", "A@2 A@2 B@4", ranged) == [0, 0])
    #expect(try counts("A x2 > B", "A@2 A@3 B@4", ranged) == [1, 1])
    // After the range an entry is none, but a repeat of the step breaks nothing still.
    func strict(_ query: inout FunnelQuery) {
      ranged(&query)
      query.rules.order = .strict
    }
    #expect(try counts("A > B", "A@3 A@6 B@8", strict) == [1, 1])
  }
}
