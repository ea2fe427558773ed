import Testing

@testable import FunnelCore

/// Keys that few rows have.
struct SparseColumnTests {
  /// Builds columns of which each has a value in every so many rows, and what they must hold.
  private static func build(
    rows: Int, everies: [Int]
  ) -> (builder: EventStoreBuilder, expected: [[String?]]) {
    var random = SeededGenerator(state: 3)
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    var expected = everies.map { _ in [String?]() }
    for row in 0..<rows {
      builder.append(
        unit: "u\(row % 7)", time: Timestamp(rawValue: Int64(row)), event: "v",
        properties: [("row", "r\(row)")])
      for (column, every) in everies.enumerated() {
        // Dense and sparse stretches take turns.
        let rate = row / 1500 % 2 == 0 ? every : 1 + every / 20
        let value = Int.random(in: 0..<rate, using: &random) == 0 ? "\(row % 300)" : nil
        if let value {
          builder.setValue(
            Array(value.utf8).span, inColumn: builder.columnIndex(named: "c\(column)"))
        }
        expected[column].append(value)
      }
    }
    return (builder, expected)
  }

  @Test func `hold the same values as a dense table`() throws {
    let (builder, expected) = Self.build(rows: 6000, everies: [1, 3, 9, 30, 200, 1500])
    #expect(builder.open.sideCells.contains { !$0.isEmpty })
    #expect(builder.open.layouts.count > 3)
    let store = builder.makeStore()
    let rows = try #require(store.columns.first { $0.name == "row" })
    for (column, values) in expected.enumerated() {
      let property = try #require(store.columns.first { $0.name == "c\(column)" })
      for place in 0..<store.eventCount {
        let row = try #require(Int((rows.text(at: place) ?? "").dropFirst()))
        #expect(property.text(at: place) == values[row], "c\(column) row \(row)")
      }
    }
  }

  @Test func `take room for their values only`() {
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    for row in 0..<20_000 {
      builder.append(
        unit: "u", time: Timestamp(rawValue: Int64(row)), event: "v",
        properties: [("sku\(row % 900)", "1")])
    }
    // A place for each column in each record would take 18 MB.
    #expect(builder.open.byteCount < 2_000_000)
    #expect(builder.makeStore().columns.count == 900)
  }

  @Test func `are left out beyond a bound, those with fewest values first`() {
    let (builder, _) = Self.build(rows: 1499, everies: [1, 40, 20, 60])
    #expect(builder.keptColumns() == [0, 1, 2, 3, 4])
    let names = builder.keptColumns(within: 2 * 1499).map { builder.columns[$0].name }
    #expect(Set(names) == ["row", "c0", "c1", "c2"])
  }
}
