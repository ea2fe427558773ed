import Testing

@testable import FunnelCore

@Suite struct ComparisonTests {
  /// Two units, ten time units apart, that both convert six units after they entered.
  private let store = FunnelCoreTests.store(of: [
    [ReferenceEvent(time: 0, name: "a"), ReferenceEvent(time: 6, name: "b")],
    [ReferenceEvent(time: 1, name: "a"), ReferenceEvent(time: 3, name: "b")],
    [ReferenceEvent(time: 10, name: "a"), ReferenceEvent(time: 14, name: "b")],
  ])

  @Test func `the period before is seen for as long as the period asked for`() throws {
    var query = ReferenceFunnel([["a"], ["b"]], window: 100).query
    query.rules.from = Timestamp(rawValue: 10)
    let backend = LocalBackend(store: store)
    let result = try backend.answer(query)
    #expect(result.funnel.steps.map(\.count) == [1, 1])
    let before = Timestamp(rawValue: 0)..<Timestamp(rawValue: 10)
    let comparison = try backend.compare(result, with: before)
    // The data ends four units after the period begins, so the first unit has not converted yet.
    #expect(comparison.horizon == Timestamp(rawValue: 4))
    #expect(comparison.funnel.steps.map(\.count) == [2, 1])
    #expect(comparison.funnel.steps[0].reasons?[.open] == 1)
    #expect(comparison.difference?.difference == 0.5)
  }

  @Test func `a later period sees all data`() throws {
    var query = ReferenceFunnel([["a"], ["b"]], window: 100).query
    query.rules.until = Timestamp(rawValue: 1)
    let backend = LocalBackend(store: store)
    let later = Timestamp(rawValue: 1)..<Timestamp(rawValue: 20)
    let comparison = try backend.compare(backend.answer(query), with: later)
    #expect(comparison.funnel.steps.map(\.count) == [2, 2])
  }
}
