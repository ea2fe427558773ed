import FunnelCore

@testable import FunnelSources

/// Snapshots small enough to be damaged in every byte.
enum SnapshotSamples {
  /// Events with a column of texts, some of them missing, rejected lines and a damaged file.
  static func snapshot(rows: Int = 12) throws -> Snapshot {
    var loader = EventLoader()
    loader.beginFile(named: "a.csv")
    var text = "user,time,event,plan,price\n"
    for row in 0..<rows {
      let plan = row % 3 == 0 ? "" : "plan \(row % 4)"
      text += "u\(row % 5),\(1_600_000_000 + row * 37 % 11),e\(row % 3),\(plan),\(row).5\n"
    }
    text += "bad,never,x,y,z\nworse\n"
    try loader.feed(Array(text.utf8).span)
    try loader.endFile()
    loader.rejectRest(reason: "the compressed data end too early")
    guard let store = loader.makeStore(), let summary = loader.summary else {
      throw LoadError.noRows
    }
    return Snapshot(store: store, summary: summary, zoneName: "Europe/Berlin")
  }

  /// The bytes of a snapshot's file, with the sliced form of the events or without.
  static func bytes(of snapshot: Snapshot, sliced: Bool = true) -> [UInt8] {
    var bytes: [UInt8] = []
    snapshot.write(with: sliced ? SlicedEvents(snapshot.store) : nil) {
      bytes.append(contentsOf: $0)
    }
    return bytes
  }

  /// Computes all checksums anew, so that what was changed is believed.
  static func seal(_ file: FileInMemory, as header: SnapshotHeader) {
    var place = SnapshotFormat.headLength + header.entries.count * SnapshotFormat.entryLength
    for entry in header.entries {
      for block in entry.sums.indices {
        let start = entry.offset + block * SnapshotFormat.blockLength
        let end = min(start + SnapshotFormat.blockLength, entry.range.upperBound)
        file.set(file.sum(start..<end), at: place)
        place += 4
      }
    }
    file.set(file.sum(SnapshotFormat.headLength..<header.length), at: 56)
    file.set(file.sum(0..<60), at: 60)
  }

  /// The header of a whole file.
  static func header(of bytes: [UInt8]) throws -> SnapshotHeader {
    try bytes.withUnsafeBytes { try SnapshotHeader(reading: $0) }
  }
}

/// A file's bytes, which a test changes in place.
final class FileInMemory {
  private let buffer: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    buffer = .allocate(capacity: bytes.count)
    _ = buffer.initialize(from: bytes)
  }

  deinit { buffer.deallocate() }

  subscript(place: Int) -> UInt8 {
    get { buffer[place] }
    set { buffer[place] = newValue }
  }

  func set(_ word: UInt32, at place: Int) {
    UnsafeMutableRawBufferPointer(buffer).storeBytes(
      of: word, toByteOffset: place, as: UInt32.self)
  }

  func sum(_ range: Range<Int>) -> UInt32 {
    SnapshotFormat.sum(of: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]))
  }

  /// Reads the whole file, or the whole of its beginning; nil with the fault when it is no snapshot.
  func read(_ count: Int? = nil) -> (snapshot: Snapshot?, fault: SnapshotFault?) {
    let opened = open(count)
    do { try opened.snapshot?.store.checkAll() } catch {
      return (nil, Self.fault(of: error))
    }
    return opened
  }

  /// Opens the file, whose columns are yet to be checked.
  func open(_ count: Int? = nil) -> (snapshot: Snapshot?, fault: SnapshotFault?) {
    guard let base = buffer.baseAddress else { return (nil, nil) }
    let bytes = SharedArray(base: UnsafePointer(base), count: count ?? buffer.count, owner: self)
    do throws(SnapshotFault) { return (try Snapshot(reading: bytes, path: "a.funnel"), nil) } catch
    {
      return (nil, error)
    }
  }

  /// The fault that an error tells of a file.
  static func fault(of error: any Error) -> SnapshotFault? {
    guard case SourceError.snapshot("a.funnel", let fault) = error else { return nil }
    return fault
  }
}

extension EventStore {
  /// Whether everything in two stores is the same.
  func isSame(as other: EventStore) -> Bool {
    roles == other.roles && unitIDs == other.unitIDs && unitStarts == other.unitStarts
      && times == other.times && eventNames == other.eventNames && eventCodes == other.eventCodes
      && columns == other.columns
  }
}
