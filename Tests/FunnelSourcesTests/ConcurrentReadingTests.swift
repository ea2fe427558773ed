import Testing

@testable import FunnelCore
@testable import FunnelSources

struct ConcurrentReadingTests {
  private static let text = longRows { "e\($0 % 5)" }

  private static func load(_ path: String, threads: Int) throws -> LoadedEvents {
    var reader = EventFileReader(isFollowing: true)
    reader.cutFinely(threads: threads)
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
