import Testing

@testable import FunnelCore

@Suite struct ComparisonTests {
  /// A unit enters every time unit and converts six later; the data ends at 26.
  private let store = FunnelCoreTests.store(
    of: (Int64(0)..<21).map { start in
      [ReferenceEvent(time: start, name: "a"), ReferenceEvent(time: start + 6, name: "b")]
    })

  private func compare(
    _ own: Range<Int64>, _ other: Range<Int64>
  ) throws -> (result: [Int], own: [Int], other: [Int], horizon: Int64) {
    var query = ReferenceFunnel([["a"], ["b"]], window: 100).query
    query.rules.from = Timestamp(rawValue: own.lowerBound)
    query.rules.until = Timestamp(rawValue: own.upperBound)
    let backend = LocalBackend(store: store)
    let result = try backend.answer(query)
    let comparison = try backend.compare(
      result,
      with: Timestamp(rawValue: other.lowerBound)..<Timestamp(rawValue: other.upperBound))
    return (
      result.funnel.steps.map(\.count), comparison.own.steps.map(\.count),
      comparison.funnel.steps.map(\.count), comparison.horizon.rawValue
    )
  }

  @Test func `the period before is seen for as long as the period asked for`() throws {
    // Two units after its end is all that is known of the later period.
    let found = try compare(14..<24, 4..<14)
    #expect(found.result == [7, 7] && found.own == [7, 7])
    #expect(found.horizon == 16)
    #expect(found.other == [10, 7])
  }

  @Test func `a longer period is seen for as long too`() throws {
    let found = try compare(18..<20, 0..<10)
    #expect(found.own == [2, 2])
    #expect(found.horizon == 16)
    #expect(found.other == [10, 10])
  }

  @Test func `the period asked for is cut when the other was seen for less long`() throws {
    let found = try compare(4..<14, 14..<24)
    #expect(found.result == [10, 10])
    #expect(found.own == [10, 7])
    #expect(found.other == [7, 7])
    #expect(found.horizon == 26)
  }
}
