internal import CKernels
internal import FunnelCore

extension Snapshot {
  /// Makes a snapshot of the bytes of a whole file, which it goes on using.
  ///
  /// What says where everything is, the facts and what every question needs are checked at once. The
  /// columns are compared with their checksums, and every number in them that serves as a position
  /// checked, before their first use (``FunnelCore/EventStore/check(_:columns:)``). Nothing is copied
  /// but names and facts.
  ///
  /// - Parameters:
  ///   - file: The bytes.
  ///   - path: What messages call the file.
  /// - Throws: What is wrong with the file, as far as it is checked.
  /// - Complexity: O(units + event names).
  init(reading file: SharedArray<UInt8>, path: String = "-") throws(SnapshotFault) {
    let header = try file.withUnsafeBufferPointer { bytes throws(SnapshotFault) in
      let header = try SnapshotHeader(reading: UnsafeRawBufferPointer(bytes))
      try Self.checkGaps(header, UnsafeRawBufferPointer(bytes))
      return header
    }
    let facts = try Self.facts(header, file)
    let read = try Self.sections(header, file, facts.outline)
    let placement = SnapshotPlacement(read.entries, outline: facts.outline)
    do throws(StoreFault) {
      store = try EventStore(
        outline: facts.outline, sections: read.sections, blockLength: SnapshotFormat.blockLength,
        origin: placement.origin(in: file, path: path))
    } catch {
      throw placement.fault(error)
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
}
