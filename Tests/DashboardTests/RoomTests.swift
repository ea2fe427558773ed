import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `What there is room for` {
  private func model(_ keys: String, size: Size) -> DashboardModel {
    var model = Samples.dashboard(size: size) { Samples.full(for: $0) }
    model.useKeys(keys)
    return model
  }

  @Test func `what does not fit a row of groups is counted`() {
    let text = model("", size: Size(columns: 120, rows: 40)).text
    #expect(text.contains("+2 more; "))
    #expect(!model("", size: Size(columns: 200, rows: 60)).text.contains(" more; "))
  }

  @Test func `rows left below a short funnel say why users were lost after the selected step`() {
    var model = Samples.dashboard(query: Samples.query(["a", "b", "c"])) { query in
      var result = Samples.full(for: query)
      result.funnel.steps.removeLast(3)
      return result
    }
    #expect(model.text.contains("of entry of prev."))
    #expect(model.text.contains("lost after 1 landing_page: 64."))
    model.type("2")
    #expect(model.text.contains("lost after 2 product_view: "))
    #expect(model.text.contains("mobile"))
  }

  @Test func `the form says how many of its rows are out of sight`() {
    var model = model("R", size: Size(columns: 60, rows: 15))
    #expect(model.text.contains("↓3 more"))
    model.use(.end)
    #expect(model.text.contains("↑3 more") && !model.text.contains("↓3"))
  }

  @Test func `a period seen in part is set apart, also behind another`() throws {
    let model = model("]]]", size: Size(columns: 120, rows: 60))
    let lines = model.lines(120, 60)
    func row(_ day: String) throws -> String {
      try #require(lines.first { $0.contains(day + " ") && $0.contains("%") })
    }
    // The data begins in the evening of the 28th, which stands behind the 4th.
    #expect(try row("2026-05-28").contains("▒▒") && !row("2026-05-28").contains("█"))
    #expect(try row("2026-05-29").contains("██") && !row("2026-05-29").contains("▒"))
    #expect(try row("2026-06-04").contains("6.0 %▒") && !row("2026-06-04").contains("+"))
    #expect(lines.contains { $0.contains("▒ seen in part") })
  }

  @Test func `the command line's periods and range to compare with are those of the trend`() {
    let start = Timestamp(rawValue: 1_779_408_000_000_000)
    var model = DashboardModel(
      options: DashboardOptions(
        sourceName: "a", query: Samples.query(), interval: .hour,
        compared: start..<start + .days(3)))
    model.answerAll(.data(Samples.data()))
    model.useKeys("]]]")
    #expect(model.trendInterval == .hour)
    #expect(model.question.trend?.before.first??.start == start)
    #expect(model.text.contains("before: from 2026-05-22 00:00"))
    model.useKeys("t")
    #expect(model.trendInterval == .day)
    #expect(model.question.trend?.before.compactMap(\.?.name).first == "2026-05-22")
  }
}
