import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `The form of the rules` {
  private func form(on row: RuleRow, _ query: FunnelQuery = Samples.query()) -> DashboardModel {
    var model = Samples.dashboard(query: query)
    model.type("R")
    for _ in 0..<(RuleRow.allCases.firstIndex(of: row) ?? 0) { model.send(.down) }
    return model
  }

  @Test func `a value changes at once, can be undone, and Esc closes the form`() {
    var model = form(on: .order)
    #expect(model.send(.right).count == 1)
    #expect(model.query.rules.order == .strict)
    model.type("u")
    #expect(model.query.rules.order == .loose)
    #expect(model.formRow != nil)
    model.send(.escape)
    #expect(model.formRow == nil)
    #expect(!model.text.contains("hold constant"))
  }

  @Test(arguments: [Key.right, .character("l"), .character(" "), .enter])
  func `these keys take the next value`(key: Key) {
    var model = form(on: .counted)
    model.send(key)
    #expect(model.query.rules.counted == .attempts)
  }

  @Test(arguments: RuleRow.allCases)
  func `every switch goes through its values and comes back`(row: RuleRow) {
    var model = form(on: row)
    let start = model.query.rules
    let choices = row.choices(model)
    #expect(Set(choices.map(\.words)).count == choices.count)
    var seen: Set<FunnelRules> = []
    for _ in choices {
      seen.insert(model.query.rules)
      model.send(.right)
    }
    #expect(seen.count == choices.count)
    #expect(model.query.rules == start)
    model.send(.left, .right)
    #expect(model.query.rules == start)
  }

  @Test func `a product sets all its switches and keeps the dates`() {
    var query = Samples.query()
    query.rules.from = Timestamp(rawValue: 1_780_000_000_000_000)
    var model = form(on: .preset, query)
    model.send(.right)
    var expected = RulePreset.posthog.rules
    expected.from = query.rules.from
    #expect(model.query.rules == expected)
    #expect(model.lines(120, 24)[1].hasPrefix("as PostHog counts"))
    model.send(.down, .right)
    #expect(model.lines(120, 24)[1].hasPrefix("as PostHog counts, except order"))
  }

  @Test func `the value the command line gave is among the values`() {
    var query = Samples.query()
    query.rules.ties = .rounded(Microseconds(seconds: 7))
    query.rules.unit = .column("cart")
    for row in [RuleRow.ties, .unit] {
      let model = form(on: row, query)
      #expect(row.index(in: row.choices(model), of: query.rules) != nil)
    }
  }

  @Test func `a refused rule is not taken over, the form says why, and the next value is a key on`()
  {
    var query = Samples.query()
    query.rules.windowOrigin = .previous
    var model = form(on: .order, query)
    let before = model.query
    #expect(model.send(.left).isEmpty)
    #expect(model.query == before)
    #expect(model.undoStack.isEmpty)
    #expect(model.text.contains("a window from the previous step needs an"))
    #expect(model.text.contains("The rules stay as they were."))
    model.send(.left)
    #expect(model.query.rules.order == .strict)
    #expect(!model.text.contains("The rules stay"))
  }

  @Test func `changes stacked on one without an answer are all taken back`() {
    var model = Samples.dashboard()
    let before = model.query
    guard case .recompute? = model.update(.key(.character("<"))).first,
      case .recompute(let id, _)? = model.update(.key(.character("<"))).first
    else {
      Issue.record("no questions were asked")
      return
    }
    _ = model.update(.answered(id: id, .failure(.contradiction("this makes no sense"))))
    #expect(model.query == before)
    #expect(model.undoStack.isEmpty)
    #expect(!model.isOutdated && !model.isWaiting)
    #expect(model.notice == "nothing changed: this makes no sense")
    #expect(!model.text.contains("problem"))
  }

  @Test func `a contradiction found while counting is told in the form and the numbers stay`() {
    var model = form(on: .order)
    guard case .recompute(let id, _)? = model.update(.key(.left)).first else {
      Issue.record("no question was asked")
      return
    }
    let reason = "a window from the previous step needs an order"
    _ = model.update(.answered(id: id, .failure(.contradiction(reason))))
    #expect(model.text.contains("a window from the previous step needs an"))
    #expect(!model.text.contains("problem"))
    #expect(model.text.contains("20,000"))
    #expect(model.query.rules.order == .loose)
    #expect(model.queryError == nil)
    #expect(!model.view(model.size)[column: 4, row: 3].style.isDim)
  }

  @Test func `without a funnel there is no form`() {
    var model = DashboardModel(options: DashboardOptions(sourceName: "a"))
    model.type("R")
    #expect(model.formRow == nil)
    #expect(model.notice != nil)
  }

  @Test func `naming events to ignore ends with the strict order`() {
    var query = Samples.query()
    query.rules.order = .strict
    query.rules.ignored = [EventMatcher(name: .exact("ping"))]
    var model = form(on: .order, query)
    model.send(.left)
    #expect(model.query.rules.order == .loose)
    #expect(throws: Never.self) { try model.query.checkMeaning() }
  }
}
