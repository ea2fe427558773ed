import Testing

@testable import FunnelCore

/// Codes kept in runs against the codes themselves.
struct CodeRunsTests {
  private static func codes(
    _ count: Int, runLength: Int, below limit: UInt32, _ random: inout SeededGenerator
  ) -> [UInt32] {
    var codes: [UInt32] = []
    while codes.count < count {
      let length = Int.random(in: 1...runLength * 2, using: &random)
      let code = random.chance(3) ? 0 : UInt32.random(in: 0..<limit, using: &random)
      codes.append(contentsOf: repeatElement(code, count: min(length, count - codes.count)))
    }
    return codes
  }

  private static func array(_ codes: [UInt32], below limit: UInt32) -> CodeArray {
    CodeArray(
      gathering: codes, rows: Array(0..<UInt32(codes.count)), largest: Int(limit))
  }

  @Test func `tell the code of every row`() throws {
    var random = SeededGenerator(state: 1)
    for count in [40, 63, 64, 65, 127, 128, 129, 1000] {
      for limit: UInt32 in [300, 1 << 20] {
        let codes = Self.codes(count, runLength: 30, below: limit, &random)
        let array = Self.array(codes, below: limit)
        let runs = try #require(CodeRuns(array))
        #expect(runs.count == count)
        #expect((0..<count).map { UInt32(runs[$0]) } == codes)
        runs.withReading { reading in
          #expect((0..<count).map { UInt32(reading.code(at: $0)) } == codes)
        }
        #expect(runs.expanded == array)
        let rows = (0..<99).map { _ in Int.random(in: 0..<count, using: &random) }
        let gathered = runs.gathered(rows)
        #expect(rows.indices.map { UInt32(gathered[$0]) } == rows.map { codes[$0] })
      }
    }
  }

  @Test func `find the rows whose code is in a table`() throws {
    var random = SeededGenerator(state: 2)
    for count in [40, 64, 65, 128, 777] {
      for share in [1, 2, 5] {
        let codes = Self.codes(count, runLength: 25, below: 400, &random)
        let runs = try #require(CodeRuns(Self.array(codes, below: 400)))
        let table = (0..<400).map { _ in random.chance(share) }
        let found = runs.rows(where: table)
        #expect((0..<count).map { found.contains($0) } == codes.map { table[Int($0)] })
        #expect(found.count == codes.count { table[Int($0)] })
      }
    }
  }

  @Test func `are made only where they take less than half`() throws {
    var random = SeededGenerator(state: 3)
    for limit: UInt32 in [200, 300, 1 << 20] {
      for runLength in [1, 2, 3, 5, 9] {
        let codes = Self.codes(6400, runLength: runLength, below: limit, &random)
        let array = Self.array(codes, below: limit)
        let width = CodeArray.width(for: Int(limit))
        let runCount = 1 + zip(codes, codes.dropFirst()).count { $0 != $1 }
        let bytes = 100 * 8 + 101 * 4 + runCount * width
        #expect(
          (CodeRuns(array) != nil) == (width > 1 && bytes < 6400 * width / 2),
          "\(limit) \(runLength)")
      }
    }
    #expect(CodeRuns(.words([])) == nil)
  }

  /// A store with a session for each visit and an amount that few rows have, both kept in runs, and the
  /// same with a code for each row.
  private static func stores(_ seed: UInt64) throws -> (runs: EventStore, plain: EventStore) {
    var random = SeededGenerator(state: seed)
    var builder = EventStoreBuilder(
      roles: .init(unit: "u", time: "t", event: "e", session: "session"))
    for unit in 0..<400 {
      var time: Int64 = 0
      for visit in 0..<Int.random(in: 1...3, using: &random) {
        for _ in 0..<Int.random(in: 1...9, using: &random) {
          time += Int64.random(in: 0...40, using: &random) * 1_000_000
          var properties = random.chance(11) ? [] : [("session", "\(unit)-\(visit)")]
          if random.chance(10) {
            properties.append(("amount", "\(Int.random(in: 1...60_000, using: &random))"))
          }
          builder.append(
            unit: "\(unit)", time: Timestamp(rawValue: time), event: random.pick(["a", "b", "c"]),
            properties: properties)
        }
      }
    }
    let store = builder.makeStore()
    for column in store.columns {
      guard case .runs = column.values else {
        Issue.record("\(column.name) is not kept in runs")
        continue
      }
    }
    let plain = EventStore(
      roles: store.roles, unitIDs: store.unitIDs, unitStarts: store.unitStarts, times: store.times,
      eventNames: store.eventNames, eventCodes: store.eventCodes,
      columns: store.columns.map { column in
        let (codes, texts) = column.coded()
        return PropertyColumn(name: column.name, values: .coded(codes, texts))
      })
    return (store, plain)
  }

  @Test(arguments: UInt64(1)...4) func `answer every question as plain codes do`(seed: UInt64)
    throws
  {
    let (runs, plain) = try Self.stores(seed)
    for (column, other) in zip(runs.columns, plain.columns) {
      for row in 0..<runs.eventCount { #expect(column.text(at: row) == other.text(at: row)) }
    }
    let steps = try FunnelDefinition(parsing: "a > b > c")
    for change in 0..<9 {
      var query = FunnelQuery(funnel: steps)
      query.rules.window = .days(1)
      switch change {
      case 0: query.breakdowns = [Breakdown(columns: ["session"])]
      case 1:
        query.breakdowns = [
          Breakdown(columns: ["amount"]), Breakdown(columns: ["amount", "session"]),
        ]
      case 2: query.rules.unit = .session
      case 3: query.rules.heldColumn = "session"
      case 4: query.filter = try Predicate(parsing: "amount > 30000 or session contains 7")
      case 5: query.rules.unit = .column("amount")
      case 6:
        query.rules.attribution = .every
        query.breakdowns = [Breakdown(columns: ["session"])]
      case 7: query.filter = try Predicate(parsing: "amount is missing and session is set")
      default:
        query.funnel = try FunnelDefinition(parsing: "a[amount is missing] > b[session != 5-1] > c")
      }
      let expected = try LocalBackend(store: plain).answer(query)
      #expect(expected.funnel.steps.first?.count ?? 0 > 0 || change == 5)
      #expect(try LocalBackend(store: runs).answer(query) == expected, "\(change)")
      if let sliced = SlicedEvents(runs) {
        #expect(try LocalBackend(sliced).answer(query) == expected, "\(change), sliced")
      }
    }
  }
}
