import Foundation
import Testing

/// The emulator behind the program tests, checked against output that is known.
@Suite(.serialized) struct ScreenReadingTests {
  private func shown(_ text: String) throws -> TerminalSession {
    let session = try TerminalSession(
      arguments: [text], rows: 4, columns: 20, program: "/usr/bin/printf")
    try #require(session.waitForExit() == .exited(0))
    return session
  }

  @Test func `text, colours and attributes are read back`() throws {
    let session = try shown(
      "a\\033[1;31mb\\033[0;2mc\\033[22md\\033[7me\\033[0;4mf\\033[0;38;5;2mg")
    #expect(session.lines[0].hasPrefix("abcdefg "))
    let cells = (0..<7).map { session.cell(row: 0, column: $0) }
    #expect(cells.map(\.isBold) == [false, true, false, false, false, false, false])
    #expect(cells.map(\.isDim) == [false, false, true, false, false, false, false])
    #expect(cells.map(\.isReversed) == [false, false, false, false, true, false, false])
    #expect(cells.map(\.isUnderlined) == [false, false, false, false, false, true, false])
    #expect(cells.map { $0.foreground != nil } == [false, true, false, false, false, false, true])
  }

  @Test func `a wide character takes two cells`() throws {
    let session = try shown("漢b")
    #expect((0..<4).map { session.cell(row: 0, column: $0).text } == ["漢", "", "b", " "])
    #expect(session.lines[0] == "漢b" + String(repeating: " ", count: 17))
  }

  @Test func `the picture keeps every run in its columns`() throws {
    let svg = ScreenPicture.svg(try shown("ab\\033[1mcd<"))
    #expect(svg.contains("<text x=\"12\" y=\"25.5\" textLength=\"16.8\""))
    #expect(svg.contains("font-weight=\"bold\">cd&lt;</text>"))
    #expect(svg.contains("x=\"28.8\""))
  }
}
