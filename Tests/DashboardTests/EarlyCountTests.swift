import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Counts that come ahead of the answer` {
  /// A dashboard that has asked a new question, and the number and the words of that question.
  private func asking() throws -> (model: DashboardModel, id: Int, query: FunnelQuery) {
    var model = Samples.dashboard()
    let effects = model.update(.key(.character("<")))
    guard case .recompute(let id, let query)? = effects.first else {
      throw QueryError.contradiction("no question was asked")
    }
    return (model, id, query)
  }

  private func early(_ first: Int, of query: FunnelQuery) -> FunnelNumbers {
    let labels = query.funnel.steps.map(\.label)
    return FunnelNumbers(counts: labels.indices.map { first - 1111 * $0 }, labels: labels)
  }

  @Test func `are shown until the answer comes`() throws {
    var (model, id, query) = try asking()
    #expect(model.update(.counted(id: id, early(98_765, of: query))).isEmpty)
    #expect(model.text.contains("98,765"))
    #expect(model.text.contains("97,654"))
    #expect(model.isWaiting)
    _ = model.update(.answered(id: id, .success(Samples.result(for: query))))
    #expect(!model.text.contains("98,765"))
    #expect(!model.isWaiting)
  }

  @Test func `are dropped when they are of an older question or the next one is asked`() throws {
    var (model, id, query) = try asking()
    _ = model.update(.counted(id: id - 1, early(98_765, of: query)))
    #expect(!model.text.contains("98,765"))
    _ = model.update(.counted(id: id, early(98_765, of: query)))
    #expect(model.text.contains("98,765"))
    _ = model.update(.key(.character("<")))
    #expect(!model.text.contains("98,765"))
  }

  @Test func `of groups are shown with those of the steps until the answer comes`() throws {
    var (model, id, query) = try asking()
    let labels = query.funnel.steps.map(\.label)
    let group = GroupNumbers(
      kind: .values(["fridge"]),
      funnel: FunnelNumbers(counts: labels.indices.map { 7654 - 1000 * $0 }, labels: labels),
      versusRest: nil)
    let groups = query.breakdowns.map { BreakdownNumbers(breakdown: $0, groups: [group]) }
    #expect(!groups.isEmpty)
    _ = model.update(.counted(id: id, early(98_765, of: query)))
    #expect(!model.text.contains("fridge"))
    #expect(model.funnelOfGroups == model.result?.funnel)
    _ = model.update(.countedGroups(id: id - 1, groups))
    #expect(!model.text.contains("fridge"))
    _ = model.update(.countedGroups(id: id, groups))
    #expect(model.text.contains("fridge") && model.text.contains("7,654"))
    #expect(model.funnelOfGroups == early(98_765, of: query))
    #expect(model.isWaiting)
    _ = model.update(.answered(id: id, .success(Samples.result(for: query))))
    #expect(!model.text.contains("fridge"))
    #expect(model.funnelOfGroups == model.result?.funnel)
  }

  @Test func `of groups by another column are not shown`() throws {
    var (model, id, query) = try asking()
    _ = model.update(.counted(id: id, early(98_765, of: query)))
    let before = model.groups(0)
    let other = BreakdownNumbers(breakdown: Breakdown(columns: ["weather"]), groups: [])
    _ = model.update(.countedGroups(id: id, [other, other]))
    #expect(model.groups(0) == before)
  }

  @Test func `do not fit another funnel`() throws {
    var (model, id, query) = try asking()
    var shorter = query
    shorter.funnel.steps.removeLast()
    _ = model.update(.counted(id: id, early(98_765, of: shorter)))
    #expect(!model.text.contains("98,765"))
  }
}
