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
    let loaded = try EventFileReader(isFollowing: true).load(paths: [path])
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
