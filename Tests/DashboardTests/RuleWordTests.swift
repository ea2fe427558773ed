import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `The rule and the losses in words` {
  private func words(_ edit: (inout FunnelQuery) -> Void) -> [String] {
    var query = Samples.query()
    edit(&query)
    return query.ruleParts.map(\.text)
  }

  @Test func `every switch that is not as usual is said`() {
    #expect(words { _ in } == ["users", "ordered", "14 d from entry", "any entry"])
    let cases: [(String, (inout FunnelQuery) -> Void)] = [
      ("sessions", { $0.rules.unit = .session }),
      ("values of cart", { $0.rules.unit = .column("cart") }),
      ("attempts of users", { $0.rules.counted = .attempts }),
      ("any order", { $0.rules.order = .any }),
      ("14 d from the previous step", { $0.rules.windowOrigin = .previous }),
      ("no time limit", { $0.rules.window = nil }),
      ("first entry", { $0.rules.entry = .first }),
      ("times cut to 2 s", { $0.rules.ties = .rounded(Microseconds(seconds: 2)) }),
      ("ties in file order", { $0.rules.ties = .fileOrder }),
      ("events reused", { $0.rules.reusesEvents = true }),
      ("same order_id", { $0.rules.heldColumn = "order_id" }),
      ("one after the other", { $0.rules.counted = .attempts }),
      ("as Mixpanel counts", { $0.rules = RulePreset.mixpanel.rules }),
      (
        "as Mixpanel counts, except window, window from",
        {
          $0.rules = RulePreset.mixpanel.rules
          ($0.rules.window, $0.rules.windowOrigin) = (.days(1), .previous)
        }
      ),
      ("excluding refund", { $0.exclude("refund") }),
      (
        "removing those with refund",
        {
          $0.exclude("refund")
          $0.rules.excluded = .removed
        }
      ),
    ]
    for (expected, edit) in cases { #expect(words(edit).contains(expected)) }
  }

  @Test func `a product of which nothing is left is not named`() {
    let parts = words {
      $0.rules = RulePreset.amplitude.rules
      ($0.rules.window, $0.rules.ties) = (.days(3), .inOrder)
    }
    #expect(!parts.joined().contains("Amplitude"))
  }

  @Test func `a narrow screen keeps the window and drops the usual first`() {
    var query = Samples.query()
    query.rules.unit = .session
    query.rules.heldColumn = "order_id"
    let model = Samples.dashboard(query: query)
    let wide = "sessions · ordered · 14 d from entry · any entry · same order_id"
    #expect(model.lines(80, 24)[1].hasPrefix(wide))
    #expect(model.lines(60, 24)[1].hasPrefix("sessions · ordered · 14 d from entry · same"))
    #expect(model.lines(40, 24)[1].hasPrefix("sessions · ordered · 14 d from entry "))
    #expect(model.lines(20, 24)[1].hasPrefix("14 d from entry"))
  }

  @Test func `what is counted is called by its name`() {
    var query = Samples.query()
    query.rules.unit = .session
    let model = Samples.dashboard(query: query)
    #expect(model.text.contains(" sessions "))
    #expect(model.text.contains("leave (7,352 sessions)"))
    #expect(model.text.contains("◀ most sessions"))
    #expect(!model.lines(80, 24).dropFirst(2).dropLast().joined().contains("users"))
  }

  @Test func `bars of any order say how many steps they stand for`() {
    var query = Samples.query()
    query.rules.order = .any
    let model = Samples.dashboard(query: query)
    #expect(model.text.contains("any 3 of 6"))
    #expect(model.text.contains("any 2 of 6 → any 3 of 6: 59.0 % leave"))
    #expect(!model.text.contains("add_to_cart"))
  }

  @Test func `an optional step loses nobody, and what is lost did not reach the step after it`() {
    var query = Samples.query(["a", "b", "c"])
    query.funnel.steps[1].isOptional = true
    let model = Samples.dashboard(query: query) { query in
      var result = Samples.result(for: query, counts: [100, 20, 40], names: ["a", "b", "c"])
      result.funnel.steps[0].lost = 60
      result.funnel.steps[1].isOptional = true
      result.funnel.steps[1].lost = nil
      result.funnel.steps[1].fromPrevious = Proportion(20, of: 40)
      result.funnel.steps[2].fromPrevious = Proportion(40, of: 100)
      return result
    }
    #expect(model.text.contains("2 b?"))
    #expect(model.text.contains("▼ 60 lost (60.0 %)"))
    #expect(model.text.contains("optional: 50.0 % of those at step 3 came this way"))
    #expect(model.text.contains("1 a → 3 c: 60.0 % leave (60 users)"))
  }

  @Test func `the detail of a step says why those lost were lost`() throws {
    var model = Samples.dashboard { Samples.full(for: $0) }
    model.use(.backTab)
    let text = model.text
    for (reason, count) in [("left", "4,872"), ("too late", "1,507"), ("still open", "1,077")] {
      #expect(text.contains(reason))
      #expect(text.contains(count))
    }
    #expect(!text.contains("excluded"))
    try expectGolden(`Pictures of the dashboard`.picture(model), "reasons-80x24")
    _ = model.update(.resized(Size(columns: 80, rows: 19)))
    #expect(model.text.contains("64.6 % left, 20.0 % too late, 14.3 % still open"))
    _ = model.update(.resized(Size(columns: 200, rows: 60)))
    try expectGolden(`Pictures of the dashboard`.picture(model), "reasons-200x60")
  }
}

extension FunnelQuery {
  fileprivate mutating func exclude(_ name: String) {
    let matcher = EventMatcher(name: .exact(name))
    funnel.exclusions = [.init(afterStep: 0, matchers: [matcher])]
  }
}
