import Testing

@testable import FunnelCore

/// Counts and times by groups against plain loops, in one piece and in many.
@Suite struct FunnelTallyTests {
  struct Entrant {
    var times: [Int64?]
    var reason: LossReason?
    var group: Int
  }

  /// Entrants of a funnel of four steps, of which one may be optional.
  private static func entrants(
    _ count: Int, groups: Int, optional: Int?, _ random: inout SeededGenerator
  ) -> [Entrant] {
    (0..<count).map { _ in
      var depth = Int.random(in: 1...4, using: &random)
      if depth - 1 == optional { depth -= 1 }
      var time = Int64.random(in: 0...50, using: &random)
      let times = (0..<depth).map { step -> Int64? in
        if step == optional, Bool.random(using: &random) { return nil }
        time += Int64.random(in: 0...3, using: &random)
        return time
      }
      return Entrant(
        times: times, reason: depth == 4 ? nil : random.pick(LossReason.allCases),
        group: Int.random(in: 0..<groups, using: &random))
    }
  }

  /// The entrants as outcomes and the times of their rows.
  private static func outcomes(_ entrants: [Entrant]) -> (outcomes: Outcomes, times: [Int64]) {
    var times: [Int64] = []
    let parts = stride(from: 0, to: entrants.count, by: 50).map { first in
      var part = Outcomes.Part()
      for unit in first..<min(first + 50, entrants.count) {
        let rows = entrants[unit].times.map { time -> UInt32 in
          guard let time else { return OptionalSteps.skipped }
          times.append(time)
          return UInt32(times.count - 1)
        }
        part.append(unit: unit, rows: rows, reason: entrants[unit].reason)
      }
      return part
    }
    return (Outcomes(joining: parts), times)
  }

  private static func hops(_ entrant: Entrant, countsZeroHops: Bool) -> [Int64?] {
    entrant.times.indices.map { step in
      guard step > 0, let time = entrant.times[step],
        let before = entrant.times[..<step].last(where: { $0 != nil }) ?? nil
      else { return nil }
      return time == before && !countsZeroHops ? nil : time - before
    }
  }

  private static func expected(
    _ entrants: [Entrant], _ steps: [FunnelStep], countsZeroHops: Bool
  ) -> (counts: [Int], reasons: [LossReasons], times: [TimeSummary?], whole: TimeSummary?) {
    let hops = entrants.map { Self.hops($0, countsZeroHops: countsZeroHops) }
    return (
      steps.indices.map { step in
        entrants.count { entrant in
          entrant.times.count > step && (!steps[step].isOptional || entrant.times[step] != nil)
        }
      },
      steps.indices.map { step in
        entrants.filter { $0.times.count == step + 1 }.compactMap(\.reason)
          .reduce(into: LossReasons()) { $0[$1] += 1 }
      },
      steps.indices.map { step in
        TimeSummary(microseconds: hops.compactMap { step < $0.count ? $0[step] : nil })
      },
      TimeSummary(
        microseconds: entrants.compactMap { entrant in
          guard entrant.times.count == 4, let first = entrant.times[0], let last = entrant.times[3]
          else { return nil }
          return last - first
        })
    )
  }

  @Test(arguments: 1...40)
  func `counts and measures groups as plain loops do`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let optional: Int? = seed.isMultiple(of: 3) ? random.pick([1, 2]) : nil
    let groupCount = random.pick([1, 2, 9, 150])
    let entrants = Self.entrants(
      Int.random(in: 1...700, using: &random), groups: groupCount, optional: optional, &random)
    var query = FunnelQuery(
      funnel: try FunnelDefinition(
        parsing: (0..<4).map { "\("abcd".map(String.init)[$0])\($0 == optional ? "?" : "")" }
          .joined(separator: " > ")))
    query.rules.countsZeroHops = seed.isMultiple(of: 2)
    let (outcomes, times) = Self.outcomes(entrants)
    let store = EventStore(
      roles: EventStore.ColumnRoles(unit: "u", time: "t", event: "e"),
      unitIDs: TextTable(["0"]), unitStarts: [0, times.count], times: TimeColumn(times),
      eventNames: TextTable(["a", "b", "c", "d"]),
      eventCodes: .bytes(SharedArray(times.map { _ in 0 })), columns: [])
    let clock = HopClock(
      store: store,
      funnel: try CompiledFunnel(query, store: store, dataEnd: Timestamp(rawValue: 1000)),
      countsZeroHops: query.rules.countsZeroHops)
    let numbers = entrants.map { UInt32($0.group) }
    for (pieceCount, groups) in [
      (1, EntrantGroups(numbers: numbers, count: groupCount)),
      (
        2, EntrantGroups(numbers: .bytes(SharedArray(numbers.map { UInt8($0) })), count: groupCount)
      ),
      (
        3,
        EntrantGroups(numbers: .halves(SharedArray(numbers.map { UInt16($0) })), count: groupCount)
      ),
      (
        5, EntrantGroups(numbers: .bytes(SharedArray(numbers.map { UInt8($0) })), count: groupCount)
      ),
    ] {
      let tally = FunnelTally(
        steps: query.funnel.steps, outcomes: outcomes, clock: clock,
        pieces: Pieces(of: outcomes.count, pieceCount: pieceCount))
      let all = [tally.numbers()] + tally.numbers(of: groups)
      let members =
        [entrants]
        + (0..<groupCount).map { group in
          entrants.filter { $0.group == group }
        }
      #expect(all.count == members.count)
      for (numbers, members) in zip(all, members) {
        let expected = Self.expected(
          members, query.funnel.steps, countsZeroHops: query.rules.countsZeroHops)
        #expect(numbers.steps.map(\.count) == expected.counts)
        #expect(numbers.time == expected.whole)
        for (step, numbers) in numbers.steps.enumerated() {
          #expect(numbers.time == (step == 0 ? nil : expected.times[step]))
          let hasReasons = step < 3 && step != optional
          #expect(numbers.reasons == (hasReasons ? expected.reasons[step] : nil))
        }
      }
      // Counted before it is known which groups are shown, and then as others.
      let counted = tally.entrantCounts(of: groups)
      #expect(counted.sizes == members.dropFirst().map(\.count))
      let table = (0..<groupCount).map { UInt32($0 % 2) }
      let parity = EntrantGroups(numbers: numbers.map { $0 % 2 }, count: 2)
      #expect(
        tally.numbers(of: parity, counted: counted.renumbered(table, count: 2))
          == tally.numbers(of: parity))
      #expect(tally.counts(of: groups) == all.dropFirst().map { $0.steps.map(\.count) })
      for (first, last) in [(0, 3), (0, 1), (1, 3), (2, 3)] {
        let lengths = entrants.compactMap { entrant -> Int64? in
          guard entrant.times.count > last, let start = entrant.times[first],
            let end = entrant.times[last]
          else { return nil }
          return end - start
        }
        #expect(tally.times(from: first, to: last) == lengths)
      }
    }
  }
}
