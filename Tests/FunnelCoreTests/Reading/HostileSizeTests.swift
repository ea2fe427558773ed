import FunnelCore
import Testing

/// Data made to take work out of proportion to its size.
///
/// The limits are far above what the work takes, and far below what it took when every line
/// searched the rest of the file.
@Suite(.timeLimit(.minutes(1))) struct HostileSizeTests {
  private static let good = "{\"user\":\"b\",\"time\":2,\"event\":\"w\"}\n"

  @Test(arguments: ["\"b,2,w\n", "\"b\"\"\n", "\"b\"x,2,w\n", "b,\"2\n", "\"\r"])
  func `gives up open quotes`(line: String) throws {
    let bad = String(repeating: line, count: 40_000)
    let loader = try load("user,time,event\na,1,v\n" + bad + "c,3,w\n")
    #expect(loader.eventCount >= 1)
    #expect(loader.rejections.count > 10_000)
  }

  @Test func `finds good rows again after open quotes`() throws {
    let bad = String(repeating: "\"b,2,w\n", count: 20_000)
    let rows = String(repeating: "c,3,\"x\"\nd,4,\"y\n z\"\n", count: 1000)
    let loader = try load("user,time,event\na,1,v\n" + bad + rows)
    #expect(loader.eventCount == 2001)
    #expect(loader.rejections.count == 20_000)
  }

  @Test func `gives up objects that never end`() throws {
    let start = String(repeating: "{\n\"user\":\"b\",\"time\":2,\"event\":\"w\"}\n", count: 2000)
    let loader = try load(start + String(repeating: "{\n", count: 100_000) + Self.good)
    #expect(loader.eventCount == 2001)
    #expect(loader.rejections.count == 100_000)
  }

  @Test func `gives up objects that never end between good ones`() throws {
    let start = "{\n\"user\":\"b\",\"time\":2,\"event\":\"w\"}\n"
    let loader = try load(start + String(repeating: "{\n" + Self.good, count: 20_000))
    #expect(loader.eventCount + loader.rejections.count > 20_000)
  }

  @Test func `reads columns that share one name`() throws {
    let width = 60_000
    let header = "user,time,event" + String(repeating: ",x", count: width)
    let loader = try load(
      "\(header)\na,1,v" + String(repeating: ",", count: width) + "\n")
    #expect(loader.eventCount == 1)
    #expect(loader.summary?.droppedColumns == width - 1000)
  }

  @Test func `reads a hundred thousand names`() throws {
    let rows = (0..<100_000).map { "u\($0),\($0),event number \($0)\n" }.joined()
    let loader = try load("user,time,event\n" + rows)
    let store = try #require(loader.makeStore())
    #expect(store.eventNames.count == 100_000)
    let names = (0..<store.eventNames.count).map { store.eventNames[$0] }
    #expect(nearestNames(to: "evnt number 7", in: names).first == "event number 7")
  }
}
