import FunnelCore
import FunnelSources
import Glibc
import Testing

struct FileFollowerTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write(header + "a,1,v\nb,2,", to: "log")
  }

  private func follow() throws -> FileFollower {
    let loaded = try EventFileReader(isFollowing: true, awaitsEvents: true).load(paths: [path])
    #expect(loaded.summary?.events == 1)
    return try #require(try loaded.makeFollower())
  }

  private func events(_ follower: FileFollower) -> [String] {
    guard let store = follower.makeStore() else { return [] }
    return (0..<store.eventCount).map { store.eventNames[store.eventCodes[$0]] }.sorted()
  }

  @Test func `holds an unfinished line until its end arrives`() throws {
    let follower = try follow()
    #expect(try !follower.poll())
    try folder.write("w", to: "log", mode: "a")
    #expect(try !follower.poll())
    try folder.write("x\nc,3,y\n", to: "log", mode: "a")
    #expect(try follower.poll())
    #expect(events(follower) == ["v", "wx", "y"])
    #expect(follower.summary?.rejections.count == 0)
  }

  @Test func `counts an unfinished row once, before and after its end arrives`() throws {
    try folder.write(header + "a,1,v\nb,2,w", to: "log")
    let loaded = try EventFileReader(isFollowing: true).load(paths: [path])
    #expect(loaded.summary?.events == 2)
    #expect(loaded.makeStore()?.eventCount == 2)
    let follower = try #require(try loaded.makeFollower())
    #expect(try !follower.poll())
    #expect(events(follower) == ["v", "w"])
    #expect(follower.summary?.events == 2)
    try folder.write("x\nc,3,y\n", to: "log", mode: "a")
    #expect(try follower.poll())
    #expect(events(follower) == ["v", "wx", "y"])
    #expect(follower.summary?.events == 3)
  }

  @Test(arguments: [
    (header + "a,1,v", 1), (header + "a,1,v\n", 1),
    (#"[{"user":"a","time":1,"event":"v"},{"user":"b","time":2,"event":"w"}]"#, 2),
    (#"{"user":"a","time":1,"event":"v"}"#, 1), ("user,time,event\ra,1,v\rb,2,w\r", 2),
  ])
  func `reads a short file to its end though it may be followed`(text: String, count: Int) throws {
    try folder.write(text, to: "log")
    let loaded = try EventFileReader(isFollowing: true).load(paths: [path])
    #expect(loaded.summary?.events == count)
    #expect(loaded.makeStore()?.eventCount == count)
  }

  @Test(arguments: [
    ("", LoadError.empty), (header, .noRows), ("user,time,event", .noRows),
    ("\"abc,def\n1,2\n", .badHeader),
  ])
  func `tells that a file holds no events unless they are awaited`(
    text: String, error: LoadError
  ) throws {
    try folder.write(text, to: "log")
    #expect(throws: SourceError.unusable(path: path, error)) {
      try EventFileReader(isFollowing: true).load(paths: [path])
    }
    let loaded = try EventFileReader(isFollowing: true, awaitsEvents: true).load(paths: [path])
    #expect(loaded.summary == nil)
    #expect(loaded.makeStore() == nil)
    #expect(try loaded.makeFollower() != nil)
  }

  @Test(arguments: ["", header, "user,ti"])
  func `shows the first events of a file that had none`(text: String) throws {
    try folder.write(text, to: "log")
    let loaded = try EventFileReader(isFollowing: true, awaitsEvents: true).load(paths: [path])
    let follower = try #require(try loaded.makeFollower())
    #expect(try !follower.poll())
    let rest = (header + "a,1,v\nb,2,w\n").dropFirst(text.count)
    try folder.write(String(rest), to: "log", mode: "a")
    #expect(try follower.poll())
    #expect(events(follower) == ["v", "w"])
  }

  @Test func `starts over when the file is cut short`() throws {
    let follower = try follow()
    try folder.write(header + "c,3,w\n", to: "log")
    #expect(try follower.poll())
    #expect(events(follower) == ["v", "w"])
    #expect(follower.truncationCount == 1)
    #expect(follower.rotationCount == 0)
  }

  @Test func `notices a file rewritten to a greater length`() throws {
    let follower = try follow()
    try folder.write("time,event,user\n5,w,c\n6,x,d\n7,y,e\n", to: "log")
    #expect(try follower.poll())
    #expect(events(follower) == ["v", "w", "x", "y"])
    #expect(follower.truncationCount == 1)
  }

  @Test func `finishes the old file and reads its replacement`() throws {
    let follower = try follow()
    try folder.write("last", to: "log", mode: "a")
    #expect(rename(path, folder.file("log.1")) == 0)
    #expect(try !follower.poll())
    try folder.write(header + "c,3,w\n", to: "log")
    #expect(try follower.poll())
    #expect(events(follower) == ["last", "v", "w"])
    #expect(follower.rotationCount == 1)
    try folder.write("d,4,x\n", to: "log", mode: "a")
    #expect(try follower.poll())
    #expect(follower.makeStore()?.eventCount == 4)
  }
}
