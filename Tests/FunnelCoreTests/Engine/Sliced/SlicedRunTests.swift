import Testing

@testable import FunnelCore

/// The funnel run for every value by itself, in the sliced form and one run after the other.
@Suite struct SlicedRunTests {
  private static func store(
    _ count: Int, upTo length: Int, _ scale: SlicedLogs.Scale, _ random: inout SeededGenerator
  ) -> EventStore {
    FunnelCoreTests.store(
      of: SlicedLogs.withValues(SlicedLogs.logs(count, upTo: length, scale, &random), &random))
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `finds what the search of every run finds`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 6_700_417)
    var compared = 0
    for _ in 0..<6 {
      let scale = random.pick(SlicedLogs.scales)
      let store = Self.store(150, upTo: random.pick([5, 20, 150]), scale, &random)
      let columns = random.pick([["value"], ["event"], ["value", "event"]])
      let split = try RowSplit(columns: columns, store: store, emptyIsMissing: false)
      let runs = try UnitRuns(of: store, by: split)
      let sliced = try SlicedEvents(try #require(SlicedEvents(store)), by: runs)
      for _ in 0..<15 {
        let query = SlicedLogs.conditional(SlicedLogs.funnel(scale, &random).query, &random)
        guard (try? query.checkMeaning()) != nil else { continue }
        let funnel = try CompiledFunnel(query, store: store)
        let expected = try Outcomes(
          of: store, funnel: funnel, runs: runs, isCancelled: { false })
        for kernel in SlicedCountTests.kernels {
          guard let question = SlicedQuestion(funnel, of: sliced), question.findsChains else {
            continue
          }
          let found = sliced.outcomes(question, funnel, kernel: kernel, isCancelled: { false })
          let outcomes = try #require(found)
          #expect(outcomes.firstDifference(from: expected) == nil, "\(kernel) \(scale) \(query)")
          #expect(outcomes.groups.count == outcomes.count)
          compared += 1
        }
      }
    }
    #expect(compared > 40)
  }

  @Test func `cuts units by value and keeps the order of their events`() throws {
    var random = SeededGenerator(state: 21)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    // Units of one event, of few, and of more than are sorted one by one.
    for length in [1, 3, 40, 300] {
      let store = Self.store(6000 / length, upTo: length, scale, &random)
      let split = try RowSplit(columns: ["value"], store: store, emptyIsMissing: false)
      let runs = try UnitRuns(of: store, by: split)
      var expected: [(unit: UInt32, value: UInt32, rows: [UInt32])] = []
      for unit in 0..<store.unitCount {
        let rows = store.rows(of: UnitIndex(rawValue: unit))
        for value in Set(rows.map { split.codes[$0] }).sorted() {
          let own = rows.filter { split.codes[$0] == value }.map { UInt32($0) }
          expected.append((UInt32(unit), value, own))
        }
      }
      #expect(Array(runs.units) == expected.map(\.unit))
      #expect(Array(runs.values) == expected.map(\.value))
      #expect(Array(runs.rows) == expected.flatMap(\.rows))
      #expect(
        Array(runs.starts.dropFirst())
          == expected.indices.map { last in
            expected[...last].reduce(0) { $0 + $1.rows.count }
          })
    }
  }

  @Test func `answers as the store does while questions change around a breakdown`() throws {
    var random = SeededGenerator(state: 22)
    let scale = SlicedLogs.Scale(moment: 3_600_000_000, stretch: 300)
    let store = Self.store(300, upTo: 30, scale, &random)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    let columns = [["value"], ["event"], ["value", "event"], ["hour"], ["value", "weekday"]]
    for unit in [FunnelRules.CountedUnit.user, .session, .user] {
      for columns in columns {
        for filter in ["value != x", "event != b"] {
          var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 60_000_000_000).query
          query.filter = try Predicate(parsing: filter)
          query.rules.attribution = .every
          query.rules.unit = unit
          query.breakdowns = [Breakdown(columns: columns), Breakdown(columns: ["value"])]
          let expected = try LocalBackend(store: store).answer(query)
          #expect(try backend.answer(query) == expected, "\(columns) \(filter) \(unit)")
          query.rules.reportedChain = .latestEntry
          #expect(try backend.answer(query) == LocalBackend(store: store).answer(query))
        }
      }
    }
  }
}
