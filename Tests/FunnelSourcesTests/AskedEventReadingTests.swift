@testable import FunnelCore
import Testing

@testable import FunnelSources

/// Rows of events nobody asks for are left out of whatever piece of a file.
struct AskedEventReadingTests {
  private static let text = longRows { row in
    // Long stretches have no other events.
    row % 2000 < 900 ? "other\(row % 3)" : ["a", "b", "other"][row % 3]
  }

  private static func load(
    _ path: String, threads: Int, asking query: FunnelQuery?
  ) throws -> LoadedEvents {
    var options = ReadingOptions()
    options.askedEvents = query.flatMap { AskedEvents(of: [$0]) }
    var reader = EventFileReader(options: options)
    reader.cutFinely(threads: threads)
    return try reader.load(paths: [path])
  }

  private static func units(of store: EventStore) -> [String] {
    (0..<store.unitCount).map { store.unitIDs[$0] }.sorted()
  }

  @Test(arguments: [1, 2, 7])
  func `the number of threads does not show in what is left`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "events.csv")
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b"))
    query.breakdowns = [Breakdown(columns: ["note"])]
    let whole = try Self.load(path, threads: 1, asking: nil)
    let narrow = try Self.load(path, threads: threads, asking: query)
    let summary = try #require(narrow.summary)
    #expect(summary == whole.summary)
    let all = try #require(whole.makeStore())
    let store = try #require(narrow.makeStore())
    let taken = try #require(narrow.makeLastStore())
    #expect(store.eventCount < all.eventCount / 2)
    #expect(store.times == taken.times && store.eventCodes == taken.eventCodes)
    let alone = try #require(try Self.load(path, threads: 1, asking: query).makeStore())
    #expect(store.unitIDs == alone.unitIDs && store.unitStarts == alone.unitStarts)
    #expect(store.unitIDs == taken.unitIDs && store.eventNames == all.eventNames)
    // Units of which nothing is kept come behind the others of their part.
    #expect(Self.units(of: store) == Self.units(of: all))
    #expect(store.timeRange == summary.timeRange)
    let expected = try LocalBackend(store: all).answer(query, isCancelled: { false })
    for store in [store, taken] {
      #expect(try LocalBackend(store: store).answer(query, isCancelled: { false }) == expected)
    }
    #expect(expected.funnel.entered > 90)
  }
}
