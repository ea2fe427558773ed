import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Where a group falls behind` {
  @Test func `the widest gap is against everyone else`() throws {
    let gap = try #require(
      Samples.devices[0].funnel.worstGap(within: Samples.funnel(Samples.counts)))
    #expect(gap.step == 2)
    #expect(gap.group == Proportion(2_300, of: 6_900))
    #expect(gap.others == Proportion(5_109 - 2_300, of: 12_461 - 6_900))
  }

  @Test func `most lost beyond the others' rate outweighs the widest gap`() throws {
    // All but a few are lost at once; the few that are left fall behind by more.
    let group = Samples.funnel([1_204, 39, 5])
    let all = Samples.funnel([21_204, 7_039, 3_205])
    let gap = try #require(group.worstGap(within: all))
    #expect(gap.step == 1)
    #expect(Int(gap.excess.rounded()) == 382)
    let sentence = gap.sentences(
      of: "gift", steps: all.steps, glyphs: Glyphs(ascii: false))[0]
    #expect(sentence.contains("3.2 % against 35.0 % of the others, 382 users more lost"))
  }

  @Test(arguments: [
    // Everyone, few users, chance, better, worse.
    ([100, 50], [100, 50], false), ([29, 0], [1_000, 500], false),
    ([100, 48], [1_000, 500], false), ([100, 90], [1_000, 500], false),
    ([100, 20], [1_000, 500], true),
  ])
  func `only what is beyond chance is a gap`(group: [Int], all: [Int], isGap: Bool) {
    let gap = Samples.funnel(group).worstGap(within: Samples.funnel(all))
    #expect((gap != nil) == isGap)
  }

  @Test func `it is said at once, for the selected group and after drilling into it`() {
    var model = Samples.dashboard()
    let mobile = "mobile falls behind at 2 → 3 add_to_cart: 33.3 %, others 50.5 %, 1,185 more lost"
    #expect(model.lines(80, 24)[22].hasPrefix(mobile))
    model.send(.tab, .down)
    #expect(model.lines(80, 24)[22].hasPrefix("desktop falls behind the others at no step"))
    model.send(.up, .enter)
    #expect(model.lines(80, 24)[22].hasPrefix(mobile))
    #expect(model.lines(80, 24)[1].contains("› entered with device = mobile"))
    // It stays while other keys come and go, but not when the numbers are of other rules.
    model.send(.backTab, .down)
    #expect(model.lines(80, 24)[22].hasPrefix(mobile))
    model.type("<j")
    #expect(model.drilledGap?.query != model.gapQuery)
  }

  @Test func `a low screen says it below the funnel while a group is selected`() {
    var model = Samples.dashboard(size: Size(columns: 80, rows: 20))
    #expect(!model.text.contains("falls behind"))
    model.send(.tab)
    #expect(model.text.contains("mobile falls behind at 2 → 3 add_to_cart: 33.3 %"))
  }

  @Test func `a pane alone on a small screen says it below its groups`() {
    var model = Samples.dashboard(size: Size(columns: 40, rows: 12))
    model.send(.enter)
    #expect(model.focus == .segments(0))
    #expect(model.text.contains("mobile falls behind most at"))
    #expect(model.text.contains("33.3 % against 50.5 %"))
  }

  @Test func `a wide screen says it below the groups`() {
    let model = Samples.dashboard(size: Size(columns: 200, rows: 60))
    #expect(model.text.contains("33.3 % against 50.5 %"))
    #expect(model.text.contains("too few: under 30 users or 5 expected conversions"))
  }

  @Test func `only groups behind the others are marked, seen or not`() throws {
    let model = Samples.dashboard(size: Size(columns: 200, rows: 60))
    let row = try #require(
      model.lines(200, 60).first { $0.contains("2 → 3 add_to_cart   ") })
    #expect(row.contains("33.3 %*"))
    #expect(!row.contains("55.0 %*"))
    let goal = try #require(model.lines(200, 60).first { $0.contains("entry → goal") })
    #expect(goal.contains(" 5.2 %*"))
    #expect(!goal.contains("13.5 %*"))
    #expect(model.text.contains("* below all others together beyond chance"))
  }
}
