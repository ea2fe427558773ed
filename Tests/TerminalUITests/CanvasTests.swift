import SeededRandom
import Testing

@testable import TerminalUI

@Suite struct CanvasTests {
  private func canvas(_ columns: Int, _ rows: Int, _ draw: (inout Canvas) -> Void) -> Canvas {
    var canvas = Canvas(size: Size(columns: columns, rows: rows))
    draw(&canvas)
    return canvas
  }

  @Test func `text is cut at the edges and after its limit`() {
    let picture = canvas(6, 3) {
      $0.write("left edge", column: -5, row: 0)
      $0.write("right edge", column: 3, row: 1)
      $0.write("limited", column: 1, row: 2, limit: 3)
    }
    #expect(picture.lines == ["edge  ", "   rig", " lim  "])
  }

  @Test func `a wide character never straddles an edge`() {
    let picture = canvas(4, 3) {
      $0.write("漢字", column: -1, row: 0)
      $0.write("漢", column: 3, row: 1)
      $0.write("a漢", column: 0, row: 2, limit: 2)
    }
    #expect(picture.lines == [" 字 ", "    ", "a   "])
  }

  @Test func `overwriting half a wide character clears the other half`() {
    let picture = canvas(6, 1) {
      $0.write("漢字漢", column: 0, row: 0)
      $0.write("x", column: 1, row: 0)
      $0.write("y", column: 4, row: 0)
    }
    #expect(picture.lines == [" x字y "])
    #expect(
      canvas(4, 1) {
        $0.write("漢字", column: 0, row: 0); $0.write("語", column: 1, row: 0)
      }.lines == [" 語 "])
  }

  @Test func `no coordinate traps and every row keeps its width`() {
    var generator = SplitMix64(state: 11)
    let extremes = [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max]
    func coordinate() -> Int {
      Int.random(in: 0..<8, using: &generator) == 0
        ? extremes[Int.random(in: 0..<extremes.count, using: &generator)]
        : Int.random(in: -12...24, using: &generator)
    }
    for _ in 0..<2_000 {
      let size = Size(
        columns: Int.random(in: 0...12, using: &generator),
        rows: Int.random(in: 0...5, using: &generator))
      var picture = Canvas(size: size)
      for _ in 0..<6 {
        let rect = Rect(
          column: coordinate(), row: coordinate(), columns: coordinate(), rows: coordinate())
        picture.write("a漢b👨‍👩‍👧e\u{301}", column: coordinate(), row: coordinate(), limit: coordinate())
        picture.drawBox(rect, title: "漢字 title", ascii: Bool.random(using: &generator))
        picture.restyle(rect) { _ in Style(isBold: true) }
        if Bool.random(using: &generator) { picture.fill(rect) }
        _ = picture[column: coordinate(), row: coordinate()]
      }
      for line in picture.lines { #expect(displayWidth(of: line) == size.columns) }
    }
  }

  @Test func `a box carries its title in the upper edge`() {
    let picture = canvas(12, 3) { $0.drawBox(Rect($0.size), title: "FUNNEL") }
    #expect(picture.lines == ["┌ FUNNEL ──┐", "│          │", "└──────────┘"])
    let ascii = canvas(12, 3) { $0.drawBox(Rect($0.size), title: "A LONG TITLE", ascii: true) }
    #expect(ascii.lines == ["+ A LONG… -+", "|          |", "+----------+"])
    #expect(canvas(2, 2) { $0.drawBox(Rect($0.size), title: "x") }.lines == ["┌┐", "└┘"])
    #expect(canvas(3, 1) { $0.drawBox(Rect($0.size)) }.lines == ["   "])
  }

  @Test func `styles are visible in pictures`() {
    let picture = canvas(8, 2) {
      $0.write("ab", column: 0, row: 0, style: Style(foreground: .red))
      $0.write("cd", column: 2, row: 0, style: Style(foreground: .green, isBold: true))
      $0.restyle(Rect(column: 0, row: 1, columns: 3, rows: 9)) { _ in Style(isReversed: true) }
      $0.fill(Rect(column: 6, row: 0, columns: 9, rows: 1), style: Style(background: .blue))
    }
    #expect(picture.styleMarks == ["rrBB..##", "RRR....."])
    #expect(picture.styledLines() == ["{red|ab}{bold green|cd}  {on blue|  }", "{reversed|   }"])
  }

  @Test func `only what changed is drawn`() {
    let old = canvas(10, 2) { $0.write("漢字 same", column: 0, row: 0) }
    var new = old
    #expect(new.changes(from: old).isEmpty)
    new.write("S", column: 5, row: 0, style: Style(isBold: true))
    #expect(
      new.changes(from: old) == [
        Canvas.Run(row: 0, column: 5, texts: ["S"], style: Style(isBold: true))
      ])
    new = old
    new.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1)) { _ in Style(isBold: true) }
    #expect(new.changes(from: old).map(\.column) == [0, 1])
    #expect(new.changes(from: nil).flatMap(\.texts).count == 20)
    #expect(new.changes(from: Canvas(size: Size(columns: 1, rows: 1))).flatMap(\.texts).count == 20)
  }

  @Test func `drawing the changes gives the new canvas`() {
    var generator = SplitMix64(state: 3)
    let words: [DisplayText] = ["漢字", "abc", " ", "é👍", "xx漢"]
    var old = Canvas(size: Size(columns: 9, rows: 2))
    for _ in 0..<500 {
      var new = old
      new.write(
        words[Int.random(in: 0..<words.count, using: &generator)],
        column: Int.random(in: -2...9, using: &generator),
        row: Int.random(in: 0...1, using: &generator),
        style: Style(isBold: Bool.random(using: &generator)))
      var drawn = old
      for run in new.changes(from: old) {
        drawn.write(
          DisplayText(run.texts.joined()), column: run.column, row: run.row, style: run.style)
      }
      #expect(drawn.lines == new.lines)
      old = new
    }
  }
}
