import Testing

@testable import FunnelCore

/// Lengths of hops as 32-bit numbers and as microseconds, against plain loops.
@Suite struct HopLengthsTests {
  private struct Case {
    var unit: Int64
    /// The greatest number of units that a chain begins after the first time of all, and a hop takes.
    var span: Int64
    var longest: Int64
    var isShort: Bool
  }

  private static let cases = [
    Case(unit: 1, span: 1000, longest: 3, isShort: true),
    Case(unit: 1000, span: 1 << 31, longest: 1 << 28, isShort: true),
    // Times of more than 32 bits, within windows that have fewer.
    Case(unit: 1000, span: 1 << 40, longest: 300_000_000, isShort: true),
    Case(unit: 1_000_000, span: 1 << 42, longest: 300_000, isShort: true),
    // A window of more microseconds than 32 bits hold.
    Case(unit: 1, span: 1 << 40, longest: 1 << 35, isShort: false),
  ]

  /// Chains of up to three steps, and the times of their rows.
  private static func chains(
    _ count: Int, _ own: Case, _ random: inout SeededGenerator
  ) -> (outcomes: Outcomes, times: [Int64], chains: [[Int64]]) {
    var times: [Int64] = []
    var part = Outcomes.Part()
    var chains: [[Int64]] = []
    for unit in 0..<count {
      var time = Int64.random(in: 0...own.span, using: &random) * own.unit
      let bits = Int64.random(in: 0...Int64(63 - own.longest.leadingZeroBitCount), using: &random)
      let chain = (0..<Int.random(in: 1...3, using: &random)).map { step -> Int64 in
        if step > 0 {
          time += min(own.longest, .random(in: 0...(1 << bits), using: &random)) * own.unit
        }
        return time
      }
      part.append(
        unit: unit, rows: chain.indices.map { UInt32(times.count + $0) },
        reason: chain.count == 3 ? nil : .left)
      times += chain
      chains.append(chain)
    }
    return (Outcomes(joining: [part]), times, chains)
  }

  private static func clock(_ times: [Int64]) throws -> HopClock {
    let store = EventStore(
      roles: EventStore.ColumnRoles(unit: "u", time: "t", event: "e"),
      unitIDs: TextTable(["0"]), unitStarts: [0, times.count], times: TimeColumn(times),
      eventNames: TextTable(["a", "b", "c"]),
      eventCodes: .bytes(SharedArray(times.map { _ in 0 })), columns: [])
    let query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b > c"))
    return HopClock(
      store: store,
      funnel: try CompiledFunnel(query, store: store, dataEnd: Timestamp(rawValue: 1000)),
      countsZeroHops: true)
  }

  private static func expected(_ chains: [[Int64]]) -> [TimeSummary?] {
    (0..<3).map { step in
      TimeSummary(
        microseconds: chains.compactMap { chain in
          if step == 0 { return chain.count == 3 ? chain[2] - chain[0] : nil }
          return step < chain.count ? chain[step] - chain[step - 1] : nil
        })
    }
  }

  private func lengths(
    _ outcomes: Outcomes, _ clock: HopClock, _ pieces: Pieces
  ) throws -> HopLengths {
    let steps = try FunnelDefinition(parsing: "a > b > c").steps
    return HopLengths(
      of: outcomes, clock: clock, pieces: pieces,
      counts: EntrantCounts.counts(of: outcomes, in: .everyone, steps, pieces), stepCount: 3)
  }

  @Test(arguments: 0..<40)
  func `summarises as plain loops do`(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let own = Self.cases[seed % Self.cases.count]
    let (outcomes, times, chains) = Self.chains(
      random.pick([1, 2, 300, 1500]), own, &random)
    let clock = try Self.clock(times)
    if chains.count > 2 { #expect((clock.reach(steps: 3) != nil) == own.isShort) }
    let groupCount = random.pick([1, 2, 12, 127, 129, 256])
    let numbers = chains.map { _ in UInt32(Int.random(in: 0..<groupCount, using: &random)) }
    let whole = Self.expected(chains)
    var members = Array(repeating: [[Int64]](), count: groupCount)
    for (chain, number) in zip(chains, numbers) { members[Int(number)].append(chain) }
    let byGroup = members.map(Self.expected)
    for pieceCount in [1, 4] {
      let pieces = Pieces(of: outcomes.count, pieceCount: pieceCount)
      let lengths = try lengths(outcomes, clock, pieces)
      #expect(lengths.summaries() == whole)
      #expect(lengths.ofWholeWay == chains.filter { $0.count == 3 }.map { $0[2] - $0[0] })
      for groups in [
        EntrantGroups(numbers: numbers, count: groupCount),
        EntrantGroups(numbers: .halves(SharedArray(numbers.map { UInt16($0) })), count: groupCount),
        EntrantGroups(numbers: .bytes(SharedArray(numbers.map { UInt8($0) })), count: groupCount),
      ] {
        let found = lengths.summaries(of: groups, outcomes, pieces)
        for (group, expected) in byGroup.enumerated() {
          #expect(found.map { $0[group] } == expected, "\(own) group \(group) of \(groupCount)")
        }
      }
    }
  }

  /// So many that a run is looked through in several pieces.
  @Test func `summarises very many lengths`() throws {
    var random = SeededGenerator(state: 4)
    let own = Self.cases[2]
    let (outcomes, times, chains) = Self.chains(140_000, own, &random)
    let pieces = Pieces(of: outcomes.count)
    let lengths = try lengths(outcomes, Self.clock(times), pieces)
    #expect(lengths.summaries() == Self.expected(chains))
    let numbers = chains.indices.map { UInt8($0 % 3) }
    let found = lengths.summaries(
      of: EntrantGroups(numbers: .bytes(SharedArray(numbers)), count: 3), outcomes, pieces)
    for group in 0..<3 {
      let own = chains.indices.filter { $0 % 3 == group }.map { chains[$0] }
      #expect(found.map { $0[group] } == Self.expected(own))
    }
  }

  /// No search finds such chains; whatever they are, both forms measure the same.
  @Test func `measures a way back in time as none`() throws {
    let times: [Int64] = [5000, 3000, 8000, 1000, 1000, 4000].map { $0 * 1000 }
    var part = Outcomes.Part()
    part.append(unit: 0, rows: [0, 1, 2], reason: nil)
    part.append(unit: 1, rows: [3, 4, 5], reason: nil)
    let outcomes = Outcomes(joining: [part])
    let lengths = try lengths(outcomes, Self.clock(times), Pieces(of: 2))
    let expected = [[3000, 3000], [0, 0], [5000, 3000]].map { own in
      TimeSummary(microseconds: own.map { Int64($0) * 1000 })
    }
    #expect(lengths.summaries() == expected)
  }

  @Test func `leaves to microseconds what does not fit`() throws {
    let clock = try Self.clock([0, 1000])
    #expect(clock.reach(steps: 1) == nil && clock.reach(steps: 63) == nil)
    #expect(clock.reach(steps: 2) != nil && clock.reach(steps: 62) != nil)
    let without = HopClock(store: clock.store, funnel: clock.funnel, countsZeroHops: false)
    #expect(without.reach(steps: 2) == nil)
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b > c"))
    query.rules.ties = .rounded(Microseconds(rawValue: 1_000_000))
    let rounding = HopClock(
      store: clock.store, funnel: try CompiledFunnel(query, store: clock.store),
      countsZeroHops: true)
    #expect(rounding.reach(steps: 3) == nil)
    query = FunnelQuery(funnel: try FunnelDefinition(parsing: "a > b? > c"))
    let optional = HopClock(
      store: clock.store, funnel: try CompiledFunnel(query, store: clock.store),
      countsZeroHops: true)
    #expect(optional.reach(steps: 3) == nil)
  }
}
