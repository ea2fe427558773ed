import Testing

@testable import FunnelCore

/// Columns that are not kept take no memory: their values are never looked up.
struct KeptColumnsTests {
  @Test(arguments: ["csv", "jsonl", "json"])
  func `only kept columns are in the store and in memory`(format: String) throws {
    let rows = (0..<300).map { row in
      ["u\(row % 7)", "\(1_700_000_000 + row)", "e", "page \(row)", "plan\(row % 3)", "ref \(row)"]
    }
    let names = ["user", "time", "event", "page", "plan", "ref"]
    let objects = rows.map { row in
      "{" + zip(names, row).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
    }
    let text =
      switch format {
      case "csv": ([names] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
      case "jsonl": objects.joined(separator: "\n")
      default: "[\(objects.joined(separator: ","))]"
      }
    var options = ReadingOptions()
    options.keepColumns = ["plan"]
    let loader = try load(text, options: options)
    let builder = try #require(loader.appender?.builder)
    #expect(builder.columns.map(\.name) == ["plan"])
    #expect(builder.columns.map(\.texts.count) == [3])
    #expect(loader.makeStore()?.columns.map(\.name) == ["plan"])
    #expect(loader.eventCount == 300)
    let all = try load(text)
    #expect(all.storeBytes > loader.storeBytes)
  }
}
