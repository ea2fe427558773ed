import FunnelCore
import Testing

@testable import FunnelReport

@Suite struct TextReportTests {
  @Test func `a report reads like this`() {
    let report = ReportSamples.report(
      ReportSamples.shop, seconds: [5, 60, 4000, 200_000], groups: ReportSamples.devices,
      isProposed: true)
    #expect(
      TextReport().text(of: report) == """
        Source   shop.csv (csv): 12,345 events of 1,000 users, no line rejected
                 1970-01-01T00:00:00Z to 1970-01-02T00:00:00.500Z
        Columns  user = user_id, time = ts, event = event
        Counted  users, steps in order with anything between, all within 14 days of the
                 entry, every entry tried
        Funnel   visit > cart > buy
                 Proposed from the data; choose your own with --steps 'first > last'.

           Step   Users                              of first  of prev.  Lost     Median
        1  visit  1,000  ██████████████████████████    100.0%             600
        2  cart     400  ██████████▍                    40.0%     40.0%   250  33 m 50 s
        3  buy      150  ███▉                           15.0%     37.5%        33 m 50 s

        Overall conversion 15.0%: 150 of 1,000 users (95% interval 12.9% to 17.3%).
        Time to convert: median 33 m 50 s, the middle half from 46 s to 14 h 43 m.
        Worst step by rate: after 2 cart, 62.5% do not reach buy (250 users).
        Worst step by users: after 1 visit, 60.0% do not reach cart (600 users).

        By device: the value at the entry, or else the chain's first one
        Value               Entered  Converted   Rate   vs rest  Verdict  Worst after
        mobile                  600         30   5.0%  -25.0 pp  worse    2 cart
        (not set)                20          0   0.0%  -15.3 pp  too few  1 visit
        (other: 12 groups)      380        120  31.6%         —  —        1 visit

        Share of the previous step  step 2  step 3
        mobile                       33.3%   15.0%
        (not set)                     0.0%       —
        (other: 12 groups)           52.6%   60.0%

        Each group is compared with everyone else; better and worse hold beyond chance
        (5% level, adjusted for the number of groups by Holm). Worst after which step:
        where the group loses the largest share.

        """)
  }

  @Test func `a report with everything in it reads like this`() {
    #expect(TextReport().text(of: ReportSamples.full()) == Golden.text)
  }

  @Test func `steps of any order are named by how many they are`() {
    var report = ReportSamples.report(ReportSamples.shop, groups: ReportSamples.devices)
    report.result.query.rules.order = .any
    for text in [
      TextReport().text(of: report), MarkdownReport().text(of: report),
      HTMLReport().text(of: report), SVGReport().text(of: report), CSVReport().text(of: report),
      JSONReport().text(of: report),
    ] {
      for label in ["any 1 of 3", "any 2 of 3", "any 3 of 3"] { #expect(text.contains(label)) }
    }
  }

  @Test(arguments: [
    (FunnelRules.Attribution.entry, "By device: the value at the entry, or else the chain's"),
    (.first, "By device: the first value of each user"),
    (.last, "By device: the last value of each user"),
    (.step(2), "By device: the value at step 2"),
    (.every, "By device: every value on its own events; groups overlap; they do not add up"),
  ])
  func `a breakdown says where its values come from`(
    attribution: FunnelRules.Attribution, words: String
  ) {
    var report = ReportSamples.report(ReportSamples.shop, groups: ReportSamples.devices)
    report.result.query.rules.attribution = attribution
    report.result.breakdowns[0].overlaps = attribution == .every
    report.result.breakdowns[0].groups[1].kind = .didNotReach
    let text = TextReport(width: 100).text(of: report)
    #expect(text.contains(words))
    #expect(text.contains("(did not reach)"))
    #expect(
      text.contains("compared with everyone else") == ![.every, .step(2)].contains(attribution))
    #expect(text.contains("with all others that reached step 2;") == (attribution == .step(2)))
  }

  @Test func `the bounds of an interval never claim none or all`() {
    let none = TextReport(width: 100).text(
      of: ReportSamples.report([("visit", 16_106), ("buy", 0)]))
    #expect(none.contains("0.0%: 0 of 16,106 users (95% interval 0.0% to <0.1%)"))
    let all = TextReport(width: 100).text(
      of: ReportSamples.report([("visit", 16_106), ("buy", 16_106)]))
    #expect(all.contains("(95% interval >99.9% to 100.0%)"))
  }

  @Test func `tables grow beyond the page before they cut names, and cut names stay apart`() {
    // The first two begin and end alike, the third ends otherwise.
    let names = ["of spring for all of you", "of autumn for all of you", "of spring for me"].map {
      "mobile / google / campaign " + $0
    }
    let groups = names.map { name in
      GroupNumbers(
        kind: .values(name.split(separator: " / ").map { String($0) }),
        funnel: ReportSamples.funnel([("visit", 9), ("buy", 1)]), versusRest: nil)
    }
    let report = ReportSamples.report([("visit", 27), ("buy", 3)], groups: groups)
    func rows(_ format: TextReport) -> [String] {
      format.text(of: report).split(separator: "\n").map { String($0) }
        .filter { $0.hasPrefix("mobile / ") }
    }
    let wide = rows(TextReport(tableWidth: 120))
    #expect(zip(wide, names).allSatisfy { $0.hasPrefix($1 + "  ") } && wide.count == 3)
    let narrow = rows(TextReport())
    #expect(narrow.allSatisfy { $0.columnWidth <= 80 } && narrow.count == 3)
    #expect(Set(narrow).count == 3, "\(narrow)")
  }

  @Test func `groups that tell how far one got are said not to be compared`() {
    var report = ReportSamples.report(ReportSamples.shop, groups: ReportSamples.devices)
    report.result.breakdowns[0].valuesComeLater = true
    let text = TextReport(width: 100).text(of: report)
    #expect(
      text.contains("Not compared: more than one in twenty users with device have it only after"))
    #expect(!text.contains("Each group is compared"))
  }

  @Test func `every format but the picture and the table tells that a file is damaged`() {
    var report = ReportSamples.report(ReportSamples.shop)
    report.summary.damages = [.init(file: "shop.csv.gz", reason: "the stream ends early")]
    for format: any ReportFormat in [
      TextReport(), MarkdownReport(), HTMLReport(), JSONReport(),
    ] {
      let text = format.text(of: report)
      #expect(text.matches(of: #/shop\.csv\.gz/#).count == 1)
      #expect(text.matches(of: #/the stream ends early/#).count == 1)
    }
  }

  @Test func `losses lie between required steps`() {
    let text = TextReport(width: 120).text(of: ReportSamples.full())
    #expect(text.contains("after 2 cart, 62.5% do not reach buy (250 sessions)"))
    #expect(!text.contains("reach coupon"))
  }

  @Test func `with ascii alone there is nothing else`() {
    let report = ReportSamples.report(
      ReportSamples.shop + [("never", 0), ("after", 0)], groups: ReportSamples.devices)
    let text = TextReport(ascii: true).text(of: report)
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("####"))
  }

  @Test func `nobody entering gives dashes and a plain sentence`() {
    let text = TextReport().text(of: ReportSamples.report([("a", 0), ("b", 0)]))
    #expect(text.contains("Nobody entered the funnel"))
    #expect(text.contains("—"))
    #expect(!text.contains("%"))
    #expect(!text.contains("nan"))
  }

  @Test func `one step has no worst step`() {
    let text = TextReport().text(of: ReportSamples.report([("only", 7)]))
    #expect(text.contains("Overall conversion 100.0%: 7 of 7 users"))
    #expect(!text.contains("Worst"))
  }

  @Test func `some is never shown as none, nor nearly all as all`() {
    let text = TextReport().text(
      of: ReportSamples.report([("a", 1_000_000), ("b", 999_999), ("c", 1)]))
    #expect(text.contains(">99.9%"))
    #expect(text.contains("<0.1%"))
    #expect(text.contains("▏"))
  }

  @Test(arguments: [74, 80, 100, 132])
  func `no line is wider than the page`(width: Int) throws {
    var report = try ReportSamples.demo()
    report.summary.files = ["/data/a file with a long name.csv", "another.csv", "third.csv.gz"]
    let text = TextReport(width: width).text(of: report)
    for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
  }

  @Test func `long and wide names are cut by the columns they take`() {
    let wide = String(repeating: "購入完了", count: 20)
    let text = TextReport().text(of: ReportSamples.report([(wide, 10), ("b", 5)]))
    let rows = text.split(separator: "\n").filter { $0.contains("購入") && $0.contains("█") }
    #expect(rows.count == 1)
    for row in rows {
      let columns = row.unicodeScalars.reduce(0) {
        $0 + ((0x4E00...0x9FFF).contains($1.value) ? 2 : 1)
      }
      #expect(columns <= 80)
      #expect(row.contains("…"))
    }
  }

  @Test func `sixty groups give sixty lines`() {
    let groups = (1...60).map { number in
      GroupNumbers(
        kind: .values(["city \(number)"]),
        funnel: ReportSamples.funnel([("a", 10), ("b", number % 9)]),
        versusRest: nil)
    }
    let text = TextReport().text(
      of: ReportSamples.report([("a", 600), ("b", 200)], groups: groups, by: ["city"]))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("city ") } == 60)
  }

  @Test func `filters and segments are told`() {
    var report = ReportSamples.report(ReportSamples.shop)
    report.result.query.filter = .comparison(column: "country", .equal, value: "DE")
    report.result.query.segments = [Segment(columns: ["device"], values: [nil])]
    let text = TextReport().text(of: report)
    #expect(text.contains("Only     events where country = DE; users with device = (not set)"))
  }

  @Test func `every rule is told in words`() {
    var report = ReportSamples.report(ReportSamples.shop)
    report.result.query.rules.order = .strict
    report.result.query.rules.entry = .first
    report.result.query.rules.window = Microseconds(seconds: 5400)
    report.result.query.rules.windowOrigin = .previous
    report.result.query.rules.from = Timestamp(rawValue: 0)
    let text = TextReport(width: 200).text(of: report)
    #expect(
      text.contains(
        "users, steps in order with nothing between, each within 90 minutes of the step before, "
          + "first entry only, entered from 1970-01-01T00:00:00Z"))
    report.result.query.rules.window = nil
    #expect(TextReport(width: 200).text(of: report).contains("without a time limit"))
  }
}
