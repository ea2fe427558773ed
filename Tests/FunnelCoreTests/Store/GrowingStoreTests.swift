import Testing

@testable import FunnelCore

/// Stores that get their events in batches against stores made of all of them.
struct GrowingStoreTests {
  private static func append(
    _ logs: [[ReferenceEvent]], _ range: Range<Int>, to builder: inout EventStoreBuilder
  ) {
    // Events come as they happen, those of all units among each other.
    let events = logs.enumerated().flatMap { unit, log in log.map { (unit, $0) } }
      .enumerated().sorted { ($0.element.1.time, $0.offset) < ($1.element.1.time, $1.offset) }
    for (unit, event) in events[range.clamped(to: 0..<events.count)].map(\.element) {
      builder.append(unit: "\(unit)", time: Timestamp(rawValue: event.time), event: event.name)
      let column = builder.columnIndex(named: "value")
      if let value = event.value { builder.setValue(Array(value.utf8).span, inColumn: column) }
      if event.time % 7 == 0 {
        builder.setValue(
          Array("\(event.time)".utf8).span, inColumn: builder.columnIndex(named: "seventh"))
      }
    }
  }

  private static func grown(
    _ logs: [[ReferenceEvent]], batch: Int
  ) -> (stores: [EventStore], whole: EventStore) {
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    let count = logs.reduce(0) { $0 + $1.count }
    append(logs, 0..<batch, to: &builder)
    var growing = GrowingStore(taking: &builder)
    var stores = [growing.store]
    for start in stride(from: batch, to: count, by: batch) {
      append(logs, start..<start + batch, to: &builder)
      growing.take(from: &builder)
      stores.append(growing.store)
    }
    var all = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    append(logs, 0..<count, to: &all)
    return (stores, all.makeStore())
  }

  /// The rows of every unit as text, by its id.
  private static func rows(_ store: EventStore) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for unit in 0..<store.unitCount {
      found[store.unitIDs[unit]] = store.rows(of: UnitIndex(rawValue: unit)).map { row in
        let values = store.columns.map { "\($0.name)=\($0.text(at: row) ?? "-")" }.sorted()
        return "\(store.times[row]) \(store.eventNames[store.eventCodes[row]]) \(values)"
      }
    }
    return found
  }

  @Test(arguments: [1, 7, 40, 400])
  func `hold what a store of all events holds`(batch: Int) {
    var random = SeededGenerator(state: UInt64(batch))
    let scale = SlicedLogs.Scale(moment: 5, stretch: 3)
    let logs = SlicedLogs.withValues(SlicedLogs.logs(40, upTo: 30, scale, &random), &random)
    let (stores, whole) = Self.grown(logs, batch: batch)
    let last = stores[stores.count - 1]
    #expect(Self.rows(last) == Self.rows(whole))
    #expect(last.eventCounts().reduce(0, +) == whole.eventCount)
    #expect(last.timeRange == whole.timeRange)
    // Earlier stores hold what they held.
    let counts = stores.map { $0.eventCounts().reduce(0, +) }
    #expect(counts == stores.indices.map { min(whole.eventCount, ($0 + 1) * batch) })
  }

  @Test func `go on from units that lie in another order than they were met`() {
    // From 65,536 events on, units lie part by part.
    let count = 66_400
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    let event: [UInt8] = [0x65]
    func append(_ rows: Range<Int>) {
      for row in rows {
        let unit = Array("\(row * 7 % 4001)".utf8)
        builder.append(unit: unit.span, time: Timestamp(rawValue: Int64(row)), event: event.span)
      }
    }
    /// Whether the rows of each unit are its own, and how many units and rows there are.
    func check(_ store: EventStore, units: Int, rows: Int) {
      var found = 0
      for unit in 0..<store.unitCount {
        let id = Int(store.unitIDs[unit])
        let times = store.rows(of: UnitIndex(rawValue: unit)).map { Int(store.times[$0]) }
        #expect(times.allSatisfy { $0 * 7 % 4001 == id })
        #expect(times == times.sorted())
        found += times.count
      }
      #expect(store.unitCount == units)
      #expect(found == rows)
    }
    append(0..<3900)
    // The others come with the later batches.
    for _ in 0..<16 { append(0..<3900) }
    append(0..<count - builder.eventCount)
    var growing = GrowingStore(taking: &builder)
    let first = growing.store
    check(first, units: 3900, rows: count)
    #expect((0..<9).map { first.unitIDs[$0] } != (0..<9).map { "\($0 * 7 % 4001)" })
    append(3000..<3950)
    growing.take(from: &builder)
    check(growing.store, units: 3950, rows: count + 950)
    append(3890..<4001)
    growing.take(from: &builder)
    check(growing.store, units: 4001, rows: count + 950 + 111)
    // What the first store had is where it was.
    #expect((0..<3900).allSatisfy { first.unitIDs[$0] == growing.store.unitIDs[$0] })
    check(first, units: 3900, rows: count)
  }

  @Test(arguments: UInt64(1)...6)
  func `answer every question as a store of all events does`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let scale = SlicedLogs.Scale(moment: 1, stretch: 20)
    for counting in ReferenceFunnel.Counting.allCases {
      for _ in 0..<4 {
        let logs = SlicedLogs.withValues(SlicedLogs.logs(90, upTo: 8, scale, &random), &random)
        let (stores, whole) = Self.grown(logs, batch: Int.random(in: 30...200, using: &random))
        let last = stores[stores.count - 1]
        var query = SlicedLogs.conditional(
          ReferenceFunnel.random(counting, &random).query, &random)
        query.breakdowns = [Breakdown(columns: ["value"])]
        query.rules.attribution = [.entry, .every, .first].randomElement(using: &random) ?? .entry
        guard let expected = try? LocalBackend(store: whole).answer(query) else { continue }
        let simple = try LocalBackend(store: last).answer(query)
        #expect(simple == expected)
        // Sliced before the last batches came.
        guard let sliced = SlicedEvents(stores[0]) else { continue }
        if let grown = sliced.grown(to: last) {
          #expect(try LocalBackend(grown).answer(query) == expected)
        }
      }
    }
  }

  @Test func `are counted at once in slices that are older`() throws {
    var random = SeededGenerator(state: 77)
    let scale = SlicedLogs.Scale(moment: 1000, stretch: 100)
    let logs = SlicedLogs.logs(300, upTo: 12, scale, &random)
    let events = logs.reduce(0) { $0 + $1.count }
    let (stores, whole) = Self.grown(logs, batch: events * 19 / 20)
    let sliced = try #require(SlicedEvents(stores[0]))
    let grown = try #require(sliced.grown(to: stores[1]))
    let moved = stores[1].units(
      movedBehind: stores[0].eventCount, unitCount: stores[0].unitCount)
    #expect(moved.count > 3)
    #expect(stores[1].continues(stores[0]))
    #expect(!whole.continues(stores[0]))
    #expect(sliced.grown(to: whole) == nil)
    for steps in [["a", "b"], ["a", "b", "a", "c"], ["b", "*", "d"]] {
      let query = ReferenceFunnel(steps.map { [$0] }, window: 50_000).query
      let expected = try LocalBackend(store: whole).answer(query)
      let backend = LocalBackend(grown)
      #expect(try backend.answer(query) == expected)
      if EngineForm.forced != .simple {
        #expect(
          try backend.countsAtOnce(query)?.steps.map(\.count)
            == expected.funnel.steps.map(\.count))
        for attribution in [FunnelRules.Attribution.entry, .first, .last, .step(2), .every] {
          var query = query
          query.rules.attribution = attribution
          query.breakdowns = [Breakdown(columns: ["event"])]
          let groups = try LocalBackend(store: whole).answer(query).breakdowns.map(\.countsAlone)
          // Runs follow one another as the rows of units do, which have moved.
          #expect(
            try backend.breakdownsAtOnce(query) == (attribution == .every ? nil : groups))
        }
      }
    }
  }
}
