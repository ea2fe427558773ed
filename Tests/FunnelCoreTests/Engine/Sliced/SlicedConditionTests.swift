import Testing

@testable import FunnelCore

/// Filters and conditions on properties in the sliced form, and what is kept of them.
@Suite struct SlicedConditionTests {
  @Test(arguments: SeededGenerator.seeds(6))
  func `finds what the search of every unit finds`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 15_485_863)
    var compared = 0
    for _ in 0..<8 {
      let scale = random.pick(SlicedLogs.scales)
      let length = random.pick([5, 9, 70, 150])
      let logs = SlicedLogs.withValues(SlicedLogs.logs(150, upTo: length, scale, &random), &random)
      let store = FunnelCoreTests.store(of: logs)
      let sliced = try #require(SlicedEvents(store))
      for _ in 0..<20 {
        let query = SlicedLogs.conditional(SlicedLogs.funnel(scale, &random).query, &random)
        guard (try? query.checkMeaning()) != nil else { continue }
        let expected = try simpleOutcomes(query, store)
        let reached = query.funnel.steps.indices.map { step in
          expected.depths.count { Int($0) > step }
        }
        for kernel in SlicedCountTests.kernels {
          guard let outcomes = try slicedOutcomes(query, sliced, kernel) else { continue }
          #expect(outcomes.firstDifference(from: expected) == nil, "\(kernel) \(scale) \(query)")
          #expect(try slicedCounts(query, sliced, kernel)?.steps == reached, "\(kernel) \(query)")
          compared += 1
        }
      }
    }
    #expect(compared > 60)
  }

  @Test(arguments: [1, 5, 63, 64, 65, 127, 128, 129, 500])
  func `turns rows of the store into units of a block`(length: Int) throws {
    var random = SeededGenerator(state: UInt64(length))
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    let store = FunnelCoreTests.store(of: SlicedLogs.logs(200, upTo: length, scale, &random))
    let sliced = try #require(SlicedEvents(store))
    let isA = Predicate.comparison(column: "event", .equal, value: "a")
    let rows = try store.rows(matching: isA)
    for row in 0..<store.eventCount {
      #expect(rows.contains(row) == (store.eventNames[store.eventCodes[row]] == "a"))
    }
    let lanes = sliced.lanes(where: isA, rows: rows)
    for block in sliced.blocks {
      for lane in 0..<64 {
        let unit = lane < block.unitCount ? sliced.units[block, lane] : nil
        for row in 0..<block.rowCount {
          let stored = unit.map { store.rows(of: UnitIndex(rawValue: $0)) } ?? 0..<0
          let holds = row < stored.count && rows.contains(stored.lowerBound + row)
          #expect(lanes[block.firstRow + row] >> UInt64(lane) & 1 == (holds ? 1 : 0))
        }
      }
    }
  }

  @Test func `answers as the store does while a filter changes around a funnel`() throws {
    var random = SeededGenerator(state: 12)
    let scale = SlicedLogs.Scale(moment: 3_600_000_000, stretch: 300)
    let logs = SlicedLogs.withValues(SlicedLogs.logs(300, upTo: 30, scale, &random), &random)
    let store = FunnelCoreTests.store(of: logs)
    let backend = LocalBackend(try #require(SlicedEvents(store)))
    let simple = LocalBackend(store: store)
    let filters = ["value = x", "value = y", "value = x", "hour = 5", "hour = 7", "event != a"]
    for unit in [FunnelRules.CountedUnit.user, .session, .user] {
      for filter in filters {
        var query = ReferenceFunnel([["a"], ["b"], ["c"]], window: 60_000_000_000).query
        query.filter = try Predicate(parsing: filter)
        query.funnel.steps[1].matchers[0].predicate = try Predicate(parsing: "value != z")
        query.rules.unit = unit
        #expect(try backend.answer(query) == simple.answer(query), "\(filter) \(unit)")
        // The same store asked without any memory of questions before.
        #expect(try backend.answer(query) == LocalBackend(store: store).answer(query))
      }
    }
  }

  @Test func `keeps conditions on columns of the data and no others`() throws {
    var random = SeededGenerator(state: 13)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 0)
    let memory = EngineMemory(
      FunnelCoreTests.store(of: SlicedLogs.logs(1, upTo: 1, scale, &random)))
    var found = 0
    func ask(_ text: String) throws -> Int {
      let condition = try Predicate(parsing: text)
      return memory.rows(matching: condition) {
        found += 1
        return RowSet(rowCount: found)
      }.rowCount
    }
    #expect(try ask("value = a") == 1 && ask("value = a") == 1)
    #expect(try ask("hour = 5") == 2 && ask("hour = 5") == 3)
    #expect(try ask("value = a and hour = 5") == 4 && ask("value = a and hour = 5") == 5)
    #expect(try ask("value = a") == 1)
  }

  @Test func `forgets the answer that was not asked for the longest`() {
    let kept = Kept<Int, Int>(limit: 3)
    var found: [Int] = []
    func ask(_ key: Int) -> Int {
      kept.value(of: key) {
        found.append(key)
        return key * 10
      }
    }
    for key in [1, 2, 3, 1, 4, 1, 3, 4, 2] { #expect(ask(key) == key * 10) }
    #expect(found == [1, 2, 3, 4, 2])
    #expect(kept.count == 3)
  }

  @Test func `keeps no more than there is room for, but always the last`() {
    let kept = Kept<Int, Int>(limit: 5, room: 10) { $0 }
    func ask(_ key: Int, _ size: Int) { #expect(kept.value(of: key) { size } == size) }
    ask(1, 4)
    ask(2, 4)
    #expect(kept.count == 2)
    ask(3, 4)
    #expect(kept.count == 2)
    ask(4, 100)
    #expect(kept.count == 1)
    ask(5, 1)
    #expect(kept.count == 1)
    ask(6, 1)
    #expect(kept.count == 2)
  }
}
