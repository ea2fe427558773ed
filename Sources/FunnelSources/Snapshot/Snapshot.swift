public import FunnelCore

/// Events as they were read from other files, with all that was said about reading them.
///
/// Kept in a file, they are there again as soon as the file is opened: nothing is parsed.
public struct Snapshot: Sendable {
  /// The events.
  public internal(set) var store: EventStore
  /// Where the events came from and how well they were read.
  public internal(set) var summary: DataSummary
  /// The zone of times that were written without one.
  public let zoneName: String

  /// Creates a snapshot of events.
  public init(store: EventStore, summary: DataSummary, zoneName: String = "UTC") {
    self.store = store
    self.summary = summary
    self.summary.units = store.unitCount
    self.zoneName = zoneName
  }

  /// Writes the snapshot from its first byte to its last, in pieces of at most some megabytes.
  ///
  /// - Complexity: O(bytes), on all cores for the checksums and in order for the rest.
  ///
  /// With the sliced form of the events, the first question about the file is answered as soon as the
  /// later ones are.
  public func write<Failure: Error>(
    with sliced: SlicedEvents? = nil,
    to output: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let facts = SnapshotFacts(outline: store.outline, summary: summary, zoneName: zoneName)
    let sections = store.sections + (sliced?.sections ?? []) + [store.totalsSection]
    let parts = [SharedArray(facts.encoded)] + sections.map(\.bytes)
    var header = SnapshotHeader(entries: [])
    header.entries = [
      .init(kind: SnapshotHeader.factsKind, column: 0, elementWidth: 1, part: parts[0])
    ]
    header.entries += zip(sections, parts.dropFirst()).map { section, part in
      .init(
        kind: section.kind.rawValue, column: UInt32(section.column),
        elementWidth: UInt32(section.elementWidth), maySkip: section.kind.isOptional, part: part)
    }
    header.layOut()
    try Self.write(header.encoded, output)
    var position = header.length
    for (entry, part) in zip(header.entries, parts) {
      try Self.write(Array(repeating: 0, count: entry.offset - position), output)
      try Self.write(part, output)
      position = entry.range.upperBound
    }
  }

  /// How many bytes are written at a time.
  private static let pieceLength = 1 << 23

  private static func write<Failure: Error>(
    _ bytes: [UInt8], _ output: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try write(SharedArray(bytes), output)
  }

  private static func write<Failure: Error>(
    _ bytes: SharedArray<UInt8>, _ output: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      let all = UnsafeRawBufferPointer(bytes)
      for start in stride(from: 0, to: all.count, by: Self.pieceLength) {
        let end = min(start + Self.pieceLength, all.count)
        try output(UnsafeRawBufferPointer(rebasing: all[start..<end]))
      }
    }
  }
}

extension SnapshotHeader.Entry {
  /// Describes a section that has no place yet.
  fileprivate init(
    kind: UInt32, column: UInt32, elementWidth: UInt32, maySkip: Bool = false,
    part: SharedArray<UInt8>
  ) {
    self.init(
      kind: kind, column: column, elementWidth: elementWidth, maySkip: maySkip, offset: 0,
      length: part.count, sums: BlockSums.sums(of: part))
  }
}

extension SnapshotHeader {
  /// Gives every section its place.
  fileprivate mutating func layOut() {
    var end = length
    for index in entries.indices {
      entries[index].offset = SnapshotFormat.aligned(end) ?? end
      end = entries[index].range.upperBound
    }
  }
}
