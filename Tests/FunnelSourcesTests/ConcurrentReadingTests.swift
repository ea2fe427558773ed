import Testing

@testable import FunnelCore
@testable import FunnelSources

struct ConcurrentReadingTests {
  /// Few rows of many bytes, because the first pieces of a file are read in order.
  private static let text =
    "user,time,event,note\n"
    + (0..<6000).map { row in
      let note = String(repeating: "\(row % 10)", count: 350)
      let time = row % 900 == 0 ? "soon" : "2024-01-01T00:\(row % 4 + 10):\(row % 50 + 10)Z"
      return "a\(row % 300),\(time),e\(row % 5),\(note)\n"
    }.joined()

  private static func load(_ path: String, threads: Int) throws -> LoadedEvents {
    var reader = EventFileReader(isFollowing: true)
    reader.cutting.count = threads
    reader.cutting.leastLength = 32 << 10
    reader.cutting.mostLength = 300 << 10
    reader.cutting.tailLength = 20_000
    reader.cutting.pieceLength = 30 << 10
    reader.cutting.trialLength = 9 << 10
    return try reader.load(paths: [path])
  }

  @Test(arguments: [2, 7])
  func `the number of threads does not show in the result`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "events.csv")
    let alone = try Self.load(path, threads: 1)
    let together = try Self.load(path, threads: threads)
    #expect(together.loader.appender?.builder.closed.count ?? 0 > threads)
    #expect(together.summary == alone.summary)
    #expect(together.position == alone.position)
    let (left, right) = (alone.makeStore(), together.makeStore())
    #expect(left?.times == right?.times)
    #expect(left?.unitIDs == right?.unitIDs)
    #expect(left?.unitStarts == right?.unitStarts)
    #expect(left?.eventNames == right?.eventNames)
    #expect(left?.eventCodes == right?.eventCodes)
    #expect(left?.columns == right?.columns)
  }
}
