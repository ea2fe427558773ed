import Testing

@testable import FunnelCore

/// Stores whose rows are given back while they are filled.
struct GivenBackRowsTests {
  private static func builder(_ rows: Int) -> EventStoreBuilder {
    var random = SeededGenerator(state: UInt64(rows))
    var builder = EventStoreBuilder(roles: .init(unit: "u", time: "t", event: "e"))
    for row in 0..<rows {
      builder.append(
        unit: "\(Int.random(in: 0..<9000, using: &random))",
        time: Timestamp(rawValue: Int64.random(in: 0..<100, using: &random) + Int64(row)),
        event: "e\(row % 7)", properties: [("n", "\(row % 3000)")])
    }
    return builder
  }

  private static func isSame(_ left: EventStore, _ right: EventStore) -> Bool {
    left.unitIDs == right.unitIDs && left.unitStarts == right.unitStarts
      && left.times == right.times && left.eventCodes == right.eventCodes
      && left.columns == right.columns
  }

  @Test(arguments: [1, 300, 70_000]) func `are the same as others`(rows: Int) {
    let expected = Self.builder(rows).makeStore()
    var alone = Self.builder(rows)
    #expect(Self.isSame(alone.takeStore(spare: 0), expected))
    #expect(alone.eventCount == rows)
    // Whoever else has the rows keeps them.
    var shared = Self.builder(rows)
    let other = shared
    #expect(Self.isSame(shared.takeStore(spare: 0), expected))
    #expect(Self.isSame(other.makeStore(), expected))
  }

  @Test func `memory goes with the last who has some of it`() {
    let memory = RecordMemory()
    weak var given: LargeMemory?
    do {
      let (base, slab) = memory.take(100, on: 3)
      base.storeBytes(of: 7, as: Int.self)
      given = slab
      let (next, same) = memory.take(100, on: 3)
      #expect(same === slab && next == base + 100)
      #expect(memory.take(100, on: 4).slab !== slab)
    }
    #expect(given != nil)
    memory.giveUp(shelf: 3)
    #expect(given == nil)
    #expect(memory.take(100, on: 3).base.load(as: Int.self) == 0)
  }
}
