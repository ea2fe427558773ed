import Testing

@testable import FunnelCore

@Suite struct ReconciliationTests {
  @Test(arguments: UInt64(1)...12)
  func `counts what whole answers by the same rules count`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 104_729)
    var compared = 0
    for _ in 0..<20 {
      let logs = (0..<12).map { _ in EveryRuleTests.log(&random) }
      let backend = LocalBackend(store: FunnelCoreTests.store(of: logs))
      let query = EveryRuleTests.funnel(&random).query
      let products = RulePreset.allCases.map { (preset: $0, rules: $0.rules) }
      guard let found = try? backend.reconcile(query, with: products) else { continue }
      for column in [found.own] + found.products {
        var whole = query
        whole.rules = column.rules
        guard case .success(let counts) = column.counts else {
          #expect(throws: QueryError.self) { try backend.answer(whole) }
          continue
        }
        let funnel = try backend.answer(whole).funnel
        #expect(counts == funnel.steps.map(\.count))
        #expect(column.conversion == funnel.conversion)
        compared += 1
        for move in column.moves {
          whole.rules = query.rules
          move.ruleSwitch.apply(column.rules, to: &whole.rules)
          let moved = try backend.answer(whole).funnel.steps.map(\.count)
          let own = try found.own.counts.get()
          #expect(move.differences == zip(moved, own).map { $0 - $1 })
        }
      }
    }
    #expect(compared > 20)
  }

  @Test func `lists a switch only where it differs and can move a step`() throws {
    let store = FunnelCoreTests.store(of: [[ReferenceEvent(time: 0, name: "a")]])
    let query = ReferenceFunnel([["a"]], window: nil).query
    for preset in RulePreset.allCases {
      let found = try LocalBackend(store: store).reconcile(query, with: [(preset, preset.rules)])
      let moves = try #require(found.products.first).moves
      try #require(!moves.isEmpty)
      for move in moves {
        #expect(move.ruleSwitch.differs(query.rules, preset.rules))
        #expect(move.ruleSwitch != .attribution)
      }
      #expect(found.products.first?.exceptions == [])
    }
  }

  @Test func `names what was set for every product alike`() throws {
    let store = FunnelCoreTests.store(of: [[ReferenceEvent(time: 0, name: "a")]])
    let query = ReferenceFunnel([["a"]], window: nil).query
    var rules = RulePreset.umami.rules
    (rules.window, rules.sessionGap) = (.days(3), .days(1))
    let found = try LocalBackend(store: store).reconcile(query, with: [(.umami, rules)])
    #expect(found.products.first?.exceptions == [.unit, .window])
  }
}
