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

  @Test func `do not fit another funnel`() throws {
    var (model, id, query) = try asking()
    var shorter = query
    shorter.funnel.steps.removeLast()
    _ = model.update(.counted(id: id, early(98_765, of: shorter)))
    #expect(!model.text.contains("98,765"))
  }
}
