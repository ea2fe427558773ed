import Foundation
import Testing

/// The dashboard on every kind of source, up to its last word about it.
@Suite(.serialized) struct OpeningTests {
  /// Makes the source of a name from `events.csv` in its folder.
  private static let makings = [
    "events.csv": "true", "events.csv.gz": "gzip -k events.csv",
    "two.csv.gz": "gzip -c events.csv > two.csv.gz; tail -n +2 events.csv | gzip >> two.csv.gz",
    "cut.csv.gz": "gzip -c events.csv | head -c 20000 > cut.csv.gz",
    "events.funnel": "'PROGRAM' snapshot events.csv -o events.funnel",
  ]

  /// Shows a source on a screen large enough for its details, by a question that changes a few times.
  private func open(
    _ arguments: [String], showing source: String, dataInput: Int32 = -1
  ) throws {
    let session = try TerminalSession(
      arguments: arguments + ["--steps", "page_view > product_view > purchase"], rows: 40,
      columns: 120, dataInput: dataInput)
    let isShown = session.wait { lines in
      lines.contains { $0.contains("2 product_view") && $0.contains("%") }
        && !lines[0].contains("reading")
    }
    try #require(isShown, "\(source): \(session.lines)")
    for keys in [">", "<", "\t", "d", "3", "1"] {
      session.send(keys)
      session.settle(quietMilliseconds: 100)
    }
    #expect(session.lines[0].contains("users"), "\(source): \(session.lines)")
    session.send("q")
    #expect(session.waitForExit() == .exited(0), "\(source)")
  }

  @Test(arguments: makings.keys.sorted())
  func `files of every kind open, and close when it is asked`(name: String) throws {
    let folder = try TemporaryFolder()
    try make(name, in: folder)
    try open([try folder.path(name)], showing: name)
  }

  @Test func `a pipe opens`() throws {
    let folder = try TemporaryFolder()
    try make("events.csv", in: folder)
    let pipe = Pipe()
    let bytes = try Data(contentsOf: folder.url.appendingPathComponent("events.csv"))
    let writer = pipe.fileHandleForWriting
    // The pipe ends when this end is closed, so the program must not get it too.
    _ = fcntl(writer.fileDescriptor, F_SETFD, FD_CLOEXEC)
    Thread.detachNewThread {
      try? writer.write(contentsOf: bytes)
      try? writer.close()
    }
    try open(["-"], showing: "a pipe", dataInput: pipe.fileHandleForReading.fileDescriptor)
  }

  private func make(_ name: String, in folder: TemporaryFolder) throws {
    let events = try ProgramRun(["generate", "--users", "3000"]).output
    _ = try folder.path("events.csv", holding: events)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let program = try TerminalSession.builtProgram()
    let command = (Self.makings[name] ?? "false").replacing("PROGRAM", with: program)
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = folder.url
    try shell.run()
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0)
  }
}
