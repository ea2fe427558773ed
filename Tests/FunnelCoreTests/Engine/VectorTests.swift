import Testing

@testable import FunnelCore

/// Logs on which products differ, with the answer our default rules give.
@Suite struct VectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    var log: [(Int64, String)]
    var steps: String
    var window: Int64?
    var hop: Int64?
    var depth: Int
    var testDescription: String { name }

    init(
      _ name: String, _ log: [(Int64, String)], _ steps: String, _ window: Int64?,
      hop: Int64? = nil, depth: Int
    ) {
      self.name = name
      self.log = log
      self.steps = steps
      self.window = window
      self.hop = hop
      self.depth = depth
    }
  }

  @Test(arguments: [
    Vector("any entry", [(0, "A"), (30, "A"), (45, "B"), (75, "C")], "ABC", 60, depth: 3),
    Vector("tie out of order", [(0, "B"), (0, "A")], "AB", 60, depth: 2),
    Vector("tie in order", [(0, "A"), (0, "B")], "AB", 60, depth: 2),
    Vector("one event, two steps", [(0, "A")], "AA", 60, depth: 1),
    Vector("two tied events, two steps", [(0, "A"), (0, "A")], "AA", 60, depth: 2),
    Vector("window end included", [(0, "A"), (60, "B")], "AB", 60, depth: 2),
    Vector("window from entry", [(0, "A"), (50, "B"), (100, "C")], "ABC", 60, depth: 2),
    Vector(
      "entry again after time ran out", [(0, "A"), (100, "A"), (120, "B")], "AB", 60, depth: 2),
    Vector(
      "no mixing of chains", [(0, "A"), (10, "B"), (50, "A"), (65, "C")], "ABC", 60, depth: 2),
    Vector("wrong order", [(0, "C"), (1, "B"), (2, "A")], "ABC", 60, depth: 1),
    Vector(
      "later step rescues the hop limit", [(0, "A"), (10, "B"), (50, "B"), (100, "C")], "ABC", nil,
      hop: 60, depth: 3),
  ])
  func `gives the depth our rules define`(vector: Vector) throws {
    let steps = vector.steps.map { [String($0)] }
    let funnel = ReferenceFunnel(
      steps, window: vector.window, limits: steps.map { _ in vector.hop })
    let log = vector.log.map { ReferenceEvent(time: $0.0, name: $0.1) }
    let answers = try engineAnswers(funnel, FunnelCoreTests.store(of: [log]))
    #expect(answers.map(\.times.count) == [vector.depth])
    #expect(funnel.reported(log).count == vector.depth)
  }

  @Test func `reports the earliest entry and then the earliest next steps`() throws {
    let log = [(0, "A"), (10, "B"), (20, "A"), (25, "B"), (28, "C")].map {
      ReferenceEvent(time: Int64($0.0), name: $0.1)
    }
    let funnel = ReferenceFunnel([["A"], ["B"], ["C"]], window: 60)
    #expect(
      try engineAnswers(funnel, FunnelCoreTests.store(of: [log])).first?.times == [0, 10, 28])
  }

  @Test func `survives times at both ends of the range`() throws {
    let log = [
      ReferenceEvent(time: .min, name: "A"), ReferenceEvent(time: .max, name: "B"),
    ]
    let store = FunnelCoreTests.store(of: [log])
    let unlimited = try engineAnswers(ReferenceFunnel([["A"], ["B"]]), store)
    let limited = try engineAnswers(ReferenceFunnel([["A"], ["B"]], window: 5), store)
    #expect(unlimited.map(\.times) == [[.min, .max]])
    #expect(limited.map(\.times) == [[.min]])
    let result = try LocalBackend(store: store).answer(ReferenceFunnel([["A"], ["B"]]).query)
    #expect(result.funnel.time?.count == 1)
  }
}
