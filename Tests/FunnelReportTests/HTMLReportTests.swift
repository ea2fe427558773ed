import FunnelCore
import FunnelReport
import Testing

@Suite struct HTMLReportTests {
  @Test func `a page is made like this`() {
    let page = HTMLReport().text(of: ReportSamples.full())
    // How it looks is left out: only what is in it is fixed.
    let start = page.firstRange(of: "<style>")?.lowerBound ?? page.endIndex
    let end = page.firstRange(of: "</style>")?.upperBound ?? page.endIndex
    #expect(page[..<start] + page[end...] == Golden.html)
  }

  @Test func `an hour is marked shortly and named in full`() {
    var report = ReportSamples.full()
    report.result.trend?[0].period.name = "2024-10-27T02:00:00+01:00"
    let page = HTMLReport().text(of: report)
    #expect(page.contains(">10-27 02:00</text>"))
    #expect(page.contains("<title>2024-10-27T02:00:00+01:00: "))
  }

  @Test func `the page needs nothing, runs nothing and can be read aloud`() {
    let page = HTMLReport().text(of: ReportSamples.full())
    let tree = MarkupTree(page)
    #expect(tree.isWellFormed)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    for name in ["script", "img", "link", "iframe", "object", "a", "form", "image", "use"] {
      #expect(!tree.elements.contains(name))
    }
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(
      tree.attributes["content"]?.contains("default-src 'none'; style-src 'unsafe-inline'") == true)
    #expect(tree.elements.count { $0 == "table" } == tree.elements.count { $0 == "caption" })
    #expect(tree.elements.count { $0 == "th" } == tree.attributes["scope"]?.count)
    #expect(tree.elements.count { $0 == "svg" } == tree.attributes["aria-label"]?.count)
    #expect(tree.texts["title"]?.first == "Funnel: visit → cart → coupon? → buy")
  }

  @Test func `light and dark have the same colours to give`() {
    let page = HTMLReport().text(of: ReportSamples.report([("a", 1)]))
    let blocks = page.matches(of: #/:root\{([^}]*)\}/#).map { match in
      Set(match.1.matches(of: #/--[a-z]+/#).map { String($0.0) })
    }
    #expect(blocks.count == 2)
    #expect(blocks.first == blocks.last)
    let used = Set(page.matches(of: #/var\((--[a-z]+)\)/#).map { String($0.1) })
    #expect(used.isSubset(of: blocks.first ?? []))
  }

  @Test func `periods that can still rise are drawn apart`() {
    let page = HTMLReport().text(of: ReportSamples.full())
    #expect(page.matches(of: #/<rect class="open"/#).count == 1)
  }

  @Test func `nobody entering makes a page without bars`() {
    let tree = MarkupTree(HTMLReport().text(of: ReportSamples.report([("a", 0), ("b", 0)])))
    #expect(tree.isWellFormed)
    #expect(tree.attributes["class"]?.contains("bar") == false)
  }
}
