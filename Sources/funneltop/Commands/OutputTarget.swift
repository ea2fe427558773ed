import Glibc

/// Bytes on their way to standard output or to a file.
///
/// A file is written under a temporary name beside its place and renamed when it is complete, so a
/// failure never leaves half a file or harms the old one.
struct OutputTarget: ~Copyable {
  private let descriptor: Int32
  private let path: String?
  private let temporaryPath: String?
  private var isFinished = false

  /// Opens standard output, or a file when a path is given.
  init(path: String?) throws(OutputError) {
    guard let path, path != "-" else {
      descriptor = STDOUT_FILENO
      self.path = nil
      temporaryPath = nil
      return
    }
    let temporary = path + ".part-\(getpid())"
    let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard opened >= 0 else {
      throw OutputError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    descriptor = opened
    self.path = path
    temporaryPath = temporary
  }

  deinit {
    guard let temporaryPath, !isFinished else { return }
    close(descriptor)
    unlink(temporaryPath)
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(OutputError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        if errno == EPIPE { throw OutputError.readerLeft }
        throw OutputError.cannotWrite(
          path: path ?? "standard output", reason: String(cString: strerror(errno)))
      }
      done += count
    }
  }

  /// Puts the complete file in its place.
  mutating func finish() throws(OutputError) {
    guard let path, let temporaryPath else { return }
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw OutputError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
    isFinished = true
  }
}

/// Why output could not be written.
enum OutputError: Error {
  /// The file or device refuses.
  case cannotWrite(path: String, reason: String)
  /// Whoever read the pipe has gone; nothing is wrong.
  case readerLeft
}

extension OutputTarget {
  /// Writes text to standard output.
  static func print(_ text: String) throws(OutputError) {
    try OutputTarget(path: nil).write(Array(text.utf8))
  }
}
