import CKernels
import FunnelCore
import SeededRandom
import Testing

@testable import FunnelSources

/// Whatever happens to a snapshot's file, reading it gives an error or the very same events.
struct SnapshotDamageTests {
  /// A file, with the sliced form of the events or without.
  struct File {
    let bytes: [UInt8]
    let header: SnapshotHeader

    init(of snapshot: Snapshot, sliced: Bool) throws {
      bytes = SnapshotSamples.bytes(of: snapshot, sliced: sliced)
      header = try SnapshotSamples.header(of: bytes)
    }
  }

  private let original: Snapshot
  private let bytes: [UInt8]
  private let header: SnapshotHeader

  init() throws {
    original = try SnapshotSamples.snapshot()
    let file = try File(of: original, sliced: true)
    (bytes, header) = (file.bytes, file.header)
  }

  @Test(arguments: [false, true]) func `comes back as it was`(sliced: Bool) throws {
    let file = try File(of: original, sliced: sliced)
    let copy = try Snapshot(reading: SharedArray(file.bytes))
    #expect(copy.store.isSame(as: original.store))
    #expect(copy.summary == original.summary)
    #expect(copy.summary.rejections.count == 3 && copy.summary.damages.count == 1)
    #expect(copy.zoneName == "Europe/Berlin")
    #expect(SnapshotSamples.bytes(of: copy, sliced: sliced) == file.bytes)
    #expect(file.bytes.count == file.header.entries.last?.range.upperBound)
    let optional = Set(file.header.entries.filter(\.maySkip).map(\.kind))
    #expect(optional == (sliced ? [16, 17, 18, 19, 20, 21, 22, 23] : [22]))
  }

  @Test(arguments: [false, true]) func `every flipped bit is told`(sliced: Bool) throws {
    let original = try File(of: original, sliced: sliced)
    let header = original.header
    let file = FileInMemory(original.bytes)
    var parts = [0..<header.length] + header.entries.map(\.range)
    // Between the parts there are only zeros, alike all over.
    parts += zip(parts, parts.dropFirst()).flatMap { before, after -> [Range<Int>] in
      let gap = before.upperBound..<after.lowerBound
      return stride(from: gap.lowerBound, to: gap.upperBound, by: 397).map { $0..<$0 + 1 }
        + [gap.suffix(1)]
    }
    for place in parts.flatMap(\.self) {
      for bit in 0..<8 {
        file[place] ^= 1 << bit
        let fault = file.read().fault
        #expect(fault != nil, "byte \(place), bit \(bit)")
        if place >= header.length, case .damaged(_, let offset) = fault {
          #expect(offset <= place && place < offset + SnapshotFormat.blockLength)
        } else if place < SnapshotFormat.magic.count
          || place >= SnapshotFormat.headLength && place < header.length
        {
          #expect(fault == .damagedHeader)
        }
        file[place] ^= 1 << bit
      }
    }
  }

  @Test(arguments: [false, true])
  func `every shorter file is told, and every longer one`(sliced: Bool) throws {
    let bytes = try File(of: original, sliced: sliced).bytes
    let file = FileInMemory(bytes)
    for count in SnapshotFormat.shortestMagic..<bytes.count {
      let expected = count < SnapshotFormat.headLength ? nil : bytes.count
      let fault = file.read(count).fault
      if fault != .cutShort(found: count, expected: expected) {
        Issue.record("\(count) bytes: \(String(describing: fault))")
        return
      }
    }
    for more in [1, 4096] {
      #expect(
        FileInMemory(bytes + Array(repeating: 0, count: more)).read().fault
          == .tooLong(found: bytes.count + more, expected: bytes.count))
    }
  }

  @Test func `sections that changed places are told`() throws {
    let entries = header.entries.indices
    for first in entries {
      for second in entries where second > first {
        // Each says that it is the other; their bytes and checksums stay.
        let file = FileInMemory(bytes)
        for (place, other) in [(first, second), (second, first)] {
          let start = SnapshotFormat.headLength + place * SnapshotFormat.entryLength
          file.set(header.entries[other].kind, at: start)
          file.set(header.entries[other].column, at: start + 4)
          file.set(header.entries[other].maySkip ? 1 : 0, at: start + 12)
        }
        SnapshotSamples.seal(file, as: header)
        let pair = "\(header.entries[first].kind) and \(header.entries[second].kind)"
        let isSame =
          bytes[header.entries[first].range] == bytes[header.entries[second].range]
          && header.entries[first].elementWidth == header.entries[second].elementWidth
        let read = file.read()
        if isSame {
          #expect(read.snapshot?.store.isSame(as: original.store) == true, "\(pair)")
        } else if let snapshot = read.snapshot {
          // Texts of two columns may be as good in each other's place.
          try use(snapshot)
        }
        if let snapshot = file.open().snapshot { try use(snapshot) }
      }
    }
  }

  @Test(arguments: [false, true])
  func `damage with good checksums does no harm`(sliced: Bool) throws {
    let original = try File(of: original, sliced: sliced)
    let (bytes, header) = (original.bytes, original.header)
    var random = SplitMix64(state: 11)
    var accepted = 0
    let parts = [0..<header.length] + header.entries.map(\.range).filter { !$0.isEmpty }
    for _ in 0..<2000 {
      let file = FileInMemory(bytes)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        guard let part = parts.randomElement(using: &random) else { continue }
        let place = Int.random(in: part, using: &random)
        file[place] =
          switch Int.random(in: 0..<4, using: &random) {
          case 0: file[place] ^ 1 << UInt8.random(in: 0..<8, using: &random)
          case 1: 0xFF
          case 2: file[place] &+ 1
          default: UInt8.random(in: 0...255, using: &random)
          }
      }
      SnapshotSamples.seal(file, as: header)
      // What is only opened is checked when it is used.
      if let snapshot = file.open().snapshot { try use(snapshot) }
      guard let snapshot = file.read().snapshot else { continue }
      accepted += 1
      try use(snapshot)
    }
    // Other texts and times make another store, not a fault.
    #expect(accepted > 100)
  }

  /// Asks about a snapshot what can be asked, and looks at everything in it where its parts are what
  /// they should be.
  private func use(_ snapshot: Snapshot) throws {
    let store = snapshot.store
    let steps = (0..<3).map { FunnelStep(matchers: [EventMatcher(name: .exact("e\($0)"))]) }
    var query = FunnelQuery(funnel: FunnelDefinition(steps: steps))
    query.breakdowns = store.columns.prefix(1).map { Breakdown(columns: [$0.name]) }
    // Names may be gone, and columns damaged, which an error tells.
    if let sliced = try? SlicedEvents(opening: store) {
      _ = try? LocalBackend(sliced).countsAtOnce(query)
      _ = try? LocalBackend(sliced).answer(query)
    }
    do { try store.check([.units, .times, .events], columns: Set(store.columnNames)) } catch {
      return
    }
    _ = try? LocalBackend(store: store).answer(query)
    var seen = 0
    for unit in 0..<store.unitCount {
      seen += store.unitIDs[unit].utf8.count
      for row in store.rows(of: UnitIndex(rawValue: unit)) {
        seen += store.eventNames[store.eventCodes[row]].utf8.count
        for column in store.columns { seen += column.text(at: row)?.utf8.count ?? 0 }
      }
    }
    #expect(store.eventCounts().reduce(0, +) == store.eventCount)
    #expect(snapshot.summary.events == store.eventCount && seen > 0)
  }

  @Test func `a snapshot of a later version, another machine or another transfer is told`() throws {
    let later = FileInMemory(bytes)
    later[12] = UInt8(SnapshotFormat.version + 1)
    SnapshotSamples.seal(later, as: header)
    #expect(later.read().fault == .newer(version: Int(SnapshotFormat.version) + 1))
    let earlier = FileInMemory(bytes)
    earlier[12] = 1
    SnapshotSamples.seal(earlier, as: header)
    #expect(earlier.read().fault == .older(version: 1))
    let foreign = FileInMemory(bytes)
    for place in 8..<12 { foreign[place] = bytes[19 - place] }
    #expect(foreign.read().fault == .otherByteOrder)
    let unix = bytes.split(separator: [0x0D, 0x0A], omittingEmptySubsequences: false)
    #expect(FileInMemory(Array(unix.joined(separator: [0x0A]))).read().fault == .changedLineEnds)
    let others = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(
      FileInMemory(Array(others.joined(separator: [0x0D, 0x0A]))).read().fault == .changedLineEnds)
  }

  @Test func `parts that are not known are passed over only when they may be`() throws {
    for (flags, isRead) in [(UInt8(1), true), (0, false)] {
      // The last section becomes one of a kind from the future, and is there a second time.
      let file = FileInMemory(try fileWithStrangePart())
      let place = SnapshotFormat.headLength + header.entries.count * SnapshotFormat.entryLength
      file[place + 12] = flags
      SnapshotSamples.seal(file, as: try extended())
      let read = file.read()
      #expect((read.snapshot != nil) == isRead, "\(String(describing: read.fault))")
      if !isRead { #expect(read.fault == .unknownForm(what: "a part (900)")) }
      if let snapshot = read.snapshot { #expect(snapshot.store.isSame(as: original.store)) }
    }
  }

  private func extended() throws -> SnapshotHeader {
    var extended = header
    let end = try #require(header.entries.last).range.upperBound
    extended.entries.append(
      SnapshotHeader.Entry(
        kind: 900, column: 0, elementWidth: 1, maySkip: true,
        offset: try #require(SnapshotFormat.aligned(end)), length: 5, sums: [0]))
    return extended
  }

  private func fileWithStrangePart() throws -> [UInt8] {
    let extended = try extended()
    // The table still ends before the first section, so everything else stays in its place.
    let head = extended.encoded
    let start = try #require(header.entries.first).offset
    #expect(head.count < start)
    let gap = [UInt8](repeating: 0, count: start - head.count)
    let whole = head + gap + bytes[start...]
    let last = try #require(extended.entries.last).offset
    return whole + [UInt8](repeating: 0, count: last - whole.count) + "other".utf8
  }

  @Test func `the instruction and the tables give the same checksum`() {
    var random = SplitMix64(state: 12)
    let bytes = (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let known = Array("123456789".utf8)
    #expect(checksum(checksum_portable, known, known.count) == 0xE306_9283)
    guard checksum_has_form(checksum_instruction) else { return }
    #expect(checksum(checksum_instruction, known, known.count) == 0xE306_9283)
    for count in Array(0...40) + [255, 256, 767, 768, 769, 1535, 24_575, 24_576, 24_577, 60_000] {
      for start in [0, 1, 7] {
        let part = Array(bytes[start..<start + count])
        #expect(
          checksum(checksum_instruction, part, count) == checksum(checksum_portable, part, count))
      }
    }
  }
}
