import FunnelCore
import FunnelReport
import Testing

@Suite struct MarkdownReportTests {
  @Test func `a report reads like this`() {
    #expect(MarkdownReport().text(of: ReportSamples.full()) == Golden.markdown)
  }

  @Test func `bars are ASCII when asked for`() {
    let text = MarkdownReport(ascii: true).text(of: ReportSamples.report([("a", 4), ("b", 2)]))
    #expect(text.contains("| ########## |"))
    #expect(!text.contains("█"))
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("a\\b", "a\\\\b"), ("<img src=x>", "&lt;img src=x&gt;"),
    ("[x](javascript:y)", "\\[x\\](javascript:y)"), ("![x](y)", "!\\[x\\](y)"),
    ("`rm`", "\\`rm\\`"), ("**b**", "\\*\\*b\\*\\*"), ("@octocat", "&#64;octocat"),
    ("https://x.example", "https&#58;//x.example"), ("&lt;", "&amp;lt;"),
    ("www.evil.example", "www&#46;evil.example"), ("(WwW.x.y", "(WwW&#46;x.y"), ("w.w", "w.w"),
    ("#1", "\\#1"),
    ("$x$", "\\$x\\$"), ("~~no~~", "\\~\\~no\\~\\~"),
  ])
  func `nothing in the data is markup`(raw: String, shown: String) {
    let text = MarkdownReport().text(of: ReportSamples.report([(raw, 2), ("b", 1)]))
    #expect(text.contains("| 1 | \(shown) | 2 |"))
  }
}
