import Testing

@testable import FunnelCore

/// The sliced form of events as it lies in a file with their columns.
@Suite struct KeptSlicesTests {
  private static let kinds = KeptSlices.kinds

  /// The sections of a store with the sliced form.
  static func sections(of store: EventStore) throws -> [StoreSection] {
    store.sections + (try #require(SlicedEvents(store)).sections) + [store.totalsSection]
  }

  /// Opens sections of which nothing is checked yet but what every question needs.
  static func open(
    _ outline: StoreOutline, _ sections: [StoreSection],
    isIntact: @escaping @Sendable (Int, Range<Int>) -> Bool = { _, _ in true }
  ) throws(StoreFault) -> EventStore {
    try EventStore(
      outline: outline, sections: sections, blockLength: 16,
      origin: SectionOrigin(isIntact: isIntact))
  }

  private static func logs(_ random: inout SeededGenerator) -> [[ReferenceEvent]] {
    SlicedLogs.logs(random.pick([1, 3, 70, 300]), upTo: 9, random.pick(SlicedLogs.scales), &random)
  }

  @Test(arguments: SeededGenerator.seeds(6))
  func `answers as the store itself`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed &* 919)
    for _ in 0..<6 {
      let scale = random.pick(SlicedLogs.scales)
      let logs = SlicedLogs.logs(200, upTo: random.pick([5, 40]), scale, &random)
      let store = FunnelCoreTests.store(of: logs)
      let sections = try Self.sections(of: store)
      for _ in 0..<8 {
        let opened = try Self.open(store.outline, sections)
        let query = SlicedLogs.funnel(scale, &random).query
        guard (try? query.checkMeaning()) != nil else { continue }
        let backend = LocalBackend(try #require(try SlicedEvents(opening: opened)))
        let expected = try LocalBackend(store: store).answer(query)
        if let counts = try backend.countsAtOnce(query) {
          #expect(counts.steps.map(\.count) == expected.funnel.steps.map(\.count), "\(query)")
        }
        #expect(try backend.answer(query) == expected, "\(query)")
        #expect(opened.eventCounts() == store.eventCounts())
        try opened.checkAll()
      }
    }
  }

  @Test func `is what slicing makes`() throws {
    var random = SeededGenerator(state: 12)
    // Some of a few stretches that lie sorted, with units that are too long for blocks.
    let stores =
      [AnswerAtOnceTests.sortedUnits()[0]]
      + (0..<20).map { _ in FunnelCoreTests.store(of: Self.logs(&random)) }
    for store in stores {
      let made = try #require(SlicedEvents(store))
      let opened = try Self.open(store.outline, try Self.sections(of: store))
      let kept = try #require(try SlicedEvents(opening: opened))
      #expect(kept.longUnits == made.longUnits)
      for (own, other) in zip(kept.blocks, made.blocks) {
        #expect(kept.units.of(own).elementsEqual(made.units.of(other)))
      }
      #expect(kept.codes == made.codes && kept.times == made.times && kept.clock == made.clock)
      #expect(kept.moments == made.moments && kept.ties == made.ties)
      #expect(kept.blocks.map(\.events) == made.blocks.map(\.events))
      #expect(kept.blocks.map(\.longest) == made.blocks.map(\.longest))
      #expect(kept.timeRange == made.timeRange && kept.dataEnd == made.dataEnd)
    }
  }

  @Test func `every changed byte is told when all is checked, and does no harm before`() throws {
    var random = SeededGenerator(state: 8)
    let logs = SlicedLogs.logs(70, upTo: 5, SlicedLogs.scales[0], &random)
    let store = FunnelCoreTests.store(of: logs)
    let sections = try Self.sections(of: store)
    let query = ReferenceFunnel([["a"], ["b"]], window: 600_000_000).query
    var opened = 0
    for (index, section) in sections.enumerated() where section.kind.isOptional {
      for place in section.bytes.indices {
        for value in [section.bytes[place] ^ 1, section.bytes[place] ^ 0x80, 0, 0xFF]
        where value != section.bytes[place] {
          var bytes = Array(section.bytes)
          bytes[place] = value
          var changed = sections
          changed[index] = StoreSection(
            kind: section.kind, column: 0, elementWidth: section.elementWidth,
            bytes: SharedArray(bytes))
          guard let copy = try? Self.open(store.outline, changed) else { continue }
          #expect(throws: StoreFault.self, "\(section.kind) \(place)") { try copy.checkAll() }
          guard let sliced = try? SlicedEvents(opening: copy) else { continue }
          opened += 1
          let answer = try LocalBackend(sliced).answer(query)
          #expect(answer.funnel.steps.allSatisfy { $0.count <= store.unitCount })
        }
      }
    }
    // Other times and other events of those there are make other numbers, not a fault.
    #expect(opened > 100)
  }

  @Test func `no code stands where a unit has no event, and none is missing`() throws {
    let logs = [5, 3, 3, 1].map { count in
      (0..<count).map { ReferenceEvent(time: Int64($0), name: "a", value: nil) }
    }
    let store = FunnelCoreTests.store(of: logs)
    let sections = try Self.sections(of: store)
    let index = try #require(sections.firstIndex { $0.kind == .slicedCodes })
    let codes = sections[index].bytes
    #expect(codes.count == 5 * 64)
    for place in codes.indices {
      let isEvent = place % 64 < [4, 3, 3, 1, 1][place / 64]
      #expect(codes[place] == (isEvent ? 0 : 0xFF))
      for value: UInt8 in [0, 1, 0xFE, 0xFF] {
        var bytes = Array(codes)
        bytes[place] = value
        var changed = sections
        changed[index] = StoreSection(
          kind: .slicedCodes, column: 0, elementWidth: 1, bytes: SharedArray(bytes))
        let copy = try Self.open(store.outline, changed)
        if value == codes[place] {
          _ = try SlicedEvents(opening: copy)
        } else {
          #expect(
            throws: StoreFault.impossible(.slicedCodes, column: 0, offset: place / 64 * 64),
            "\(place) \(value)"
          ) { try SlicedEvents(opening: copy) }
        }
      }
    }
  }

  @Test func `a section too few, too short or of another width is told`() throws {
    var random = SeededGenerator(state: 9)
    let store = FunnelCoreTests.store(
      of: SlicedLogs.logs(70, upTo: 5, SlicedLogs.scales[0], &random))
    let sections = try Self.sections(of: store)
    func fault(_ changed: [StoreSection]) -> StoreFault? {
      do {
        let store = try Self.open(store.outline, changed)
        _ = try SlicedEvents(opening: store)
      } catch { return error as? StoreFault }
      return nil
    }
    #expect(fault(sections) == nil)
    #expect(fault(sections.filter { !$0.kind.isOptional }) == nil)
    for (index, section) in sections.enumerated() where section.kind.isOptional {
      var fewer = sections
      fewer.remove(at: index)
      #expect(
        fault(fewer) == (section.kind == .eventTotals ? nil : .missing(section.kind, column: 0)))
      let width = section.elementWidth
      for (part, bytes) in [(0, width), (-width, width), (0, 3)] {
        var changed = sections
        changed[index] = StoreSection(
          kind: section.kind, column: 0, elementWidth: bytes,
          bytes: part == 0 && bytes == width
            ? SharedArray(Array(section.bytes) + section.bytes.prefix(width))
            : section.bytes.part(0..<section.bytes.count + part))
        #expect(fault(changed) != nil, "\(section.kind) \(part) \(bytes)")
      }
      #expect(fault(sections + [section]) == .wrongCount(section.kind, column: 0))
    }
  }

  @Test func `events of another store are told`() throws {
    let logs = { (shift: Int64) in
      [[0, 60], [0, 120, 180]].map { moments in
        moments.map { ReferenceEvent(time: ($0 + shift) * 1_000_000, name: "a", value: nil) }
      }
    }
    let store = FunnelCoreTests.store(of: logs(0))
    let other = FunnelCoreTests.store(of: logs(7))
    let mixed = store.sections + (try #require(SlicedEvents(other)).sections)
    #expect(throws: StoreFault.impossible(.slicedSpan, column: 0, offset: 0)) {
      try Self.open(store.outline, mixed).checkAll()
    }
  }

  @Test func `more names than sliced codes have are told`() throws {
    let logs = [(0..<300).map { ReferenceEvent(time: Int64($0), name: "n\($0)", value: nil) }]
    let many = FunnelCoreTests.store(of: logs)
    let few = FunnelCoreTests.store(
      of: [(0..<300).map { ReferenceEvent(time: Int64($0), name: "n\($0 % 40)", value: nil) }])
    // The codes of few names with the texts of many: each of them a good store.
    let names: Set<StoreSection.Kind> = [.eventTexts, .eventEnds]
    let mixed =
      few.sections.filter { !names.contains($0.kind) }
      + many.sections.filter { names.contains($0.kind) }
      + (try #require(SlicedEvents(few)).sections)
    let store = try Self.open(few.outline, mixed)
    #expect(throws: StoreFault.unknownForm(.slicedCodes, column: 0)) {
      try SlicedEvents(opening: store)
    }
  }
}
