import Testing

@testable import FunnelCore

/// The engine against the reference where a unit is more than one chain: its attempts, the units
/// that exclusions remove, and moments that are rounded.
@Suite struct EveryCountTests {
  @Test(arguments: SeededGenerator.seeds(4), ReferenceFunnel.Counting.allCases)
  func `agrees with the definition on everyone who entered`(
    seed: UInt64, counting: ReferenceFunnel.Counting
  ) throws {
    var random = SeededGenerator(state: seed &* 104_729)
    var answered = 0
    for _ in 0..<25 {
      let logs = (0..<12).map { _ in EveryRuleTests.log(&random) }
      let funnel = ReferenceFunnel.random(counting, &random)
      guard (try? funnel.query.checkMeaning()) != nil else { continue }
      let store = FunnelCoreTests.store(of: logs)
      let disagreement = try firstDisagreementOfEntrants(funnel, logs, store)
      #expect(disagreement == nil)
      if disagreement != nil { return }
      answered += 1
    }
    #expect(answered > 12)
  }

  /// All logs of up to four events.
  private static let logs = SmallLogsTests.logs.filter { $0.count < 5 }
  private static let store = FunnelCoreTests.store(of: logs)

  private static func change(
    _ steps: [[String]], _ order: FunnelRules.Order, _ counting: ReferenceFunnel.Counting
  ) -> ReferenceFunnel {
    var funnel = ReferenceFunnel(steps, window: 2)
    funnel.order = order
    switch counting {
    case .plain: break
    case .attempts, .roundedAttempts: funnel.countsAttempts = true
    case .removed, .roundedRemoved: funnel.removesExcluded = true
    case .rounded: break
    }
    switch counting {
    case .plain, .attempts, .removed: break
    case .rounded, .roundedAttempts, .roundedRemoved: funnel.rounding = 2
    }
    return funnel
  }

  @Test(arguments: ReferenceFunnel.Counting.allCases)
  func `agrees with the definition on every small log`(
    counting: ReferenceFunnel.Counting
  ) throws {
    for order in FunnelRules.Order.allCases {
      // How a strict funnel takes ties and exclusions is told by no product.
      if order == .strict, [.removed, .roundedRemoved].contains(counting) { continue }
      for steps in [[["a"], ["b"], ["a"]], [["a", "b"], ["b"]]] {
        var funnel = Self.change(steps, order, counting)
        for excluded in [[], ["c"]] {
          funnel.exclusions = steps.dropFirst().map { _ in excluded }
          let disagreement = try firstDisagreementOfEntrants(
            funnel, Self.logs, Self.store)
          #expect(disagreement == nil)
        }
      }
    }
  }
}
