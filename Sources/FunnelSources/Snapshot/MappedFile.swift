internal import CKernels
internal import FunnelCore
internal import Glibc

/// A whole file as part of memory; its bytes come from the disk when they are touched.
///
/// Where another program cuts the file short, the next touch of what is gone ends this one with a
/// message: no number worked out from it could be trusted.
final class MappedFile: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  private let count: Int
  private let message: UnsafeMutablePointer<CChar>

  /// Maps an open file; nil when the system refuses, as some devices do.
  init?(_ file: FileStretches, path: String) {
    guard file.size > 0,
      let base = mmap(nil, file.size, PROT_READ, MAP_PRIVATE, file.descriptor, 0),
      base != MAP_FAILED
    else { return nil }
    let words = SourceError.snapshot(path: path, .lost).message
    guard let message = strdup("funneltop: \(words)\n") else {
      munmap(base, file.size)
      return nil
    }
    self.base = base
    self.message = message
    count = file.size
    // When too many are watched the fault ends the program all the same, only with fewer words.
    _ = mapped_guard_watch(base, count, message)
  }

  deinit {
    mapped_guard_forget(base)
    munmap(base, count)
    free(message)
  }

  /// All bytes; whoever has them keeps the file mapped.
  var bytes: SharedArray<UInt8> {
    SharedArray(
      base: base.bindMemory(to: UInt8.self, capacity: count), count: count, owner: self)
  }
}

/// Sets what is done before the program ends because a mapped file was cut short; only calls that are
/// safe in a signal handler are allowed in it.
public func whenMappedFileIsLost(_ prepare: @escaping @convention(c) () -> Void) {
  mapped_guard_before_ending(prepare)
}
