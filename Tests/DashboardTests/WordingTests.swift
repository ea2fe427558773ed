import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `What the screen says` {
  private static let filter = Predicate.comparison(
    column: "device", .equal, value: "mobile")

  private func filtered(_ size: Size = Size(columns: 80, rows: 24)) -> DashboardModel {
    var query = Samples.query()
    query.filter = Self.filter
    return Samples.dashboard(query: query, size: size)
  }

  @Test func `a filter of events and a drill into users are told apart`() {
    var model = filtered()
    #expect(model.lines(80, 24)[1].contains("› events: device = mobile"))
    model.send(.tab, .enter)
    let long = model.lines(120, 24)[1]
    #expect(long.contains("› events: device = mobile › entered with device = mobile"))
    #expect(model.lines(60, 24)[1].contains("› ev: device = mobile › in: device = mobile"))
  }

  @Test func `Esc with only a filter left says that it stays`() {
    var model = filtered()
    model.send(.escape)
    #expect(model.lines(80, 24)[22].contains("--where 'device = mobile' stays"))
    model = Samples.dashboard()
    model.send(.escape)
    #expect(model.notice == nil)
  }

  @Test func `the footer says how to leave a drill`() {
    var model = Samples.dashboard()
    model.send(.tab, .enter, .backTab)
    #expect(model.focus == .funnel)
    #expect(model.lines(80, 24)[23].contains("Esc leave drill"))
    #expect(model.lines(40, 10)[9].contains("Esc leave drill"))
  }

  @Test(arguments: "sS") func `sorting steps is refused with words`(key: Character) {
    var model = Samples.dashboard()
    let orders = model.orders
    model.type(String(key))
    #expect(model.orders == orders)
    #expect(model.notice?.contains("Tab") == true)
  }

  @Test func `one is not many`() {
    let model = Samples.dashboard(data: Samples.data(events: 1))
    #expect(model.lines(80, 24)[0].contains("1 event  "))
  }

  @Test(arguments: [
    ("3 - checkout", "3 - checkout"), ("03 checkout", "03 checkout"), ("checkout", "3 checkout"),
    ("30 days", "3 30 days"), ("3", "3"),
  ])
  func `a step is numbered once`(label: String, expected: String) {
    #expect(numbered(2, label) == expected)
  }

  @Test func `the words of a loss go before its names are cut, and both names stay`() {
    let names = ["a rather long name of a step", "another rather long name of a step"]
    let steps = Samples.funnel([90, 40], names: names).steps
    let wordings = lossWordings(
      after: 0, headings: ["worst rate: ", "worst: "], steps: steps, glyphs: Glyphs(ascii: false))
    #expect(wordings[1].hasPrefix("worst: 1 a rather long name of a step → 2 another rather"))
    #expect(wordings.contains("worst: 1 a rather l… → 2 another ra…: 55.6 % leave (50 users)"))
    let widths = wordings.map { DisplayText($0).width }
    #expect(widths == widths.sorted(by: >))
  }

  @Test(arguments: [
    ("-", "standard input"), ("/dev/stdin", "standard input"), ("/dev/fd/63", "pipe"),
    ("/proc/self/fd/11", "pipe"), ("data/shop.csv", "shop.csv"),
  ])
  func `a stream is called what it is`(path: String, expected: String) {
    #expect(sourceWords(path: path) == expected)
  }

  @Test(arguments: [
    (80, 3, "needs 20x4"), (15, 3, "needs 20x4"), (10, 1, "needs 20x4"), (5, 2, "20x4"),
  ])
  func `a screen too small says what it needs`(columns: Int, rows: Int, expected: String) {
    let lines = Samples.dashboard().lines(columns, rows)
    #expect(lines.joined(separator: "\n").contains(expected))
    #expect(!lines.joined().contains("…"))
  }

  @Test func `identifiers are not split by unasked`() {
    var data = Samples.data()
    data.columns = [
      DataState.Column(name: "transactionid", distinctValues: 41),
      DataState.Column(name: "note", distinctValues: 30),
      DataState.Column(name: "variant", distinctValues: 40),
    ]
    let model = Samples.dashboard(query: Samples.query(columns: []), data: data)
    #expect(model.query.breakdowns.map(\.columns) == [["variant"], ["note"]])
  }

  @Test func `news about the file are shown`() {
    var model = Samples.dashboard()
    _ = model.update(.told("the file was cut"))
    #expect(model.lines(80, 24)[22].hasPrefix("the file was cut"))
  }
}
