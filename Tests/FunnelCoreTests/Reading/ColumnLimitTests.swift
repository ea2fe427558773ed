import FunnelCore
import Testing

struct ColumnLimitTests {
  private static func row(_ keys: Range<Int>) -> String {
    let properties = keys.map { ",\"k\($0)\":\($0)" }.joined()
    return "{\"user\":\"a\",\"time\":1,\"event\":\"v\"\(properties)}\n"
  }

  @Test func `counts the columns beyond the limit, each once`() throws {
    let loader = try load(Self.row(0..<1005) + Self.row(900..<1010))
    #expect(loader.makeStore()?.columns.count == 1000)
    #expect(loader.summary?.droppedColumns == 10)
    #expect(try load(Self.row(0..<5)).summary?.droppedColumns == 0)
  }

  @Test func `goes on filling its columns in the next file`() throws {
    var loader = try load(Self.row(0..<1005))
    loader.beginFile(named: "g")
    try loader.feed(Array(Self.row(0..<1).utf8).span)
    try loader.endFile()
    let column = try #require(loader.makeStore()?.columns.first { $0.name == "k0" })
    #expect((0..<2).map { column.text(at: $0) } == ["0", "0"])
  }
}
