import FunnelCore
import FunnelReport
import Testing

@Suite struct SVGReportTests {
  @Test func `a picture is made like this`() {
    let picture = SVGReport().text(of: ReportSamples.full())
    // Colours are left out: only shapes and words are fixed.
    let start = picture.firstRange(of: "<style>")?.lowerBound ?? picture.endIndex
    let end = picture.firstRange(of: "</style>")?.upperBound ?? picture.endIndex
    #expect(picture[..<start] + picture[end...] == Golden.svg)
  }

  @Test func `long names are cut, not drawn over the numbers`() {
    let name = String(repeating: "w", count: 500)
    let tree = MarkupTree(SVGReport().text(of: ReportSamples.report([(name, 2), ("b", 1)])))
    #expect(tree.isWellFormed)
    #expect(tree.texts["text"]?.allSatisfy { $0.count <= 105 } == true)
  }

  @Test func `a bar is as long as its share, and some is not none`() throws {
    let report = ReportSamples.report([("a", 10_000), ("b", 5000), ("c", 1), ("d", 0)])
    let picture = SVGReport().text(of: report)
    let widths = picture.matches(of: #/class="bar"[^>]*width="([0-9.]+)"/#).map { $0.1 }
    #expect(widths == ["712", "356", "2"])
  }
}
