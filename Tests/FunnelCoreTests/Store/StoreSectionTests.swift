import Testing

@testable import FunnelCore

/// A store taken apart and put together again.
struct StoreSectionTests {
  /// A store with a column of every form: codes of one, two and four bytes, decimals, runs (with
  /// enough rows), and none at all.
  private static func store(rows: Int, seed: UInt64) -> EventStore {
    var random = SeededGenerator(state: seed)
    var builder = EventStoreBuilder(roles: .init(unit: "u", time: "t", event: "e", session: "s"))
    let columns = ["few", "many", "most", "price", "never", "bytes", "visit"].map {
      builder.columnIndex(named: $0)
    }
    for row in 0..<rows {
      let number = Int.random(in: 0..<max(1, rows / 4), using: &random)
      let unit = Array("u\(number)".utf8)
      let event = Array("event \(Int.random(in: 0..<min(400, rows), using: &random))".utf8)
      let time = Timestamp(rawValue: Int64.random(in: -500...500, using: &random))
      builder.append(unit: unit.span, time: time, event: event.span)
      let values: [[UInt8]?] = [
        random.chance(3) ? nil : Array("v\(row % 5)".utf8), Array("m\(row % 3000)".utf8),
        Array("x\(row)".utf8), Array("\(row).\(10 + row % 90)".utf8), nil,
        [0xFF, 0x80, UInt8(row & 63)], number % 5 == 0 ? nil : Array("visit \(number)".utf8),
      ]
      for (column, value) in zip(columns, values) {
        if let value { builder.setValue(value.span, inColumn: column) }
      }
    }
    return builder.makeStore()
  }

  private static func together(
    _ outline: StoreOutline, _ sections: [StoreSection], blockLength: Int = 4096
  ) throws(StoreFault) -> EventStore {
    try EventStore(outline: outline, sections: sections, blockLength: blockLength) { _, _ in true }
  }

  private static func fault(_ outline: StoreOutline, _ sections: [StoreSection]) -> StoreFault? {
    do throws(StoreFault) { _ = try together(outline, sections, blockLength: 16) } catch {
      return error
    }
    return nil
  }

  @Test(arguments: [1, 40, 70_000]) func `comes back as it was`(rows: Int) throws {
    let store = Self.store(rows: rows, seed: UInt64(rows))
    let copy = try Self.together(store.outline, store.sections)
    #expect(copy.roles == store.roles)
    #expect(copy.unitIDs == store.unitIDs)
    #expect(copy.unitStarts == store.unitStarts)
    #expect(copy.times == store.times)
    #expect(copy.eventNames == store.eventNames)
    #expect(copy.eventCodes == store.eventCodes)
    #expect(copy.columns == store.columns)
    if rows == 70_000 {
      let widths = Set(store.sections.filter { $0.kind == .valueCodes }.map(\.elementWidth))
      #expect(widths == [1, 2, 4])
      #expect(store.sections.contains { $0.kind == .decimals })
      #expect(store.sections.contains { $0.kind == .runCodes })
      #expect(store.eventNames.count > 255)
    }
  }

  @Test func `every block is asked about before it is looked at`() throws {
    let store = Self.store(rows: 500, seed: 3)
    for (index, section) in store.sections.enumerated() {
      for start in stride(from: 0, to: section.bytes.count, by: 1024) {
        #expect(
          throws: StoreFault.damaged(section.kind, column: section.column, offset: start)
        ) {
          try EventStore(
            outline: store.outline, sections: store.sections, blockLength: 1024
          ) { $0 != index || $1.lowerBound != start }
        }
      }
    }
  }

  @Test func `a section too few, too many, too short or of another width is told`() {
    let store = Self.store(rows: 50, seed: 4)
    let (outline, sections) = (store.outline, store.sections)
    for (index, section) in sections.enumerated() {
      func with(_ other: StoreSection?) -> StoreFault? {
        var changed = sections
        changed.replaceSubrange(index...index, with: other.map { [$0] } ?? [])
        return Self.fault(outline, changed)
      }
      let (kind, column, bytes) = (section.kind, section.column, section.bytes)
      #expect(with(nil) == .missing(kind, column: column))
      #expect(Self.fault(outline, sections + [section]) == .wrongCount(kind, column: column))
      let stray = StoreSection(
        kind: kind, column: 77, elementWidth: section.elementWidth, bytes: bytes)
      #expect(Self.fault(outline, sections + [stray]) == .wrongCount(kind, column: 77))
      let strange = StoreSection(kind: kind, column: column, elementWidth: 3, bytes: bytes)
      #expect(with(strange) == .unknownForm(kind, column: column))
      guard !bytes.isEmpty else { continue }
      let short = StoreSection(
        kind: kind, column: column, elementWidth: section.elementWidth,
        bytes: bytes.part(0..<bytes.count - section.elementWidth))
      #expect(with(short) != nil, "\(section.kind)")
    }
  }

  /// Returns the fault after one element of a section was set.
  private static func fault(
    of store: EventStore, _ kind: StoreSection.Kind, column: Int = 0, at index: Int, _ value: Int
  ) throws -> StoreFault? {
    var sections = store.sections
    let place = try #require(sections.firstIndex { $0.kind == kind && $0.column == column })
    let section = sections[place]
    var bytes = Array(section.bytes)
    withUnsafeBytes(of: Int64(value).littleEndian) { value in
      for offset in 0..<section.elementWidth {
        bytes[index * section.elementWidth + offset] = value[offset]
      }
    }
    sections[place] = StoreSection(
      kind: kind, column: column, elementWidth: section.elementWidth, bytes: SharedArray(bytes))
    return fault(store.outline, sections)
  }

  @Test func `numbers that would reach beyond a table are told`() throws {
    let store = Self.store(rows: 300, seed: 5)
    let names = store.eventNames.count
    #expect(names < 300)
    for row in [0, 1, 17, 299] {
      #expect(try Self.fault(of: store, .eventCodes, at: row, names - 1) == nil)
      let offset = row * store.sections[7].elementWidth / 16 * 16
      #expect(
        try Self.fault(of: store, .eventCodes, at: row, names)
          == .impossible(.eventCodes, column: 0, offset: offset))
    }
    // Zero is a missing value there, so the codes go up to the number of texts.
    #expect(try Self.fault(of: store, .valueCodes, at: 9, 5) == nil)
    #expect(try Self.fault(of: store, .valueCodes, at: 9, 6) != nil)
    for kind in [StoreSection.Kind.unitEnds, .eventEnds, .valueEnds] {
      for value in [-1, 1 << 30, Int(Int32.min), Int(Int32.max)] {
        #expect(try Self.fault(of: store, kind, at: 0, value) != nil)
        #expect(try Self.fault(of: store, kind, at: 2, value) != nil)
      }
      let ends = try #require(store.sections.first { $0.kind == kind })
      let last = ends.bytes.count / 4 - 1
      let total = Int(SharedArray<UInt32>(reading: ends.bytes)?[last] ?? 0)
      #expect(try Self.fault(of: store, kind, at: last, total - 1) != nil)
      #expect(try Self.fault(of: store, kind, at: last, total + 1) != nil)
      #expect(try Self.fault(of: store, kind, at: last, total) == nil)
    }
    for unit in [0, 1, 5, store.unitCount] {
      for value in [-1, 1 << 40, 301] {
        #expect(try Self.fault(of: store, .unitStarts, at: unit, value) != nil)
      }
    }
    #expect(try Self.fault(of: store, .unitStarts, at: 4, store.unitStarts[3]) != nil)
    #expect(try Self.fault(of: store, .unitStarts, at: 4, store.unitStarts[5]) != nil)
  }

  /// Says that there are so many bytes, which nobody reads.
  private static func texts(_ count: Int) -> StoreSection {
    final class Nobody: Sendable {}
    let one = SharedArray<UInt8>([0])
    return one.withUnsafeBufferPointer { bytes in
      StoreSection(
        kind: .unitTexts, column: 0, elementWidth: 1,
        bytes: bytes.baseAddress.map {
          SharedArray(base: $0, count: count, owner: Nobody())
        } ?? [])
    }
  }

  @Test func `ends of texts beyond four gigabytes carry`() throws {
    var builder = EventStoreBuilder(roles: .init(unit: "u", time: "t", event: "e"))
    for unit in 0..<6 { builder.append(unit: "\(unit)", time: Timestamp(rawValue: 0), event: "e") }
    let store = builder.makeStore()
    let giga = 1 << 30
    func together(_ ends: [Int], total: Int) -> Result<[Range<Int>], StoreFault> {
      let lows = SharedArray(ends.map { UInt32(truncatingIfNeeded: $0) })
      let sections = store.sections.map { section in
        switch section.kind {
        case .unitTexts: Self.texts(total)
        case .unitEnds: StoreSection(.unitEnds, column: 0, lows)
        default: section
        }
      }
      return Result { () throws(StoreFault) in
        let copy = try EventStore(
          outline: store.outline, sections: sections, blockLength: giga
        ) { _, _ in true }
        return (0..<copy.unitCount).map { copy.unitIDs.range(of: $0) }
      }
    }
    let ends = [giga, 3 * giga, 4 * giga, 7 * giga, 7 * giga, 8 * giga + 5]
    let expected = zip([0] + ends, ends).map { $0..<$1 }
    #expect(together(ends, total: ends[5]) == .success(expected))
    for total in [ends[5] - 1, ends[5] + 1, ends[5] + 4 * giga, ends[5] - 4 * giga] {
      #expect(together(ends, total: total) != .success(expected))
      guard case .failure = together(ends, total: total) else {
        Issue.record("\(total) bytes do not fit the ends")
        continue
      }
    }
    let found = TextEnds(
      lows: SharedArray(ends.map { UInt32(truncatingIfNeeded: $0) }), total: ends[5])
    let check = SectionCheck.ends(try #require(found), total: ends[5])
    for start in stride(from: 0, to: 24, by: 8) {
      #expect(check.holds(in: start..<start + 8))
      #expect(check.holds(in: 0..<start + 8))
    }
    // Falls once more than there are bytes for.
    let falling = [giga, 3 * giga, 2 * giga, giga, 7 * giga, 8 * giga + 5]
    #expect(
      together(falling, total: ends[5])
        == .failure(.impossible(.unitEnds, column: 0, offset: 0)))
  }

  @Test func `times must be in order within a unit`() throws {
    let store = Self.store(rows: 300, seed: 6)
    for unit in 0..<store.unitCount {
      let rows = store.rows(of: UnitIndex(rawValue: unit))
      // The first of a unit may be as early as it likes, the last as late.
      #expect(try Self.fault(of: store, .times, at: rows.lowerBound, 0) == nil)
      #expect(try Self.fault(of: store, .times, at: rows.upperBound - 1, .max) == nil)
      for row in rows.dropFirst() {
        let before = Int(store.times.words[row - 1])
        #expect(try Self.fault(of: store, .times, at: row, before) == nil)
        if before > 0 { #expect(try Self.fault(of: store, .times, at: row, before - 1) != nil) }
      }
    }
  }

  @Test func `times are kept in a form that is known, and no further than allowed`() throws {
    let store = Self.store(rows: 300, seed: 8)
    let limit = SectionCheck.timeLimit
    let greatest = Int64(store.times.words.max() ?? 0)
    func fault(_ base: Int64, _ unit: Int64, _ extraBits: Int) -> StoreFault? {
      var outline = store.outline
      outline.times = TimeForm(base: base, unit: unit, extraBits: extraBits)
      return Self.fault(outline, store.sections)
    }
    #expect(fault(limit - greatest, 1, 0) == nil)
    #expect(fault(-limit, (2 * limit) / greatest, 0) == nil)
    #expect(fault(limit - greatest + 1, 1, 0)?.place.kind == .times)
    #expect(fault(-limit, 2 * limit / greatest + 1, 0)?.place.kind == .times)
    for (base, unit, bits): (Int64, Int64, Int) in [
      (0, 0, 0), (0, -1, 0), (0, limit + 1, 0), (limit + 1, 1, 0), (-limit - 1, 1, 0), (.min, 1, 0),
      (0, 1, 3), (0, 1, -1), (0, 1, 64),
    ] {
      #expect(fault(base, unit, bits) == .unknownForm(.times, column: 0), "\(base) \(unit) \(bits)")
    }
    // Further bits must be there.
    for bits in [1, 2, 4, 8, 16, 32] {
      #expect(fault(0, 1, bits) == .wrongCount(.timeExtras, column: 0))
    }
  }

  @Test(arguments: TimeForm.extraWidths)
  func `further bits of times count for their order`(bits: Int) throws {
    let span = bits == 0 ? Int64(1) << 20 : Int64(1) << Int64(min(60, 31 + bits))
    var builder = EventStoreBuilder(roles: .init(unit: "u", time: "t", event: "e"))
    for unit in 0..<20 {
      for place: Int64 in 0...8 {
        builder.append(
          unit: "\(unit)", time: Timestamp(rawValue: span / 8 * place + Int64(unit)), event: "a")
      }
    }
    let store = builder.makeStore()
    #expect(store.times.form.extraBits == bits)
    #expect(try Self.together(store.outline, store.sections).times == store.times)
    for place in 0..<bits * store.eventCount / 8 {
      let bytes = store.times.extras
      var changed = Array(bytes)
      changed[place] ^= 0x80
      var sections = store.sections
      let index = try #require(sections.firstIndex { $0.kind == .timeExtras })
      sections[index] = StoreSection(.timeExtras, column: 0, SharedArray(changed))
      let other = TimeColumn(
        store.times.form, words: store.times.words, extras: SharedArray(changed))
      let isInOrder = (0..<store.unitCount).allSatisfy { unit in
        let times = other[store.rows(of: UnitIndex(rawValue: unit))]
        return zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
      }
      let isNear = other.allSatisfy { abs($0 / 2) <= SectionCheck.timeLimit / 2 }
      #expect((Self.fault(store.outline, sections) == nil) == (isInOrder && isNear))
    }
  }

  @Test func `runs are marked, counted and coded as they must be`() throws {
    let store = Self.store(rows: 4000, seed: 9)
    let column = try #require(store.outline.columns.firstIndex { $0.isInRuns })
    guard case .runs(let runs, let texts) = store.columns[column].values else {
      Issue.record("the column is not kept in runs")
      return
    }
    #expect(runs.count == 4000 && runs.marks.count == 63)
    func fault(_ kind: StoreSection.Kind, at index: Int, _ value: Int) throws -> StoreFault? {
      try Self.fault(of: store, kind, column: column, at: index, value)
    }
    for word in [0, 1, 30, 62] {
      let bits = Int(bitPattern: UInt(runs.marks[word]))
      #expect(try fault(.runMarks, at: word, bits) == nil)
      for bit in [0, 1, 31, 63] {
        #expect(try fault(.runMarks, at: word, bits ^ 1 << bit)?.place.kind == .runMarks)
      }
      let rank = Int(runs.ranks[word])
      #expect(try fault(.runRanks, at: word, rank) == nil)
      #expect(try fault(.runRanks, at: word, rank + 1) != nil)
    }
    let count = Int(runs.ranks[63])
    for value in [0, count - 1, count + 1, .max] {
      #expect(try fault(.runRanks, at: 63, value) != nil)
    }
    for run in [0, 7, count - 1] {
      #expect(try fault(.runCodes, at: run, texts.count) == nil)
      #expect(try fault(.runCodes, at: run, texts.count + 1) != nil)
    }
    // Moving a bit within a word keeps the number of runs: the first row must begin one all the same.
    let word = runs.marks[0]
    let free = try #require((1..<64).first { word >> UInt64($0) & 1 == 0 })
    let moved = Int(bitPattern: UInt(word ^ 1 | 1 << UInt64(free)))
    #expect(try fault(.runMarks, at: 0, moved) != nil)
    var outline = store.outline
    outline.columns[column].isInRuns = false
    #expect(Self.fault(outline, store.sections) == .missing(.valueCodes, column: column))
  }

  @Test func `decimals have at most as many digits as one can be read with`() throws {
    let store = Self.store(rows: 9000, seed: 7)
    let column = try #require(store.outline.columns.firstIndex { $0.fractionDigits != nil })
    let greatest = 99_999_999_999_999_999
    for value in [greatest, -greatest, Int.min, 0] {
      #expect(try Self.fault(of: store, .decimals, column: column, at: 8, value) == nil)
    }
    for value in [greatest + 1, -greatest - 1, Int.max, .min + 1] {
      #expect(try Self.fault(of: store, .decimals, column: column, at: 8, value) != nil)
    }
    for digits in [-1, 17, .max] {
      var outline = store.outline
      outline.columns[column].fractionDigits = digits
      #expect(
        Self.fault(outline, store.sections) == .unknownForm(.decimals, column: column))
    }
  }
}
