import Dispatch
import FunnelCore
import FunnelSources
import Glibc
import Testing

struct EventFileReaderTests {
  @Test func `reads several files as one data set`() throws {
    let folder = try TemporaryFolder()
    try folder.write("user,time,event\na,1,v\n", to: "1.csv")
    try folder.write("event,user,time\nw,a,2\n", to: "2.csv")
    let paths = expandPaths(["\(folder.path)/*.csv"])
    #expect(paths == ["\(folder.path)/1.csv", "\(folder.path)/2.csv"])
    let loaded = try EventFileReader().load(paths: paths)
    #expect(loaded.summary?.events == 2)
    #expect(loaded.makeStore()?.unitCount == 1)
    #expect(loaded.summary?.files == paths)
  }

  @Test(arguments: [[0], [1], [2], [0, 2], [0, 1, 2]], [false, true])
  func `passes over empty files unless all are empty`(empty: [Int], isFollowing: Bool) throws {
    let folder = try TemporaryFolder()
    let paths = try (0..<3).map { index in
      try folder.write(empty.contains(index) ? "" : header + "a,1,v\n", to: "\(index).csv")
    }
    let reader = EventFileReader(isFollowing: isFollowing)
    if empty.count == 3 {
      #expect(throws: SourceError.unusable(path: "\(paths[0]) and 2 more", .noRows)) {
        try reader.load(paths: paths)
      }
    } else {
      #expect(try reader.load(paths: paths).summary?.events == 3 - empty.count)
    }
  }

  @Test func `leaves paths alone that match nothing`() {
    #expect(expandPaths(["-", "/nowhere/at-all", "/nowhere/*.csv"]).count == 3)
  }

  @Test func `explains why a file cannot be read`() throws {
    let folder = try TemporaryFolder()
    let missing = "\(folder.path)/missing.csv"
    #expect(throws: SourceError.notFound(path: missing)) {
      try EventFileReader().load(paths: [missing])
    }
    #expect(throws: SourceError.directory(path: folder.path)) {
      try EventFileReader().load(paths: [folder.path])
    }
    let empty = try folder.write("", to: "empty")
    #expect(throws: SourceError.unusable(path: empty, .empty)) {
      try EventFileReader().load(paths: [empty])
    }
    #expect(
      SourceError.unusable(path: "a\u{1B}b", .empty).message == "a\u{FFFD}b: the file is empty")
  }

  @Test func `reads from a pipe that gives little at a time`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    // A thread of its own: the reader waits for it, and tasks have only so many threads.
    DispatchQueue.global().async {
      guard let pipe = fopen(path, "w") else { return }
      setvbuf(pipe, nil, _IONBF, 0)
      for byte in (header + rows(0..<50)).utf8 { putc(Int32(byte), pipe) }
      fclose(pipe)
    }
    let loaded = try EventFileReader().load(paths: [path])
    #expect(loaded.summary?.events == 50)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2024-01-15 12:00", -3_600),
    ("Europe/Berlin", "2024-07-15 12:00", -7_200),
    ("Europe/Berlin", "2024-03-31 01:59:59", -3_600),
    ("Europe/Berlin", "2024-03-31 03:00:00", -7_200),
    ("Europe/Berlin", "2024-10-27 02:30:00", -7_200),
    ("Europe/Berlin", "2024-10-27 03:00:00", -3_600),
    ("America/New_York", "2024-01-15 12:00", 18_000),
    ("Asia/Kolkata", "2024-01-15 12:00", -19_800),
    ("UTC", "2024-01-15 12:00", 0),
  ])
  func `reads local times of a zone`(zone: String, text: String, shift: Int64) throws {
    let local = try #require(TimestampParser().parse(text))
    let moment = TimestampParser(zone: try NamedTimeZone(name: zone)).parse(text)
    #expect(moment?.rawValue == local.rawValue + shift * 1_000_000)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2024-03-31T00:59:59Z", 3_600),
    ("Europe/Berlin", "2024-03-31T01:00:00Z", 7_200),
    ("Europe/Berlin", "2024-10-27T00:59:59Z", 7_200),
    ("Europe/Berlin", "2024-10-27T01:00:00Z", 3_600),
    ("Europe/Berlin", "1945-07-01T00:00:00Z", 10_800),
    ("Europe/Berlin", "1916-04-30T21:59:59Z", 3_600),
    ("Europe/Berlin", "1916-04-30T22:00:00Z", 7_200),
    ("Europe/Berlin", "2099-07-01T00:00:00Z", 7_200),
    ("Europe/Berlin", "2100-07-01T00:00:00Z", 7_200),
    ("America/New_York", "2024-03-10T06:59:59Z", -18_000),
    ("America/New_York", "2024-03-10T07:00:00Z", -14_400),
    ("America/New_York", "2024-11-03T05:59:59Z", -14_400),
    ("America/New_York", "2024-11-03T06:00:00Z", -18_000),
    ("Australia/Lord_Howe", "2024-04-06T15:00:00Z", 37_800),
    ("Asia/Kolkata", "2024-01-15T12:00:00Z", 19_800), ("UTC", "2024-01-15T12:00:00Z", 0),
  ])
  func `knows the offset of a zone at a moment`(zone: String, text: String, offset: Int64) throws {
    let moment = try #require(TimestampParser().parse(text)).rawValue / 1_000_000
    #expect(try NamedTimeZone(name: zone).offsetSeconds(at: moment) == offset)
  }

  @Test(arguments: ["Europe/Nowhere", "", "/etc/passwd", "../../../etc/passwd", "Europe"])
  func `knows when there is no such zone`(name: String) {
    #expect(throws: SourceError.unknownZone(name: name)) { try NamedTimeZone(name: name) }
  }
}
