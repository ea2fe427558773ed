internal import FunnelCore
internal import Glibc

/// Bytes that arrive piece by piece and are kept, of which there may be gigabytes.
///
/// Whoever collects them has them to itself; afterwards they are only read.
final class CollectedBytes: @unchecked Sendable {
  private var base: UnsafeMutableRawPointer?
  private var room = 0
  private var count = 0

  deinit { free(base) }

  /// Adds the first bytes of a piece; throws when there is no memory for them.
  func append(_ piece: [UInt8], count added: Int, path: String) throws(SourceError) {
    if count + added > room {
      // Large memory grows without being copied.
      let wanted = max(count + added, room * 2, 1 << 20)
      guard let grown = realloc(base, wanted) else { throw .snapshot(path: path, .noMemory) }
      (base, room) = (grown, wanted)
    }
    guard let base else { return }
    piece.withUnsafeBytes { piece in
      guard let source = piece.baseAddress else { return }
      (base + count).copyMemory(from: source, byteCount: min(added, piece.count))
    }
    count += added
  }

  /// All bytes so far; nothing may be added after that.
  var bytes: SharedArray<UInt8> {
    guard let base else { return [] }
    return SharedArray(
      base: base.bindMemory(to: UInt8.self, capacity: count), count: count, owner: self)
  }
}
