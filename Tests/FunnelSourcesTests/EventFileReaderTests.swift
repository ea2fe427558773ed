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
    #expect(loaded.summary?.units == 1)
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
    let writer = Task.detached {
      guard let pipe = fopen(path, "w") else { return }
      setvbuf(pipe, nil, _IONBF, 0)
      for byte in (header + rows(0..<50)).utf8 { putc(Int32(byte), pipe) }
      fclose(pipe)
    }
    let loaded = try EventFileReader().load(paths: [path])
    #expect(loaded.summary?.events == 50)
    writer.cancel()
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

  @Test(arguments: ["Europe/Nowhere", "", "/etc/passwd", "../../../etc/passwd", "Europe"])
  func `knows when there is no such zone`(name: String) {
    #expect(throws: SourceError.unknownZone(name: name)) { try NamedTimeZone(name: name) }
  }
}
