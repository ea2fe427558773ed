import Foundation
import Testing

/// Files and pipes that grow while the dashboard is open.
@Suite(.serialized) struct FollowedFileTests {
  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }

  init() throws { temporary = try TemporaryFolder() }

  private static let head = """
    user,time,event,device
    a,2024-01-01T10:00:00Z,view,mobile
    a,2024-01-01T10:01:00Z,buy,mobile
    b,2024-01-01T10:00:00Z,view,desktop

    """

  @Test func `lines appended to a followed file move the bars`() throws {
    let file = folder.appendingPathComponent("events.csv")
    try Self.head.write(to: file, atomically: false, encoding: .utf8)
    let session = try TerminalSession(
      arguments: [file.path, "--follow", "--steps", "view > buy"], rows: 24, columns: 80)
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("50.0") } })
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("b,2024-01-01T10:05:00Z,buy,desktop\n".utf8))
    try handle.close()
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("100.0") } })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `a followed file that is cut, goes away or comes back is spoken of`() throws {
    let file = folder.appendingPathComponent("events.csv")
    try Self.head.write(to: file, atomically: false, encoding: .utf8)
    let session = try TerminalSession(
      arguments: [file.path, "--follow", "--steps", "view > buy"], rows: 24, columns: 80)
    #expect(session.wait { $0[0].contains("FOLLOW") && $0[0].contains("3 events") })
    let short = "user,time,event,device\nc,2024-01-01T10:00:00Z,view,mobile\n"
    try short.write(to: file, atomically: false, encoding: .utf8)
    #expect(session.wait { $0[22].contains("the file was cut") && $0[0].contains("4 events") })
    try FileManager.default.removeItem(at: file)
    #expect(session.wait { $0[22].contains("the file is gone") })
    try Self.head.write(to: file, atomically: true, encoding: .utf8)
    #expect(session.wait { $0[22].contains("the file was replaced") })
    #expect(session.wait { $0[0].contains("7 events") })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `a held screen answers keys from the events it shows`() throws {
    let file = folder.appendingPathComponent("events.csv")
    try Self.head.write(to: file, atomically: false, encoding: .utf8)
    let session = try TerminalSession(
      arguments: [file.path, "--follow", "--steps", "view > buy"], rows: 24, columns: 80)
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("50.0") } })
    session.send("p")
    #expect(session.wait { $0[0].contains("PAUSED") })
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("b,2024-01-01T10:05:00Z,buy,desktop\n".utf8))
    try handle.close()
    #expect(session.wait { $0[0].contains("PAUSED +1") })
    session.send("<")
    #expect(session.wait { $0[1].contains("7 d") })
    session.settle()
    #expect(session.lines.contains { $0.contains("2 buy") && $0.contains("50.0") })
    session.send("p")
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("100.0") } })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `following ends and begins again with a key`() throws {
    let file = folder.appendingPathComponent("events.csv")
    try Self.head.write(to: file, atomically: false, encoding: .utf8)
    let session = try TerminalSession(
      arguments: [file.path, "--steps", "view > buy"], rows: 24, columns: 80)
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("50.0") } })
    #expect(!session.lines[0].contains("FOLLOW"))
    for isOn in [true, false, true] {
      session.send("F")
      #expect(session.wait { $0[0].contains("FOLLOW") == isOn })
    }
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `what cannot be followed is said`() throws {
    let session = try TerminalSession(arguments: ["demo"], rows: 24, columns: 80)
    #expect(session.wait { $0.joined().contains("WORST RATE") })
    session.send("F")
    #expect(session.wait { $0.joined().contains("can be followed") })
    #expect(!session.lines[0].contains("FOLLOW"))
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `a pipe that falls silent shows everything that came`() throws {
    let file = folder.appendingPathComponent("head.csv")
    try Self.head.write(to: file, atomically: false, encoding: .utf8)
    let script =
      "(cat '\(file.path)'; sleep 30) | '\(try TerminalSession.builtProgram())' - --steps 'view > buy'"
    let session = try TerminalSession(
      arguments: ["-c", script], rows: 24, columns: 80, program: "/bin/sh")
    #expect(
      session.wait { lines in lines.contains { $0.contains("2 buy") && $0.contains("50.0") } })
    session.send("q")
    session.hangUp()
  }
}
