import Testing

@testable import FunnelCore

@Suite struct SmallLogsTests {
  /// All logs of one to five events over three names, with every pattern of ties.
  static let logs: [[ReferenceEvent]] = {
    var logs: [[ReferenceEvent]] = []
    var longest: [[ReferenceEvent]] = [[]]
    for length in 1...5 {
      longest = longest.flatMap { log in
        ["a", "b", "c"].flatMap { name in
          (length == 1 ? [0] : [0, 1]).map { gap in
            log + [ReferenceEvent(time: (log.last?.time ?? 0) + Int64(gap), name: name)]
          }
        }
      }
      logs += longest
    }
    return logs
  }()
  static let store = FunnelCoreTests.store(of: logs)

  @Test(arguments: [
    [["a"], ["b"], ["c"]], [["a"], ["b"]], [["a"], ["a"], ["b"]], [["a", "b"], ["b"]],
    [["a"], ["b"], ["a"]],
  ])
  func `agrees with the definition on every small log`(steps: [[String]]) throws {
    for window in [nil, 0, 1, 2, 3] as [Int64?] {
      let funnel = ReferenceFunnel(steps, window: window)
      #expect(try firstDisagreement(funnel, Self.logs, Self.store) == nil)
    }
    for limit in [0, 1, 2] as [Int64] {
      let last = Array(repeating: Int64?.none, count: steps.count - 1) + [limit]
      let funnel = ReferenceFunnel(steps, window: limit == 1 ? 2 : nil, limits: last)
      #expect(try firstDisagreement(funnel, Self.logs, Self.store) == nil)
    }
    let second = ReferenceFunnel(steps, window: 3, limits: [nil, 1])
    #expect(try firstDisagreement(second, Self.logs, Self.store) == nil)
    let first = ReferenceFunnel(steps, window: 2, firstEntryOnly: true)
    #expect(try firstDisagreement(first, Self.logs, Self.store) == nil)
  }

  @Test func `needs two events for two steps of the same name`() throws {
    let logs = [[ReferenceEvent(time: 0, name: "a")]]
    let answers = try engineAnswers(
      ReferenceFunnel([["a"], ["a"]]), FunnelCoreTests.store(of: logs))
    #expect(answers.map(\.times) == [[0]])
  }
}

/// Orders other than loose on all small logs.
@Suite struct SmallLogsOfOtherOrdersTests {
  @Test(arguments: [
    FunnelRules.Order.strict, .any,
  ])
  func `agrees with the definition on every log of up to five events`(
    order: FunnelRules.Order
  ) throws {
    let store = FunnelCoreTests.store(of: SmallLogsTests.logs)
    for steps in [[["a"], ["b"]], [["a"], ["b"], ["c"]], [["a"], ["a", "b"], ["a"]]] {
      for window in [nil, Int64(1)] {
        var funnel = ReferenceFunnel(steps, window: window)
        funnel.order = order
        #expect(try firstDisagreement(funnel, SmallLogsTests.logs, store) == nil)
        funnel.exclusions = steps.dropFirst().map { _ in ["c"] }
        #expect(try firstDisagreement(funnel, SmallLogsTests.logs, store) == nil)
      }
    }
  }

  @Test func `agrees with the definition on exclusions in loose funnels`() throws {
    let store = FunnelCoreTests.store(of: SmallLogsTests.logs)
    for exclusions in [[["c"], []], [[], ["c"]], [["c"], ["a"]]] {
      var funnel = ReferenceFunnel([["a"], ["b"], ["b"]], window: 2)
      funnel.exclusions = exclusions
      #expect(try firstDisagreement(funnel, SmallLogsTests.logs, store) == nil)
    }
  }
}
