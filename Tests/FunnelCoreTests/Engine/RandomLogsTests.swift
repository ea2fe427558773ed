import Testing

@testable import FunnelCore

@Suite struct RandomLogsTests {
  @Test(arguments: UInt64(1)...16)
  func `agrees with the definition on random logs and funnels`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<40 {
      let logs = (0..<20).map { _ in Self.log(&random) }
      let funnel = Self.funnel(&random)
      let store = FunnelCoreTests.store(of: logs)
      #expect(try firstDisagreement(funnel, logs, store) == nil)
    }
  }

  @Test func `finds chains that greed misses with many entries and limits`() throws {
    var random = SeededGenerator(state: 99)
    for _ in 0..<60 {
      let logs = (0..<10).map { _ in
        (0..<14).map { _ in
          let name = ["a", "a", "a", "b", "c"].randomElement(using: &random) ?? "a"
          return ReferenceEvent(time: .random(in: 0..<40, using: &random), name: name)
        }.sorted { $0.time < $1.time }
      }
      let limit = Int64.random(in: 1..<12, using: &random)
      let funnel = ReferenceFunnel(
        [["a"], ["b"], ["c"]], window: .random(in: 1..<15, using: &random),
        limits: Bool.random(using: &random) ? [nil, limit, limit] : [])
      #expect(try firstDisagreement(funnel, logs, FunnelCoreTests.store(of: logs)) == nil)
    }
  }

  private static func log(_ random: inout SeededGenerator) -> [ReferenceEvent] {
    var time = Int64.random(in: -3...3, using: &random)
    return (0..<Int.random(in: 1...9, using: &random)).map { _ in
      time += [0, 0, 1, 1, 2, 5].randomElement(using: &random) ?? 0
      return ReferenceEvent(time: time, name: Self.name(&random))
    }
  }

  private static func name(_ random: inout SeededGenerator) -> String {
    ["a", "b", "c", "d"].randomElement(using: &random) ?? "a"
  }

  private static func funnel(_ random: inout SeededGenerator) -> ReferenceFunnel {
    let steps = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      Int.random(in: 0..<6, using: &random) == 0
        ? ["*"]
        : (0..<Int.random(in: 1...2, using: &random)).map { _ in name(&random) }
    }
    let limits = steps.map { _ in
      Int.random(in: 0..<3, using: &random) == 0 ? Int64.random(in: 0...4, using: &random) : nil
    }
    var funnel = ReferenceFunnel(steps, limits: limits)
    if Bool.random(using: &random) { funnel.window = .random(in: 0...12, using: &random) }
    funnel.firstEntryOnly = Int.random(in: 0..<4, using: &random) == 0
    if Int.random(in: 0..<3, using: &random) == 0 {
      funnel.from = .random(in: -2...6, using: &random)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      funnel.until = .random(in: 0...12, using: &random)
    }
    return funnel
  }
}
