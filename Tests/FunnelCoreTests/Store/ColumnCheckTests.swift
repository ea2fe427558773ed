import Glibc
import Synchronization
import Testing

@testable import FunnelCore

/// What of a file is looked at, and when.
@Suite struct ColumnCheckTests {
  /// What was asked about, and what is to be found damaged.
  private final class Watch: Sendable {
    private let asked = Mutex<Set<StoreSection.Kind>>([])
    private let damage = Mutex<(kind: StoreSection.Kind, column: Int, bytes: Range<Int>)?>(nil)

    /// The kinds asked about since the last call.
    func takeAsked() -> Set<StoreSection.Kind> {
      asked.withLock { asked in
        defer { asked = [] }
        return asked
      }
    }

    func setDamage(_ kind: StoreSection.Kind, column: Int = 0, _ bytes: Range<Int> = 0..<1 << 40) {
      damage.withLock { $0 = (kind, column, bytes) }
    }

    func isIntact(_ section: StoreSection, _ bytes: Range<Int>) -> Bool {
      asked.withLock { _ = $0.insert(section.kind) }
      return damage.withLock { damage in
        guard let damage else { return true }
        return section.kind != damage.kind || section.column != damage.column
          || !bytes.overlaps(damage.bytes)
      }
    }
  }

  private let store: EventStore
  private let sections: [StoreSection]
  private let watch = Watch()

  init() throws {
    var random = SeededGenerator(state: 4)
    var logs = SlicedLogs.logs(90, upTo: 9, SlicedLogs.scales[0], &random)
    // One too long for a block, which is searched in the store.
    logs[40] = (0..<700).map {
      ReferenceEvent(
        time: Int64($0) * 1_000_000, name: ["a", "b", "c"][$0 % 3], value: "v\($0 % 5)")
    }
    store = FunnelCoreTests.store(of: logs)
    sections = try KeptSlicesTests.sections(of: store)
  }

  private func open() throws -> EventStore {
    let (sections, watch) = (sections, watch)
    return try KeptSlicesTests.open(store.outline, sections) {
      watch.isIntact(sections[$0], $1)
    }
  }

  private func query(_ change: (inout FunnelQuery) -> Void = { _ in }) -> FunnelQuery {
    var query = ReferenceFunnel([["a"], ["b"]], window: 600_000_000).query
    change(&query)
    return query
  }

  @Test func `opening looks at what every question needs`() throws {
    let opened = try open()
    #expect(watch.takeAsked() == [.unitStarts, .eventTexts, .eventEnds, .eventTotals])
    #expect(opened.eventCount == store.eventCount && opened.unitCount == store.unitCount)
    #expect(opened.eventCounts() == store.eventCounts())
    #expect(opened.columns.map(\.textCount) == store.columns.map(\.textCount))
    _ = opened.keeping(columns: ["value"])
    #expect(watch.takeAsked() == [])
  }

  @Test func `counting looks at the sliced form and at the rows of few units`() throws {
    let opened = try open()
    _ = watch.takeAsked()
    let sliced = try #require(try SlicedEvents(opening: opened))
    #expect(sliced.longUnits == [40])
    #expect(watch.takeAsked() == Set(KeptSlices.kinds))
    let backend = LocalBackend(sliced)
    let wanted = query { $0.breakdowns = [Breakdown(columns: ["value"])] }
    let counts = try #require(try backend.countsAtOnce(wanted))
    #expect(watch.takeAsked() == [.times, .eventCodes])
    let expected = try LocalBackend(store: store).answer(wanted)
    #expect(counts.steps.map(\.count) == expected.funnel.steps.map(\.count))
    #expect(try backend.answer(wanted) == expected)
    let values: Set<StoreSection.Kind> = [.valueTexts, .valueEnds, .valueCodes]
    #expect(watch.takeAsked() == values.union([.times, .eventCodes]))
    // All is known now, but for the ids of the units.
    _ = try backend.answer(query { $0.rules.order = .strict })
    #expect(watch.takeAsked() == [])
  }

  @Test func `damage is told by what looks at it, and by nothing else`() throws {
    let plain = query()
    let byValue = query { $0.breakdowns = [Breakdown(columns: ["value"])] }
    let filtered = query { $0.filter = .isSet(column: "value") }
    let strict = query { $0.rules.order = .strict }
    let sessions = query { $0.rules.unit = .session }
    let rows: Set<StoreSection.Kind> = [.times, .eventCodes]
    let values = rows.union([.valueTexts, .valueEnds, .valueCodes])
    let questions: [(FunnelQuery, Set<StoreSection.Kind>)] = [
      (plain, rows), (byValue, values), (filtered, values), (strict, rows),
      (sessions, rows.union([.unitTexts, .unitEnds])),
    ]
    let sliced = Set(KeptSlices.kinds)
    for kind in Set(sections.filter { !$0.bytes.isEmpty }.map(\.kind)) {
      watch.setDamage(kind)
      let damaged = StoreFault.damaged(kind, column: 0, offset: 0)
      guard ![.unitStarts, .eventTexts, .eventEnds, .eventTotals].contains(kind) else {
        #expect(throws: damaged) { try open() }
        continue
      }
      #expect(throws: damaged) { try open().checkAll() }
      for (question, needed) in questions {
        let backend =
          try sliced.contains(kind)
          ? nil
          : SlicedEvents(opening: open()).map {
            LocalBackend($0)
          }
        guard let backend else {
          #expect(throws: damaged) { try SlicedEvents(opening: open()) }
          continue
        }
        if needed.contains(kind) {
          let error = #expect(throws: StoreFault.self) { try backend.answer(question) }
          #expect(error?.place.kind == kind, "\(question.rules)")
        } else {
          _ = try backend.answer(question)
        }
      }
    }
  }

  @Test func `damage in the rows that a count looks at is told`() throws {
    let rows = store.rows(of: UnitIndex(rawValue: 40))
    for kind in [StoreSection.Kind.times, .eventCodes] {
      let section = try #require(sections.first { $0.kind == kind })
      let first = rows.lowerBound * section.elementWidth
      watch.setDamage(kind, first + 32..<first + 33)
      let backend = LocalBackend(try #require(try SlicedEvents(opening: open())))
      let error = #expect(throws: StoreFault.self) { try backend.countsAtOnce(query()) }
      #expect(error == .damaged(kind, column: 0, offset: (first + 32) / 16 * 16))
      // The same again, though it was found before.
      #expect(throws: StoreFault.self) { try backend.countsAtOnce(query()) }
      #expect(throws: StoreFault.self) { try backend.answer(query()) }
    }
  }

  @Test func `the further bits of times are checked with them`() throws {
    var events = (0..<700).map {
      ReferenceEvent(time: Int64($0) * 1_000_001, name: ["a", "b", "c"][$0 % 3], value: nil)
    }
    events.append(ReferenceEvent(time: 1 << 39, name: "a", value: nil))
    let store = FunnelCoreTests.store(of: [events])
    #expect(store.times.form.extraBits == 8)
    let sections = try KeptSlicesTests.sections(of: store)
    func open() throws -> EventStore {
      let watch = watch
      return try KeptSlicesTests.open(store.outline, sections) {
        watch.isIntact(sections[$0], $1)
      }
    }
    let expected = try LocalBackend(store: store).answer(query())
    #expect(
      try LocalBackend(try #require(try SlicedEvents(opening: open()))).answer(query())
        == expected)
    for place in [0, 350, 700] {
      watch.setDamage(.timeExtras, place..<place + 1)
      let damaged = StoreFault.damaged(.timeExtras, column: 0, offset: place / 16 * 16)
      #expect(throws: damaged) { try open().check([.times]) }
      let backend = LocalBackend(try #require(try SlicedEvents(opening: open())))
      #expect(throws: damaged) { try backend.answer(query()) }
    }
  }

  @Test func `a column that nobody checked ahead ends the program when it is damaged`() async {
    await #expect(processExitsWith: .exitCode(3)) {
      let store = FunnelCoreTests.store(of: [[ReferenceEvent(time: 1, name: "a", value: nil)]])
      let sections = store.sections
      let opened = try EventStore(
        outline: store.outline, sections: sections, blockLength: 16,
        origin: SectionOrigin(
          isIntact: { index, _ in sections[index].kind != .times },
          end: { _ in exit(3) }))
      #expect(opened.eventCodes.count == 1)
      _ = opened.times
      exit(0)
    }
  }
}
