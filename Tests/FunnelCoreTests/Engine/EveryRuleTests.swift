import Testing

@testable import FunnelCore

/// The engine against the reference with every rule, alone and together.
@Suite struct EveryRuleTests {
  @Test(arguments: UInt64(1)...16)
  func `agrees with the definition whatever the rules`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 7919)
    var answered = 0
    for _ in 0..<60 {
      let logs = (0..<12).map { _ in Self.log(&random) }
      let funnel = Self.funnel(&random)
      do {
        let disagreement = try firstDisagreement(funnel, logs, FunnelCoreTests.store(of: logs))
        #expect(disagreement == nil)
        if disagreement != nil { return }
        answered += 1
      } catch QueryError.contradiction {
        continue
      }
    }
    #expect(answered > 30)
  }

  static func log(_ random: inout SeededGenerator) -> [ReferenceEvent] {
    var time = Int64.random(in: -2...2, using: &random)
    return (0..<Int.random(in: 1...7, using: &random)).map { _ in
      time += [0, 0, 1, 1, 2, 4].randomElement(using: &random) ?? 0
      return ReferenceEvent(
        time: time, name: ["a", "b", "c", "x"].randomElement(using: &random) ?? "a",
        value: ["p", "q", nil].randomElement(using: &random) ?? nil)
    }
  }

  static func funnel(_ random: inout SeededGenerator) -> ReferenceFunnel {
    func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    let steps = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      chance(9)
        ? ["*"]
        : (0..<(chance(3) ? 2 : 1)).map { _ in
          ["a", "b", "c"].randomElement(using: &random) ?? "a"
        }
    }
    var funnel = ReferenceFunnel(steps)
    funnel.order = [.loose, .loose, .strict, .any].randomElement(using: &random) ?? .loose
    if !chance(3) { funnel.window = .random(in: 0...9, using: &random) }
    if chance(3), funnel.order != .any {
      funnel.limits = steps.map { _ in chance(2) ? .random(in: 0...4, using: &random) : nil }
    }
    if chance(2) {
      let names = chance(4) ? ["x", "b"] : ["x"]
      funnel.exclusions = (0..<max(0, steps.count - 1)).map { _ in
        funnel.order == .any || chance(2) ? names : []
      }
    }
    if funnel.order == .strict, chance(3) { funnel.ignored = ["x"] }
    if funnel.order != .any, chance(4) {
      funnel.counts = steps.map { _ in chance(2) ? 2 : 1 }
      if chance(3) { funnel.counts[0] = 3 }
    } else if chance(4) {
      funnel.reusesEvents = true
    }
    if funnel.order != .any, steps.count > 2, chance(3) {
      for step in steps.indices.dropFirst().dropLast() where funnel.counts[step] == 1 {
        funnel.optional[step] = chance(2)
      }
    }
    funnel.holdsValue = chance(4)
    funnel.usesFileOrder = chance(5)
    funnel.windowFromPrevious = (funnel.order != .any || funnel.window == nil) && chance(6)
    funnel.firstEntryOnly = chance(5)
    if funnel.order != .any, !funnel.usesFileOrder, chance(3) {
      funnel.reportedChain = chance(2) ? .latestEntry : .firstCompletion
    }
    if chance(4) { funnel.from = .random(in: -1...4, using: &random) }
    if chance(4) { funnel.until = .random(in: 0...9, using: &random) }
    return funnel
  }
}
