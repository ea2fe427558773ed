import Foundation
import FunnelCore
import FunnelReport
import Testing

@Suite struct HostileTextTests {
  static let hostile = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "a\u{9B}31mb", "tab\there", "line\nbreak\r", "\u{0}nul",
    "\u{202E}desrever", "zero\u{200B}width", "\u{FEFF}bom", "line\u{2028}sep", "a\u{A0}b",
    "quote\"back\\slash", "\u{7F}", "\u{E000}", "\u{E0041}tag",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\\x1B", "\\u{202E}", "\u{FFFD}", "</script>", "👩‍👧 ok", "",
  ]

  private func report(_ text: String) -> Report {
    let group = GroupNumbers(
      kind: .values([text]), funnel: ReportSamples.funnel([("a", 2), ("b", 1)]), versusRest: nil)
    var report = ReportSamples.report([(text, 2), ("b", 1)], groups: [group], by: [text])
    var rejections = Rejections()
    rejections.add(.init(file: text, number: 3, reason: text), kind: text)
    report.summary.rejections = rejections
    report.summary.files = [text]
    report.summary.format = text
    report.summary.roles = .init(unit: text, time: text, event: text, session: text)
    return report
  }

  @Test(arguments: hostile)
  func `text reports hold nothing that acts on a terminal`(text: String) {
    for scalar in TextReport().text(of: report(text)).unicodeScalars where scalar != "\n" {
      let category = scalar.properties.generalCategory
      #expect(category != .control && category != .lineSeparator && category != .privateUse)
      #expect(category != .format || scalar == "\u{200D}", "U+\(String(scalar.value, radix: 16))")
    }
  }

  /// The hostile texts, and what is hostile in one format only.
  static let markup =
    hostile + [
      "<script>alert(1)</script>", "\" onload=\"alert(1)", "'><img src=x onerror=alert(1)>",
      "]]>", "<!--", "&lt;b&gt;", "</style><style>", "</text></svg><script/>", "=cmd|' /C calc'!A0",
      "| a | b |", "[x](javascript:alert(1))", "\u{FFFE}", "\u{FFFF}",
    ]

  @Test(arguments: markup)
  func `pages and pictures hold the text as text alone`(text: String) {
    let plain = report("plain")
    for format: any ReportFormat in [HTMLReport(), SVGReport()] {
      let tree = MarkupTree(format.text(of: report(text)))
      #expect(tree.isWellFormed)
      #expect(tree.elements == MarkupTree(format.text(of: plain)).elements)
      let names = Set(tree.attributes.keys)
      #expect(names == Set(MarkupTree(format.text(of: plain)).attributes.keys))
    }
  }

  @Test(arguments: markup)
  func `Markdown and CSV keep their shape and command no terminal`(text: String) {
    let markdown = MarkdownReport().text(of: report(text))
    let csv = CSVReport().text(of: report(text))
    for scalar in (markdown + csv).unicodeScalars where scalar != "\n" {
      let category = scalar.properties.generalCategory
      #expect(category != .control && category != .lineSeparator && category != .privateUse)
    }
    func shape(_ text: String) -> [Int] {
      text.split(separator: "\n").map { line in
        line.hasPrefix("|") ? line.replacing("\\|", with: "").count { $0 == "|" } : 0
      }
    }
    #expect(
      shape(markdown.replacing("\\\\", with: ""))
        == shape(MarkdownReport().text(of: report("plain"))))
    #expect(!markdown.contains("<"))
    let table = CSVTable(csv)
    #expect(table.widths.count == 1)
    #expect(table.rows.count == 4)
    for row in table.rows {
      for cell in row.values where Double(cell) == nil {
        #expect(cell.first.map { !"=+-@\t\r".contains($0) } ?? true)
      }
    }
  }

  @Test(arguments: hostile)
  func `JSON reports give the text back unchanged`(text: String) throws {
    let json = JSONReport().text(of: report(text))
    #expect(
      json.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let source = try #require(object["source"] as? [String: Any])
    #expect(
      Array((source["format"] as? String ?? "?").unicodeScalars) == Array(text.unicodeScalars))
    let funnel = try #require(object["funnel"] as? [String: Any])
    let steps = try #require(funnel["steps"] as? [[String: Any]])
    #expect(
      Array((steps[0]["label"] as? String ?? "?").unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func `distinct values stay distinct, and none passes for a missing one`() {
    let values = Self.hostile + ["(not set)", "(other: 2 groups)", "\"\"", " a", "a", "a "]
    let groups =
      values.map { GroupNumbers.Kind.values([$0]) } + [.notSet, .other(groups: 2)]
    let numbers = groups.map {
      GroupNumbers(kind: $0, funnel: ReportSamples.funnel([("a", 1)]), versusRest: nil)
    }
    let report = ReportSamples.report([("a", 30)], groups: numbers)
    let lines = TextReport(width: 200).text(of: report).split(separator: "\n")
    let start = lines.firstIndex { $0.hasPrefix("Value") } ?? 0
    let rows = lines[(start + 1)...].prefix(groups.count)
    #expect(Set(rows).count == groups.count)
  }
}
