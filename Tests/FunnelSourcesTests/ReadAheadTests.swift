import Dispatch
import Glibc
import Testing

@testable import FunnelCore
@testable import FunnelSources

/// What comes in order is fetched by one thread and read by others; that must not show.
struct ReadAheadTests {
  /// Rows with quoted line ends, rows that look like others inside quotes, and bad ones.
  private static func text(rows: Int) -> String {
    "user,time,event,note\n"
      + (0..<rows).map { row in
        let start = "a\(row % 97),\(row % 211 == 0 ? "soon" : "\(1_700_000_000 + row)"),e\(row % 5)"
        if row % 400 == 17 {
          return "\(start),\"x\n" + String(repeating: "u1,1700000000,view,y\n", count: 9) + "\"\n"
        }
        return "\(start),\(row % 3 == 0 ? "\"n\"\"\(row)\"" : "note \(row % 50)")\n"
      }.joined()
  }

  private static func objects(rows: Int) -> String {
    (0..<rows).map { row in
      let user = "\"user\":\"a\(row % 97)\",\"time\":\(1_700_000_000 + row)"
      return row % 211 == 1
        ? "{\(user)\n" : "{\(user),\"event\":\"e\(row % 5)\",\"n\":\(row % 40)}\n"
    }.joined()
  }

  private static func reader(threads: Int, isFollowing: Bool = false) -> EventFileReader {
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    var reader = EventFileReader(options: options, isFollowing: isFollowing)
    reader.cutting.count = threads
    reader.cutting.leastLength = 16 << 10
    reader.cutting.pieceLength = 5 << 10
    reader.cutting.trialLength = 4 << 10
    reader.cutting.aheadLength = 9 << 10
    return reader
  }

  private static func places(_ loaded: LoadedEvents) -> [String] {
    (loaded.summary?.rejections.lines ?? []).map { "\($0.number) \($0.reason) \($0.excerpt)" }
  }

  /// The same bytes may lie in files of other names.
  private static func withoutNames(_ loaded: LoadedEvents) -> DataSummary? {
    guard var summary = loaded.summary else { return nil }
    summary.files = []
    summary.rejections = Rejections()
    return summary
  }

  private static func expectEqual(_ left: LoadedEvents, _ right: LoadedEvents) {
    #expect(places(left) == places(right))
    #expect(withoutNames(left) == withoutNames(right))
    let (left, right) = (left.makeStore(), right.makeStore())
    #expect(left?.times == right?.times)
    #expect(left?.unitIDs == right?.unitIDs)
    #expect(left?.unitStarts == right?.unitStarts)
    #expect(left?.eventNames == right?.eventNames)
    #expect(left?.eventCodes == right?.eventCodes)
    #expect(left?.columns == right?.columns)
  }

  /// Makes a pipe with a name and writes bytes to it in some parts, after each of which it waits.
  private static func pipe(
    _ folder: TemporaryFolder, _ parts: [[UInt8]], pause: UInt32 = 0
  ) -> String {
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    // A thread of its own, because tests may occupy all that tasks share.
    DispatchQueue(label: path).async {
      // Whoever reads may stop early.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      guard let pipe = fopen(path, "w") else { return }
      setvbuf(pipe, nil, _IONBF, 0)
      for part in parts {
        fwrite(part, 1, part.count, pipe)
        if pause > 0 { usleep(pause) }
      }
      fclose(pipe)
    }
    return path
  }

  @Test(arguments: [1, 2, 7], ["csv", "jsonl"])
  func `pipes and compressed files are read like plain files`(
    threads: Int, format: String
  ) throws {
    let folder = try TemporaryFolder()
    let text = format == "csv" ? Self.text(rows: 60_000) : Self.objects(rows: 20_000)
    let plain = try folder.write(text, to: "plain")
    let expected = try Self.reader(threads: 1).load(paths: [plain])
    #expect((expected.summary?.rejections.count ?? 0) > 50)
    let half = text.index(text.startIndex, offsetBy: text.count / 2)
    let (first, second) = (String(text[..<half]), String(text[half...]))
    for (index, bytes) in [
      gzip(text), gzip(first) + gzip(second), zstandard(text), zstandard(first) + zstandard(second),
    ].enumerated() {
      let path = try folder.write(bytes, to: "packed\(index)")
      let loaded = try Self.reader(threads: threads).load(paths: [path])
      Self.expectEqual(loaded, expected)
      let isJoined = (loaded.loader.appender?.builder.closed.count ?? 0) > threads
      #expect(isJoined == (threads > 1))
    }
    for bytes in [Array(text.utf8), gzip(text)] {
      let folder = try TemporaryFolder()
      let path = Self.pipe(folder, [bytes])
      Self.expectEqual(try Self.reader(threads: threads).load(paths: [path]), expected)
    }
  }

  @Test(arguments: [1, 2, 7])
  func `damaged data are read as far as they go with any number of threads`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let text = Self.text(rows: 40_000)
    for (name, bytes) in [("gzip", gzip(text)), ("zstd", zstandard(text))] {
      var flipped = bytes
      flipped[bytes.count / 2] ^= 0x55
      for damaged in [flipped, Array(bytes.dropLast(9)), Array(bytes.prefix(bytes.count / 2))] {
        let path = try folder.write(damaged, to: name)
        let alone = try Self.reader(threads: 1).load(paths: [path])
        let together = try Self.reader(threads: threads).load(paths: [path])
        #expect(together.summary?.damages == alone.summary?.damages)
        #expect(alone.summary?.damages.count == 1)
        #expect(together.summary?.rejections == alone.summary?.rejections)
        Self.expectEqual(together, alone)
      }
    }
  }

  @Test(arguments: [1, 2])
  func `compressed data may be cut at every byte`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let text = header + rows(0..<3)
    for bytes in [gzip(text) + gzip(rows(3..<5)), zstandard(text) + zstandard(rows(3..<5))] {
      for length in 6...bytes.count {
        let path = try folder.write(Array(bytes.prefix(length)), to: "data")
        let reader = Self.reader(threads: threads)
        do {
          let summary = try #require(try reader.load(paths: [path]).summary)
          #expect(summary.events == 5 || summary.damages.count == 1 || length < bytes.count)
          #expect(length < bytes.count || summary.damages.isEmpty && summary.events == 5)
        } catch let error as SourceError {
          #expect(length < bytes.count)
          guard case .unusable = error else {
            Issue.record("\(error)")
            return
          }
        }
      }
    }
  }

  @Test(arguments: [2, 7])
  func `a pipe may be cut at every byte`(threads: Int) throws {
    let text = Array((header + rows(0..<2) + "x,\"y\nz\",w\nu,5,v\n").utf8)
    let plain = try TemporaryFolder()
    let expected = try Self.reader(threads: 1).load(paths: [plain.write(text, to: "plain")])
    for cut in 1..<text.count {
      let folder = try TemporaryFolder()
      let parts = [Array(text.prefix(cut)), Array(text.dropFirst(cut))]
      let path = Self.pipe(folder, parts, pause: 500)
      Self.expectEqual(try Self.reader(threads: threads).load(paths: [path]), expected)
    }
  }

  @Test(arguments: [1, 2])
  func `what a slow pipe gave is shown while it is silent`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let text = Array((header + rows(0..<40)).utf8)
    let path = Self.pipe(
      folder, [Array(text.prefix(200)), Array(text.dropFirst(200))], pause: 400_000)
    var shown: [Int] = []
    let loaded = try Self.reader(threads: threads, isFollowing: true).load(paths: [path]) {
      if $0.isPaused { shown.append($0.rows) }
      return .proceed
    }
    #expect(loaded.summary?.events == 40)
    #expect(shown.first.map { (1..<40).contains($0) } == true)
    #expect(shown.contains(40))
  }

  @Test func `a load from a silent pipe can be stopped`() throws {
    let folder = try TemporaryFolder()
    let text = Array((header + rows(0..<40)).utf8)
    let path = Self.pipe(folder, [text, []], pause: 2_000_000)
    let loaded = try Self.reader(threads: 2, isFollowing: true).load(paths: [path]) {
      $0.isPaused && $0.rows == 40 ? .stop : .proceed
    }
    #expect(loaded.wasStopped)
    #expect(loaded.summary?.events == 40)
  }

  @Test(arguments: [1, 2, 7])
  func `what cannot be read from a pipe is told as of a file`(threads: Int) throws {
    let text = Array(String(repeating: "a,b\nc,d\n", count: 90_000).utf8)
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "plain")
    let path = Self.pipe(folder, [text])
    let expected = #expect(throws: SourceError.self) {
      try Self.reader(threads: 1).load(paths: [file])
    }
    let found = #expect(throws: SourceError.self) {
      try Self.reader(threads: threads).load(paths: [path])
    }
    guard case .unusable(_, let wanted) = expected, case .unusable(_, let error) = found else {
      Issue.record("\(String(describing: expected)) \(String(describing: found))")
      return
    }
    #expect(error == wanted)
  }

  @Test func `only so many pieces wait to be taken`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(gzip(Self.text(rows: 50_000)), to: "data")
    let source = try ByteSource(path: path)
    let ahead = try ReadAhead(source, pieceLength: 1 << 10)
    defer { ahead.stop() }
    usleep(100_000)
    guard case .pieces(let pieces, _) = ahead.next(withinMilliseconds: 5_000) else {
      Issue.record("nothing fetched")
      return
    }
    #expect(pieces.map(\.count) == [1024, 1024, 1024, 1024])
  }
}
