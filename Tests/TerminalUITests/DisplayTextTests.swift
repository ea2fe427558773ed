import Testing

@testable import TerminalUI

@Suite struct DisplayTextTests {
  @Test(arguments: [
    ("funnel", 6, "funnel"), ("funnel", 5, "funn…"), ("funnel", 1, "…"), ("funnel", 0, ""),
    ("funnel", -3, ""), ("漢字漢", 5, "漢字…"), ("漢字漢", 4, "漢…"), ("漢", 1, "…"),
  ])
  func `clipping ends with an ellipsis`(text: String, columns: Int, expected: String) {
    let clipped = DisplayText(text).clipped(to: columns)
    #expect(clipped.string == expected)
    #expect(clipped.width <= max(0, columns))
  }

  @Test func `clipping without an ellipsis uses every column it can`() {
    #expect(DisplayText("funnel").clipped(to: 3, ellipsis: false) == "fun")
    #expect(DisplayText("漢字").clipped(to: 3, ellipsis: false) == "漢")
  }

  @Test func `padding counts columns and not characters`() {
    #expect(DisplayText("漢").padded(to: 5).string == "漢   ")
    #expect(DisplayText("漢").padded(to: 5, alignment: .right).string == "   漢")
    #expect(DisplayText("long").padded(to: 2).string == "long")
  }

  @Test func `joined text has the width of the whole`() {
    let parts: [DisplayText] = ["a", "漢", "c"]
    #expect(parts.joined(separator: ", ").string == "a, 漢, c")
    #expect(parts.joined(separator: ", ").width == 8)
    #expect((DisplayText("🇩") + DisplayText("🇪")).width == 2)
  }

  @Test(
    arguments: [
      (0, 10, ""), (-1, 10, ""), (.nan, 10, ""), (0.5, 0, ""), (0.5, -2, ""), (1, 3, "███"),
      (7, 3, "███"), (.infinity, 2, "██"), (0.5, 3, "█▌"), (0.0001, 10, "▏"), (0.9999, 2, "██"),
      (0.1875, 4, "▊"),
    ] as [(Double, Int, String)])
  func `a bar is drawn in eighths`(fraction: Double, columns: Int, expected: String) {
    #expect(bar(fraction: fraction, columns: columns, ascii: false).string == expected)
  }

  @Test(arguments: [(0, ""), (0.0001, "#"), (0.5, "##"), (1, "####")] as [(Double, String)])
  func `a bar in ASCII is drawn in whole columns`(fraction: Double, expected: String) {
    #expect(bar(fraction: fraction, columns: 4, ascii: true).string == expected)
  }
}
