import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `The views` {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    Size(columns: 40, rows: 10),
  ]

  private func model(_ keys: String, size: Size, ascii: Bool = false) -> DashboardModel {
    var model = Samples.dashboard(ascii: ascii, size: size) { Samples.full(for: $0) }
    model.useKeys(keys)
    return model
  }

  static let views: [(keys: String, name: String)] = [
    ("]", "segments"), ("]]", "time"), ("]]]", "trend"), ("Rj", "rules"),
  ]

  @Test(arguments: sizes, views)
  func `each view at every size`(size: Size, view: (keys: String, name: String)) throws {
    let picture = `Pictures of the dashboard`.picture(model(view.keys, size: size))
    try expectGolden(picture, "\(view.name)-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: sizes, ["]", "]]", "]]3", "]]]", "]]]t", "R", "Rjll"])
  func `drawing a view in ASCII leaves nothing that is not ASCII`(size: Size, keys: String) {
    #expect(model(keys, size: size, ascii: true).text.isAllASCII)
  }

  @Test(arguments: ["]", "]]", "]]]", "R"]) func `a view is drawn on any screen`(keys: String) {
    for columns in stride(from: 20, through: 90, by: 7) {
      for rows in 4...26 {
        let size = Size(columns: columns, rows: rows)
        #expect(model(keys, size: size).view(size).size == size)
      }
    }
  }

  @Test func `the views go round both ways and Esc goes back to the funnel`() {
    var model = Samples.dashboard()
    var seen: [DashboardView] = []
    for _ in 0..<4 {
      model.useKeys("]")
      seen.append(model.view)
    }
    #expect(seen == [.segments, .time, .trend, .funnel])
    model.useKeys("[")
    #expect(model.view == .trend)
    model.use(.escape)
    #expect(model.view == .funnel)
  }

  @Test(arguments: sizes)
  func `the segments say how to split what nothing splits, and show the funnel`(size: Size) {
    var data = Samples.data()
    // Too many values to split by unasked.
    data.columns = [DataState.Column(name: "item", distinctValues: 9_000)]
    var model = Samples.dashboard(query: Samples.query(columns: []), data: data, size: size)
    let funnel = Set(model.lines(size.columns, size.rows).dropFirst().dropLast())
    model.useKeys("]")
    #expect(model.view == .segments)
    let lines = model.lines(size.columns, size.rows)
    #expect(Set(lines.dropFirst().dropLast()).isSuperset(of: funnel.filter { $0.contains("▼") }))
    // Ten lines have no room for a notice.
    let says = lines.contains { $0.hasPrefix("no column splits the funnel yet: d chooses one") }
    #expect(says == (size.rows > 10))
    model.useKeys("d")
    #expect(!model.query.breakdowns.isEmpty)
    #expect(!model.text.contains("no column splits"))
  }

  @Test func `only the view that shows it asks for a histogram or a trend`() throws {
    var model = Samples.dashboard()
    let plain = model.query
    #expect(model.useKeys("]").isEmpty)
    guard case .recompute(_, let timed)? = model.useKeys("]").first else {
      Issue.record("the histogram was not asked for")
      return
    }
    #expect(timed.histogram == .automatic)
    #expect(timed.hop == Hop(first: 1, last: 6))
    #expect(timed.trend == nil)
    guard case .recompute(_, let trend)? = model.useKeys("]").first else {
      Issue.record("the trend was not asked for")
      return
    }
    #expect(trend.histogram == nil)
    #expect(trend.trend?.periods.first?.name == "2026-05-28")
    #expect(trend.trend?.periods.count == 12)
    // The numbers on screen answer the funnel too.
    #expect(model.useKeys("]").isEmpty)
    #expect(model.query == plain)
    #expect(model.undoStack.isEmpty)
  }

  @Test func `a step selected among the times is the hop into it, and t goes back to the whole`() {
    var model = Samples.dashboard()
    model.useKeys("]]3")
    #expect(model.shownWay == Hop(first: 2, last: 3))
    #expect(model.text.contains("time from 2 product_view to 3 add_to_cart"))
    #expect(model.result?.query.hop == Hop(first: 2, last: 3))
    model.useKeys("t")
    #expect(model.shownWay == Hop(first: 1, last: 6))
  }

  @Test func `the way into a step begins at one that all had to take`() {
    var query = Samples.query()
    query.funnel.steps[1].isOptional = true
    var model = Samples.dashboard(query: query)
    model.useKeys("]]3")
    #expect(model.shownWay == Hop(first: 1, last: 3))
  }

  static let spans: [(hours: Int64, interval: TrendPeriod.Interval)] = [
    (1, .hour), (48, .hour), (720, .day), (4_800, .week), (21_600, .month),
  ]

  @Test(arguments: spans)
  func `the length of the periods follows that of the data`(
    hours: Int64, interval: TrendPeriod.Interval
  ) {
    var data = Samples.data()
    let start = Timestamp(rawValue: 1_780_000_000_000_000)
    data.summary.timeRange = start...(start + Microseconds(seconds: hours * 3_600))
    let model = Samples.dashboard(data: data)
    #expect(model.trendInterval == interval)
  }

  @Test func `t takes the next length and leaves out one with too many periods`() {
    var data = Samples.data()
    let start = Timestamp(rawValue: 1_580_000_000_000_000)
    data.summary.timeRange = start...(start + .days(900))
    var model = Samples.dashboard(data: data)
    model.useKeys("]]]")
    var seen: [TrendPeriod.Interval] = []
    for _ in 0..<3 {
      model.useKeys("t")
      seen.append(model.trendInterval)
    }
    #expect(seen == [.day, .week, .month])
  }

  @Test func `periods that are not over are told apart from those that are`() {
    let lines = model("]]]", size: Size(columns: 80, rows: 24)).lines(80, 24)
    let rows = lines.filter { $0.contains("2026-06-0") && $0.contains(" % ") }
    #expect(rows.contains { $0.contains("█") && !$0.contains("░") })
    #expect(rows.contains { $0.contains("░") && !$0.contains("█") })
    #expect(lines.contains { $0.contains("░ not over") })
  }

  private func trend(days: Int64, from: Int64? = nil, size: Size) -> DashboardModel {
    var data = Samples.data()
    let start = Timestamp(rawValue: 1_780_012_800_000_000)
    data.summary.timeRange = start...(start + .days(days) + Microseconds(rawValue: -1))
    var query = Samples.query()
    query.rules.from = from.map { start + .days($0) }
    var model = Samples.dashboard(query: query, data: data, size: size) { Samples.full(for: $0) }
    model.useKeys("]]]")
    return model
  }

  @Test func `the period before stands behind each, and the change where both are over`() throws {
    let model = trend(days: 20, size: Size(columns: 120, rows: 60))
    let lines = model.lines(120, 60)
    #expect(lines.contains { $0.contains("┄ before: a week earlier") })
    let points = try #require(model.trend)
    for (index, point) in points.enumerated() {
      let row = try #require(
        lines.first { $0.contains(point.period.name + " ") && $0.contains("%") })
      guard index >= 7 else {
        #expect(!row.contains("+") && !row.contains("−"))
        continue
      }
      let before = try #require(model.result?.trendBefore[index])
      let change = (point.conversion.fraction ?? 0) - (before.conversion.fraction ?? 0)
      let isOver = point.open == 0 && before.open == 0
      #expect(row.contains(" \(model.glyphs.percent(before.conversion)) "))
      #expect(row.contains(" \(model.glyphs.points(change)) ") == isOver, "\(row)")
    }
    #expect(points.contains { $0.open > 0 })
  }

  @Test func `with dates the range before stands behind, and its length is told`() {
    let model = trend(days: 30, from: 20, size: Size(columns: 80, rows: 24))
    #expect(model.question.trend?.distance == 10)
    #expect(model.text.contains("before: 10 days earlier"))
    #expect(trend(days: 5, size: Self.sizes[0]).text.contains("before") == false)
  }

  @Test(arguments: [34, 40, 47, 60, 66, 80, 100])
  func `what is shown of the period before never takes the counts' room`(columns: Int) throws {
    let model = trend(days: 20, size: Size(columns: columns, rows: 24))
    let point = try #require(model.trend?.last)
    let row = try #require(
      model.lines(columns, 24).first { $0.contains(point.period.name) && $0.contains("%") })
    #expect(row.contains(" \(model.glyphs.percent(point.conversion))"))
    if columns >= 40 { #expect(row.contains(" \(model.glyphs.count(point.entered)) ")) }
    #expect(row.filter { $0 == "%" }.count == (columns < 60 ? 1 : columns < 80 ? 2 : 3))
  }

  @Test func `bins that do not fit are put together without losing anyone`() throws {
    let histogram = try #require(
      Samples.full(for: model("]]", size: Self.sizes[0]).question).histogram)
    for limit in 1...25 {
      let bins = histogram.merged(to: limit)
      #expect(bins.count <= limit)
      #expect(bins.reduce(0) { $0 + $1.count } == histogram.bins.reduce(0) { $0 + $1.count })
      #expect(bins.first?.from == 0 && bins.last?.to == 72_000)
    }
  }

  @Test func `the way the command line asks for is that of times and trend`() {
    var query = Samples.query()
    query.hop = Hop(first: 2, last: 4)
    query.histogram = .count(9)
    var model = Samples.dashboard(query: query)
    #expect(model.question.hop == nil && model.question.histogram == nil)
    model.useKeys("]]")
    #expect(model.question.hop == Hop(first: 2, last: 4))
    #expect(model.question.histogram == .count(9))
    model.useKeys("]")
    #expect(model.question.hop == Hop(first: 2, last: 4))
    #expect(model.text.contains("of entry: 2 product_view to 4 checkout"))
  }

  @Test func `an answer for another hop is not shown as this one's`() {
    var model = model("]]", size: Self.sizes[0])
    _ = model.update(.key(.character("3")))
    #expect(model.text.contains("counting"))
    #expect(!model.text.contains("so far"))
  }
}
