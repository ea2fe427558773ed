import Testing

@testable import FunnelCore

/// Those who enter counted by the values of several columns in one pass.
@Suite(.enabled(if: EngineForm.forced == nil)) struct TalliedColumnTests {
  /// Events with columns of many numbers of values, some of them missing.
  private static func manyColumns() throws -> EventStore {
    var random = SeededGenerator(state: 77)
    let counts = [1, 2, 4, 8, 9, 62, 63, 64, 200]
    let names = counts.map { "c\($0)" }
    var text = "user_id,timestamp,event,\(names.joined(separator: ","))\n"
    for number in 0..<6000 {
      let values = counts.map { count in
        random.chance(9) ? "" : "v\(Int.random(in: 0..<count, using: &random))"
      }
      let event = random.pick(["a", "b", "c"])
      let user = "u\(Int.random(in: 0..<900, using: &random))"
      text += "\(user),\(1_700_000_000 + number),\(event),\(values.joined(separator: ","))\n"
    }
    return try #require(load(text).makeStore())
  }

  @Test(arguments: [
    (["c4", "c9"], true), (["c1", "c2", "c4"], true), (["c8", "c9"], true), (["c63"], true),
    (["c64"], false), (["c62", "c62"], true), (["c62", "c63", "c2"], false),
    (["c4", "c200"], false), (["c1", "c2", "c4", "c8", "c1", "c2", "c4"], true),
    (["c1", "c2", "c4", "c8", "c1", "c2", "c4", "c8"], false),
    (["c1", "c1", "c1", "c1", "c1", "c1", "c1", "c1"], true),
    (["c1", "c1", "c1", "c1", "c1", "c1", "c1", "c1", "c1"], false), (["weekday"], true),
    (["c2", "hour"], true),
  ])
  func `counts by several columns at once`(columns: [String], isAtOnce: Bool) throws {
    let store = try Self.manyColumns()
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: nil).query
    query.breakdowns = columns.map { Breakdown(columns: [$0]) }
    query.groupLimit = 5
    let expected = try LocalBackend(store: store).answer(query)
    #expect(expected.funnel.converted > 50)
    #expect(try backend.answersAtOnce(query) == isAtOnce)
    #expect(try backend.answer(query) == expected)
  }

  @Test func `columns are put together as long as their combinations are few`() throws {
    let store = try Self.manyColumns()
    func tables(_ names: [String]) throws -> [[Int]] {
      let columns = try names.map { try #require(try TalliedColumn($0, in: store)) }
      return TallyTable.tables(of: columns).map { $0.columns.map(\.codeCount) }
    }
    // One code more for missing values.
    #expect(try tables([]) == [[]])
    #expect(try tables(["c4", "c9"]) == [[5, 10]])
    #expect(try tables(["c8", "c8"]) == [[9], [9]])
    #expect(try tables(["c63", "c1", "c2", "c4"]) == [[64], [2, 3, 5]])
    let columns = try ["c1", "c2"].map { try #require(try TalliedColumn($0, in: store)) }
    let table = TallyTable.tables(of: columns)[0]
    #expect(table.codes(ofColumn: 0) == [0, 0, 0, 1, 1, 1])
    #expect(table.codes(ofColumn: 1) == [0, 1, 2, 0, 1, 2])
  }
}
