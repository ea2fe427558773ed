import FunnelCore
import FunnelReport
import Testing

@Suite struct CSVReportTests {
  @Test func `a table looks like this`() {
    #expect(CSVReport().text(of: ReportSamples.full()) == Golden.csv)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
    ("'=1", "''=1"), ("''@", "'''@"), ("\t=1", "\\x09=1"), ("\r=1", "\\x0D=1"), ("a=1", "a=1"),
    ("'tis", "'tis"), ("", ""), ("a,b", "a,b"), ("say \"hi\"", "say \"hi\""), (" a ", " a "),
    ("line\nbreak", "line\\x0Abreak"), ("\"\u{301}", "\"\u{301}"),
  ])
  func `text comes back whole and is no formula`(raw: String, read: String) {
    let group = GroupNumbers(
      kind: .values([raw]), funnel: ReportSamples.funnel([("a", 2)]), versusRest: nil)
    let text = CSVReport().text(of: ReportSamples.report([(raw, 2)], groups: [group]))
    let table = CSVTable(text)
    #expect(table.widths.count == 1)
    #expect(table.rows.count == 2)
    #expect(
      table.rows.allSatisfy {
        Array(($0["label"] ?? "").unicodeScalars) == Array(read.unicodeScalars)
      })
    #expect(Array((table.rows[1]["group"] ?? "").unicodeScalars) == Array(read.unicodeScalars))
  }

  @Test func `kinds of groups are told apart from values that read like them`() {
    let kinds: [GroupNumbers.Kind] = [
      .values(["(not set)"]), .notSet, .didNotReach, .other(groups: 3), .values(["a", nil]),
    ]
    let groups = kinds.map {
      GroupNumbers(kind: $0, funnel: ReportSamples.funnel([("a", 2)]), versusRest: nil)
    }
    let table = CSVTable(CSVReport().text(of: ReportSamples.report([("a", 2)], groups: groups)))
    let rows = table.rows.filter { $0["table"] == "breakdown" }
    #expect(rows.map { $0["kind"] } == ["value", "not_set", "did_not_reach", "other", "value"])
    #expect(
      rows.map { $0["group"] } == [
        "(not set)", "(not set)", "(did not reach)", "(other: 3 groups)", "a / (not set)",
      ])
  }

  @Test func `another period ends with the difference and tells how long it was seen`() throws {
    var report = ReportSamples.report(ReportSamples.shop)
    report.comparison = PeriodComparison(
      period: Timestamp(rawValue: 0)..<Timestamp(rawValue: 86_400_000_000),
      horizon: Timestamp(rawValue: 172_800_000_000), own: report.result.funnel,
      funnel: ReportSamples.funnel([("visit", 500), ("cart", 100), ("buy", 50)]),
      difference: ProportionDifference(
        difference: 0.05, interval: 0.01...0.09, p: 0.02, pAdjusted: nil, verdict: .better))
    let rows = CSVTable(CSVReport().text(of: report)).rows.filter { $0["table"] == "compare" }
    #expect(rows.map { $0["seen_until"] } == Array(repeating: "1970-01-03T00:00:00Z", count: 3))
    let names = ["vs_rest", "vs_rest_low", "vs_rest_high", "p", "p_adjusted", "verdict"]
    let last = try #require(rows.last)
    #expect(names.map { last[$0] } == ["0.05", "0.01", "0.09", "0.02", "", "better"])
    #expect(rows.dropLast().allSatisfy { $0["vs_rest"] == "" && $0["verdict"] == "" })
  }

  @Test func `numbers that are none are left out`() {
    var report = ReportSamples.report(ReportSamples.shop, groups: ReportSamples.devices)
    report.result.breakdowns[0].groups[0].versusRest?.difference = .nan
    let table = CSVTable(CSVReport().text(of: report))
    #expect(table.rows.allSatisfy { $0["vs_rest"] != "nan" })
    let empty = CSVTable(CSVReport().text(of: ReportSamples.report([("a", 0), ("b", 0)])))
    #expect(empty.rows.map { $0["from_first"] } == ["", ""])
    #expect(empty.rows.map { $0["count"] } == ["0", "0"])
  }
}
