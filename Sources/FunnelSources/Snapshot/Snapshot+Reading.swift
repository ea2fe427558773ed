internal import CKernels
internal import FunnelCore

extension Snapshot {
  /// Makes a snapshot of the bytes of a whole file, which it goes on using.
  ///
  /// Every byte is compared with its checksum and every number that serves as a position is checked,
  /// on all cores; nothing is copied but names and facts.
  ///
  /// - Complexity: O(bytes).
  init(reading file: SharedArray<UInt8>) throws(SnapshotFault) {
    let header = try file.withUnsafeBufferPointer { bytes throws(SnapshotFault) in
      let header = try SnapshotHeader(reading: UnsafeRawBufferPointer(bytes))
      try Self.checkGaps(header, UnsafeRawBufferPointer(bytes))
      return header
    }
    let facts = try Self.facts(header, file)
    let read = try Self.sections(header, file, facts.outline)
    do throws(StoreFault) {
      store = try EventStore(
        outline: facts.outline, sections: read.sections, blockLength: SnapshotFormat.blockLength
      ) { index, bytes in
        let entry = read.entries[index]
        let place = entry.offset + bytes.lowerBound..<entry.offset + bytes.upperBound
        // An empty section has no block.
        return bytes.isEmpty
          || BlockSums.sum(of: file, place)
            == entry.sums[bytes.lowerBound / SnapshotFormat.blockLength]
      }
    } catch {
      let (kind, column) = error.place
      let entry = read.entries.first { $0.kind == kind.rawValue && $0.column == UInt32(column) }
      throw SnapshotFault(
        error, what: Self.words(kind, column, facts.outline), sectionStart: entry?.offset ?? 0)
    }
    summary = facts.summary
    zoneName = facts.zoneName
    guard summary.events == store.eventCount, summary.units == store.unitCount else {
      throw .impossible(what: "the description of the data", offset: header.entries[0].offset)
    }
  }

  /// Throws when there is anything but zeros between sections.
  private static func checkGaps(
    _ header: SnapshotHeader, _ file: UnsafeRawBufferPointer
  ) throws(SnapshotFault) {
    var end = header.length
    for entry in header.entries {
      let gap = UnsafeRawBufferPointer(rebasing: file[end..<entry.offset])
      let isEmpty = gap.withMemoryRebound(to: UInt8.self) { gap in
        gap.baseAddress.map { greatest_of_bytes($0, gap.count) == 0 } ?? true
      }
      if !isEmpty, let place = gap.firstIndex(where: { $0 != 0 }) {
        throw .damaged(what: "the space between its parts", offset: end + place)
      }
      end = entry.range.upperBound
    }
  }

  private static func facts(
    _ header: SnapshotHeader, _ file: SharedArray<UInt8>
  ) throws(SnapshotFault) -> SnapshotFacts {
    guard let entry = header.entries.first, entry.kind == SnapshotHeader.factsKind else {
      throw .unknownForm(what: "the description of the data")
    }
    for (block, sum) in entry.sums.enumerated() {
      let start = entry.offset + block * SnapshotFormat.blockLength
      let end = min(start + SnapshotFormat.blockLength, entry.range.upperBound)
      guard BlockSums.sum(of: file, start..<end) == sum else {
        throw .damaged(what: "the description of the data", offset: start)
      }
    }
    do {
      return try file.withUnsafeBufferPointer { bytes throws(ByteReader.Nonsense) in
        try SnapshotFacts(
          reading: UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(bytes)[entry.range]))
      }
    } catch {
      throw .impossible(what: "the description of the data", offset: entry.offset)
    }
  }

  /// Returns the arrays of the store, and where each stands; what may be passed over is.
  private static func sections(
    _ header: SnapshotHeader, _ file: SharedArray<UInt8>, _ outline: StoreOutline
  ) throws(SnapshotFault) -> (sections: [StoreSection], entries: [SnapshotHeader.Entry]) {
    var sections: [StoreSection] = []
    var entries: [SnapshotHeader.Entry] = []
    for entry in header.entries.dropFirst() {
      guard let kind = StoreSection.Kind(rawValue: entry.kind) else {
        if entry.maySkip { continue }
        throw .unknownForm(what: "a part (\(entry.kind))")
      }
      sections.append(
        StoreSection(
          kind: kind, column: Int(entry.column), elementWidth: Int(entry.elementWidth),
          bytes: file.part(entry.range)))
      entries.append(entry)
    }
    return (sections, entries)
  }

  /// What a message calls an array.
  private static func words(
    _ kind: StoreSection.Kind, _ column: Int, _ outline: StoreOutline
  ) -> String {
    switch kind {
    case .valueTexts, .valueEnds, .valueCodes, .decimals, .runMarks, .runRanks, .runCodes:
      outline.columns.indices.contains(column)
        ? "the column \"\(outline.columns[column].name)\"" : kind.words
    default: kind.words
    }
  }
}

extension SnapshotFault {
  fileprivate init(_ fault: StoreFault, what: String, sectionStart: Int) {
    switch fault {
    case .damaged(_, _, let offset): self = .damaged(what: what, offset: sectionStart + offset)
    case .impossible(_, _, let offset):
      self = .impossible(what: what, offset: sectionStart + offset)
    case .missing, .wrongCount: self = .impossible(what: what, offset: sectionStart)
    case .unknownForm: self = .unknownForm(what: what)
    }
  }
}
