import Foundation
import Testing

/// What `-o` does to what is already there.
@Suite struct OutputFileTests {
  private static let events = "user,time,event\na,2024-01-01T10:00:00Z,view\n"
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func report(to path: String) throws -> ProgramRun {
    try ProgramRun(["report", "--steps", "view", "-o", path], input: Self.events)
  }

  private func mode(of path: String) throws -> UInt16 {
    var status = stat()
    #expect(stat(path, &status) == 0)
    return UInt16(status.st_mode & 0o7777)
  }

  private func kind(of path: String) -> UInt32 {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test func `a link stays a link and its target gets the report`() throws {
    let target = try folder.path("target.txt", holding: "old")
    let link = try folder.path("link.txt")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.txt")
    #expect(try report(to: link).status == 0)
    #expect(kind(of: link) == S_IFLNK)
    #expect(try String(contentsOfFile: target, encoding: .utf8).contains("view"))
    #expect(try contents() == ["link.txt", "target.txt"])
  }

  @Test func `a link to nothing makes the file it names`() throws {
    let link = try folder.path("link.txt")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "later.txt")
    #expect(try report(to: link).status == 0)
    #expect(kind(of: link) == S_IFLNK)
    #expect(try contents() == ["later.txt", "link.txt"])
  }

  @Test func `a named pipe stays one and its reader gets the report`() throws {
    let pipe = try folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    // Open for both directions, so neither end waits for the other.
    let reader = open(pipe, O_RDWR)
    defer { close(reader) }
    #expect(try report(to: pipe).status == 0)
    #expect(kind(of: pipe) == S_IFIFO)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(reader, &buffer, buffer.count)
    #expect(String(decoding: buffer.prefix(count), as: UTF8.self).contains("view"))
  }

  @Test func `a new file has the mode the mask leaves and an old one keeps its own`() throws {
    let mask = umask(0)
    umask(mask)
    let new = try folder.path("new.txt")
    #expect(try report(to: new).status == 0)
    #expect(try mode(of: new) == UInt16(0o666 & ~mask))
    let old = try folder.path("old.txt", holding: "old")
    #expect(chmod(old, 0o640) == 0)
    #expect(try report(to: old).status == 0)
    #expect(try mode(of: old) == 0o640)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal leaves no unfinished file and the old one as it was`(number: Int32) throws {
    let path = try folder.path("shop.csv", holding: "old")
    let session = try TerminalSession(
      arguments: ["generate", "--users", "100000000", "-o", path])
    #expect(try session.wait { _ in try contents().count == 2 })
    session.signal(number)
    #expect(session.waitForExit() == .signaled(number))
    #expect(try contents() == ["shop.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }
}
