internal import FunnelCore
internal import Glibc

/// The file behind a follower: its open descriptor and how far it was read.
struct FollowedFile: ~Copyable {
  /// How many bytes at the start tell a rewritten file from one that grew.
  private static let fingerprintLength = 256

  let path: String
  var loader: EventLoader
  /// The events so far, once they were asked for.
  private var growing: GrowingStore?
  private var memory: MemoryWatch
  private(set) var rotations = 0
  private(set) var truncations = 0
  private var descriptor: Int32
  private var offset: Int
  private var fingerprint: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 18)
  /// Whether the last row counts though it has no line end, because nothing has come after it.
  private var countsUnfinishedRow: Bool

  init(
    path: String, loader: consuming EventLoader, memory: MemoryWatch, position: Int,
    countsUnfinishedRow: Bool
  ) throws(SourceError) {
    self.path = path
    self.countsUnfinishedRow = countsUnfinishedRow && loader.hasUnfinishedRow
    self.loader = loader
    self.memory = memory
    offset = position
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SourceError(path: path, errorNumber: errno) }
    fingerprint = start(length: min(offset, Self.fingerprintLength))
  }

  deinit { close(descriptor) }

  /// The loader as it is shown: what was in the file when it was loaded stays until it grows.
  var shownLoader: EventLoader {
    guard countsUnfinishedRow, let ended = try? loader.ended() else { return loader }
    return ended
  }

  /// Makes a store of what is shown, or nil when there is nothing yet.
  ///
  /// - Complexity: O(events × columns) at first, then that of ``GrowingStore/take(from:)``.
  mutating func makeStore() -> EventStore? {
    // A row that may still be completed is taken back when it is.
    if countsUnfinishedRow { return shownLoader.makeStore() }
    guard var store = growing.take() ?? loader.takeStore() else { return nil }
    loader.move(into: &store)
    let shown = store.store
    growing = consume store
    return shown
  }

  /// Reads what is new and returns whether there are more events or rejected lines now.
  mutating func poll() throws(SourceError) -> Bool {
    let (before, rejectedBefore) = (loader.eventCount, loader.rejections.count)
    do {
      if wasRewritten {
        // The unfinished last line went with the old content.
        truncations += 1
        startOver()
      }
      try readNew()
      if try openReplacement() { try readNew() }
    } catch let error as LoadError {
      throw .unusable(path: path, error)
    } catch let error as SourceError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown")
    }
    return loader.eventCount > before || loader.rejections.count > rejectedBefore
  }

  private var wasRewritten: Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    return Int(status.st_size) < offset || start(length: fingerprint.count) != fingerprint
  }

  private mutating func startOver() {
    offset = 0
    fingerprint = []
    countsUnfinishedRow = false
    loader.beginFile(named: path)
  }

  private mutating func readNew() throws {
    while true {
      let position = off_t(offset)
      let file = descriptor
      let count = chunk.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, position) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      offset += count
      countsUnfinishedRow = false
      let bytes = chunk
      try loader.feed(bytes.span.extracting(0..<count))
      try memory.check(loader, path: path, bytesRead: offset, totalBytes: nil)
    }
    try loader.settle()
    if fingerprint.count < Self.fingerprintLength, offset > fingerprint.count {
      fingerprint = start(length: min(offset, Self.fingerprintLength))
    }
  }

  /// Opens the file that now has the name, when it is another one; its predecessor has ended.
  private mutating func openReplacement() throws -> Bool {
    var old = stat()
    var new = stat()
    guard fstat(descriptor, &old) == 0, stat(path, &new) == 0,
      old.st_ino != new.st_ino || old.st_dev != new.st_dev
    else { return false }
    let replacement = open(path, O_RDONLY | O_CLOEXEC)
    guard replacement >= 0 else { return false }
    close(descriptor)
    descriptor = replacement
    rotations += 1
    if offset > 0 { try loader.endFile() }
    startOver()
    return true
  }

  private func start(length: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = length == 0 ? 0 : max(0, pread(descriptor, buffer.baseAddress, length, 0))
    }
  }
}
