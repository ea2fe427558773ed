import Foundation
import Testing

/// The program leaves the terminal as it found it, however it ends.
@Suite(.serialized) struct TerminalHygieneTests {
  private func startedDemo(
    rows: Int = 24, columns: Int = 80, environment: [String: String] = [:]
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      arguments: ["demo"], rows: rows, columns: columns, environment: environment)
    try #require(session.waitUntilDrawn(), "nothing was drawn: \(session.lines)")
    return session
  }

  @Test func `q gives the terminal back and exits with 0`() throws {
    let session = try startedDemo()
    #expect(!session.isCanonical)
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
    #expect(session.isRestored)
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP])
  func `a signal gives the terminal back and remains the status`(number: Int32) throws {
    let session = try startedDemo()
    session.settle()
    session.signal(number)
    #expect(session.waitForExit() == .signaled(number))
    #expect(session.isRestored)
  }

  @Test func `Ctrl-C ends the program by SIGINT`() throws {
    let session = try startedDemo()
    session.send("\u{3}")
    #expect(session.waitForExit() == .signaled(SIGINT))
    #expect(session.isRestored)
  }

  @Test func `Ctrl-Z where no shell could continue it leaves the program running`() throws {
    let session = try startedDemo()
    session.settle()
    let before = session.lines
    session.send("\u{1A}")
    session.settle()
    #expect(session.isOnAlternateScreen)
    #expect(session.wait { $0.count == before.count && !session.isCanonical })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
    #expect(session.isRestored)
  }

  @Test func `a stopped program repaints when it is continued`() throws {
    let session = try startedDemo()
    session.settle()
    session.signal(SIGSTOP)
    session.resize(rows: 30, columns: 100)
    session.signal(SIGCONT)
    #expect(session.settle() > 100)
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `a closed window ends the program`() throws {
    let session = try startedDemo()
    session.settle()
    session.hangUp()
    #expect(session.waitForExit() == .signaled(SIGHUP))
  }

  @Test(arguments: [(1, 1), (3, 15), (10, 40), (60, 200)])
  func `a resize is survived at any size`(rows: Int, columns: Int) throws {
    let session = try startedDemo()
    session.resize(rows: rows, columns: columns)
    session.settle()
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
    #expect(session.isRestored)
  }

  @Test(arguments: [true, false])
  func `colour is sent unless NO_COLOR is set`(isColored: Bool) throws {
    let session = try startedDemo(environment: isColored ? [:] : ["NO_COLOR": "1"])
    // The worst step is marked, so there is something to colour.
    #expect(session.wait { $0.joined().contains("WORST RATE") })
    session.settle()
    let cells = (0..<session.rows).flatMap { row in
      (0..<session.columns).map { session.cell(row: row, column: $0) }
    }
    #expect(cells.contains { $0.foreground != nil || $0.background != nil } == isColored)
  }

  @Test func `a locale without UTF-8 gets nothing but ASCII`() throws {
    let session = try startedDemo(environment: ["LC_ALL": "C"])
    session.settle()
    #expect(session.rawOutput.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: ["dumb", "no-such-terminal", ""])
  func `a TERM that cannot draw is named and nothing is drawn`(name: String) throws {
    let session = try TerminalSession(arguments: ["demo"], environment: ["TERM": name])
    #expect(session.waitForExit() == .exited(1))
    let output = String(decoding: session.rawOutput, as: UTF8.self)
    #expect(output.contains("TERM"))
    #expect(!output.contains("\u{1B}"))
    #expect(session.isRestored)
  }
}
