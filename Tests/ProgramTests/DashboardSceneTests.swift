import Foundation
import Testing

/// The dashboard on the demo shop, used as a person would; each scene can be kept as a picture.
@Suite(.serialized) struct DashboardSceneTests {
  private func demo(rows: Int, columns: Int) throws -> TerminalSession {
    let session = try TerminalSession(arguments: ["demo"], rows: rows, columns: columns)
    let isDrawn = session.wait { lines in
      lines.joined().contains("WORST RATE") && lines.contains { $0.contains("  mobile ") }
    }
    try #require(isDrawn, "\(session.lines)")
    // What was waited for may stand in the first half of a screen whose second half is on its way.
    session.settle()
    return session
  }

  @Test(arguments: [(24, 80), (40, 120), (60, 200)])
  func `names the worst step and the worst device`(rows: Int, columns: Int) throws {
    let session = try demo(rows: rows, columns: columns)
    let screen = session.lines.joined(separator: "\n")
    #expect(screen.contains("product_view → 3 add_to_cart"))
    let mobile = session.lines.first { $0.contains("mobile") && $0.contains("◀") }
    #expect(mobile?.contains("worst") == true)
    try ScreenPicture.record(session, named: "dashboard-\(columns)x\(rows)")
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `shows a small screen as a list`() throws {
    let session = try TerminalSession(arguments: ["demo"], rows: 10, columns: 40)
    #expect(session.wait { $0.joined().contains("20,000") })
    try ScreenPicture.record(session, named: "dashboard-40x10")
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `Enter drills into a segment and Esc comes back`() throws {
    let session = try demo(rows: 24, columns: 80)
    let segment = try #require(session.lines.first { $0.contains("  mobile ") })
    let mobile = try #require(
      segment.split(separator: " ").drop { $0 != "mobile" }.dropFirst().first)
    #expect(mobile.count == 6 && mobile.contains(","))
    session.send("\t\r")
    #expect(session.wait { $0[1].contains("entered with device = mobile") })
    #expect(
      session.wait { lines in lines.contains { $0.contains("page_view") && $0.contains(mobile) } }
    )
    try ScreenPicture.record(session, named: "drill-80x24")
    session.send("\u{1B}")
    #expect(
      session.wait { lines in lines.contains { $0.contains("page_view") && $0.contains("20,000") } }
    )
    #expect(!session.lines[1].contains("entered with device = mobile"))
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `the window changes the numbers and undo brings them back`() throws {
    let session = try demo(rows: 24, columns: 80)
    let before = try #require(session.lines.first { $0.contains("6 purchase") })
    session.send("<<<<<")
    #expect(
      session.wait { $0[1].contains("6 h") && $0.first { $0.contains("6 purchase") } != before })
    session.send("uuuuu")
    #expect(session.wait { $0.first { $0.contains("6 purchase") } == before })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `the form of the rules changes the numbers beside it and undo brings them back`()
    throws
  {
    let session = try demo(rows: 24, columns: 80)
    func last(_ lines: [String]) -> String? {
      lines.first { $0.contains("6 purchase") || $0.contains("6 any 6 of 6") }.map {
        String($0.prefix(28))
      }
    }
    let before = try #require(last(session.lines))
    session.send("R")
    #expect(session.wait { $0.joined().contains("hold constant") })
    session.send("jl")
    #expect(session.wait { $0[1].contains("strictly ordered") && last($0) != before })
    session.settle()
    try ScreenPicture.record(session, named: "rules-80x24")
    session.send("u")
    #expect(session.wait { $0[1].contains("· ordered") && last($0) == before })
    session.send("\u{1B}")
    #expect(session.wait { !$0.joined().contains("hold constant") })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `the brackets go to the times and the trend and back`() throws {
    let session = try demo(rows: 24, columns: 80)
    session.send("]]")
    #expect(session.wait { $0[0].contains("[Time]") && $0.joined().contains("so far") })
    session.send("3")
    #expect(session.wait { $0[2].contains("2 product_view to 3 add_to_cart") })
    #expect(session.wait { $0.joined().contains("so far") })
    try ScreenPicture.record(session, named: "time-80x24")
    session.send("]")
    #expect(session.wait { $0[0].contains("[Trend]") && $0.joined().contains("2026-01-31") })
    #expect(session.wait { $0.joined().contains("not over") })
    try ScreenPicture.record(session, named: "trend-80x24")
    session.send("[[[")
    #expect(session.wait { lines in lines.joined().contains("WORST RATE") })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `help lists the keys and goes away`() throws {
    let session = try demo(rows: 40, columns: 120)
    session.send("?")
    #expect(session.wait { $0.joined().contains("select the worst step") })
    try ScreenPicture.record(session, named: "help-120x40")
    session.send("?")
    #expect(session.wait { $0.joined().contains("WORST RATE") })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test func `an idle screen sends nothing`() throws {
    let session = try demo(rows: 24, columns: 80)
    session.settle()
    let before = session.lines
    let count = session.settle(quietMilliseconds: 1500)
    // Only when a minute turned something may be sent: the clock's digits.
    let clocks = [before, session.lines].map { $0[0].suffix(5) }
    #expect(clocks[0] == clocks[1] ? count == 0 : count < 60)
    #expect(before.dropFirst() == session.lines.dropFirst())
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }
}
