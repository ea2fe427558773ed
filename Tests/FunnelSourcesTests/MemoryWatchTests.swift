import FunnelCore
import Synchronization
import Testing

@testable import FunnelSources

/// Events that find no room in memory are refused in time, and only those.
struct MemoryWatchTests {
  private static let mega = 1 << 20

  /// Checks a load of 1000 bytes for which memory was so large, in megabytes, at so many bytes, and
  /// returns at how many bytes it was refused, with the error.
  private static func refusal(
    of growth: [(bytes: Int, resident: Int)], limit: Int? = nil, available: Int? = nil,
    totalBytes: Int? = 1000
  ) -> (bytes: Int, error: SourceError)? {
    let resident = Mutex(20 * mega)
    let figures = MemoryFigures(
      resident: { resident.withLock(\.self) }, available: { available.map { $0 * mega } })
    var watch = MemoryWatch(limit: limit.map { $0 * mega }, figures: figures)
    for step in growth {
      resident.withLock { $0 = step.resident * mega }
      do throws(SourceError) {
        try watch.check(EventLoader(), path: "f", bytesRead: step.bytes, totalBytes: totalBytes)
      } catch {
        return (step.bytes, error)
      }
    }
    return nil
  }

  private static let steady = (1...10).map { (bytes: $0 * 100, resident: 20 + $0 * 100) }

  @Test func `steady growth beyond a limit is refused at the start, below it not at all`() {
    let refusal = Self.refusal(of: Self.steady, limit: 500)
    #expect(refusal?.bytes == 100)
    guard case .tooMuchMemory("f", let needed, let limit, true) = refusal?.error else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(needed == 1020 * Self.mega)
    #expect(limit == 500 * Self.mega)
    #expect(Self.refusal(of: Self.steady, limit: 1100) == nil)
    #expect(Self.refusal(of: Self.steady) == nil)
  }

  @Test func `what the machine has counts when no limit is given`() {
    let refusal = Self.refusal(of: Self.steady, available: 100)
    #expect(refusal?.bytes == 100)
    guard case .tooMuchMemory("f", _, let limit, false) = refusal?.error else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(limit == 220 * Self.mega)
    #expect(Self.refusal(of: Self.steady, available: 1000) == nil)
    // A limit that was given is the word of someone who knows better.
    #expect(Self.refusal(of: Self.steady, limit: 1100, available: 100) == nil)
  }

  @Test func `more than the limit is refused whatever is still to come`() {
    let growth = [(bytes: 10, resident: 40), (bytes: 20, resident: 101)]
    for totalBytes in [nil, 30] {
      let refusal = Self.refusal(of: growth, limit: 100, totalBytes: totalBytes)
      #expect(refusal?.bytes == 20)
      #expect(
        refusal?.error
          == .tooMuchMemory(path: "f", needed: nil, limit: 100 * Self.mega, isGiven: true))
    }
  }

  @Test func `growth that ceases is not taken for more of the same`() {
    let growth = (1...10).map { (bytes: $0 * 100, resident: 20 + 80 * min($0, 2)) }
    #expect(Self.refusal(of: growth, limit: 520) == nil)
  }

  @Test func `little growth says nothing`() {
    let growth = [(bytes: 1, resident: 40), (bytes: 2, resident: 51)]
    #expect(Self.refusal(of: growth, limit: 60) == nil)
    #expect(Self.refusal(of: growth + [(bytes: 3, resident: 53)], limit: 60)?.bytes == 3)
  }

  @Test(arguments: [1, 2])
  func `a load is refused with the name of the file`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let text = header + rows(0..<2000)
    for bytes in [Array(text.utf8), gzip(text), zstandard(text)] {
      let path = try folder.write(bytes, to: "data")
      var options = ReadingOptions()
      options.maxMemory = 1 << 20
      var reader = EventFileReader(options: options)
      reader.cutting.count = threads
      #expect(
        throws: SourceError.tooMuchMemory(path: path, needed: nil, limit: 1 << 20, isGiven: true)
      ) { try reader.load(paths: [path]) }
      options.maxMemory = 1 << 40
      #expect(try EventFileReader(options: options).load(paths: [path]).summary?.events == 2000)
    }
  }

  @Test func `a store that would find no room is refused at the end`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(header + rows(0..<50_000), to: "data")
    var reader = EventFileReader()
    reader.memory = MemoryFigures(resident: { 1 << 20 }, available: { 1000 })
    let error = #expect(throws: SourceError.self) { try reader.load(paths: [path]) }
    guard case .tooMuchMemory(path, let needed?, _, false) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // A moment and a code for each event; for each user a row, an id and its end, twice. How many of the
    // 1000 users there are is guessed from those of one of 256 parts.
    let forUsers = needed - (1 << 20 + 50_000 * 9)
    #expect(forUsers.isMultiple(of: 256 * 2 * (8 + 16)))
    #expect((256...4000).contains(forUsers / (2 * (8 + 16))))
  }

  @Test func `a followed file is refused when it has grown too much`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(header + rows(0..<20), to: "data")
    let resident = Mutex(1 << 20)
    var options = ReadingOptions()
    options.maxMemory = 100 << 20
    var reader = EventFileReader(options: options, isFollowing: true)
    reader.memory = MemoryFigures(resident: { resident.withLock(\.self) }, available: { nil })
    let follower = try #require(try reader.load(paths: [path]).makeFollower())
    try folder.write(rows(20..<40), to: "data", mode: "a")
    #expect(try follower.poll())
    resident.withLock { $0 = 101 << 20 }
    try folder.write(rows(40..<60), to: "data", mode: "a")
    #expect(
      throws: SourceError.tooMuchMemory(path: path, needed: nil, limit: 100 << 20, isGiven: true)
    ) { try follower.poll() }
  }

  @Test func `the figures of this machine are told`() throws {
    let before = MemoryFigures.system.resident()
    #expect(before > 1 << 20)
    #expect(try #require(MemoryFigures.system.available()) > 1 << 20)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 256 << 20, alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 7, count: 256 << 20)
    #expect(MemoryFigures.system.resident() > before + 128 << 20)
    memory.deallocate()
  }

  @Test func `the error says how much it is and what to do`() {
    let remedy =
      "Allow more with --max-memory SIZE, or keep fewer columns with --columns COLUMN,…"
      + " (a report keeps only what it looks at)."
    #expect(
      SourceError.tooMuchMemory(path: "a.csv", needed: 1536 << 20, limit: 500 << 20, isGiven: true)
        .message
        == "a.csv: the events take about 1.5G of memory, more than the 500M of --max-memory\n"
        + remedy)
    #expect(
      SourceError.tooMuchMemory(path: "-", needed: nil, limit: 4 << 30, isGiven: false).message
        == "standard input: the events take more memory than the 4G there are\n" + remedy)
  }
}
