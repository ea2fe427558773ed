internal import Glibc

/// Reads at any place of an open plain file, from several threads at once.
struct FileStretches: Sendable {
  let descriptor: Int32
  /// The size of the file when it was opened, in bytes.
  let size: Int

  /// Fills a buffer with the bytes at an offset and returns how many there were; nil is an error.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    var filled = 0
    while filled < buffer.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = pread(descriptor, room.baseAddress, room.count, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
