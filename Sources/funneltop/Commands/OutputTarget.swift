import Glibc

/// Bytes on their way to standard output or to a file.
///
/// A regular file is written under a temporary name beside its place and renamed when it is
/// complete, so a failure never leaves half a file or harms the old one. What is no regular file,
/// a named pipe or a device, is written as it is.
struct OutputTarget: ~Copyable {
  private let descriptor: Int32
  /// What the user called it; nil for standard output.
  private let path: String?
  /// The file being written and the place it belongs to; nil when the target is written directly.
  private let unfinished: (path: String, place: String)?
  private var isFinished = false

  /// Opens standard output, or a file when a path is given.
  init(path: String?) throws(OutputError) {
    guard let path, path != "-" else {
      descriptor = STDOUT_FILENO
      self.path = nil
      unfinished = nil
      return
    }
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    // A link is followed, so that it stays one; a link to nothing is written through.
    guard let place = Self.place(of: path), !exists || status.st_mode & S_IFMT == S_IFREG else {
      let flags = O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC
      descriptor = try Self.open(path, flags: flags, for: path)
      unfinished = nil
      return
    }
    // Renaming would replace a file that its owner has protected.
    if exists, access(place, W_OK) != 0 { throw OutputError.refused(path) }
    let temporary = place + ".part-\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = try Self.open(temporary, flags: flags, for: path)
    if exists {
      // Only the superuser can keep another owner; the mode can always be kept.
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      fchmod(descriptor, status.st_mode & 0o7777)
    }
    unfinished = (temporary, place)
    UnfinishedFile.removeOnSignal(temporary)
  }

  deinit {
    guard let unfinished, !isFinished else { return }
    close(descriptor)
    unlink(unfinished.path)
  }

  /// Returns the file a path leads to; nil for a link to nothing.
  private static func place(of path: String) -> String? {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var status = stat()
    return lstat(path, &status) == 0 ? nil : path
  }

  private static func open(
    _ path: String, flags: Int32, for name: String
  ) throws(OutputError) -> Int32 {
    // The mode a shell's redirection would give: the process's mask takes its part away.
    let descriptor = Glibc.open(path, flags, 0o666)
    guard descriptor >= 0 else { throw OutputError.refused(name) }
    return descriptor
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(OutputError) {
    try bytes.withUnsafeBufferPointer { bytes throws(OutputError) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes all of the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        if errno == EPIPE { throw OutputError.readerLeft }
        throw OutputError.refused(path ?? "standard output")
      }
      done += count
    }
  }

  /// Puts the complete file in its place.
  mutating func finish() throws(OutputError) {
    guard let path else { return }
    guard let unfinished else {
      guard close(descriptor) == 0 else { throw OutputError.refused(path) }
      return
    }
    guard fsync(descriptor) == 0, rename(unfinished.path, unfinished.place) == 0 else {
      throw OutputError.refused(path)
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

  /// The error the last system call left behind.
  fileprivate static func refused(_ path: String) -> OutputError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}

extension OutputTarget {
  /// Writes text to standard output.
  static func print(_ text: String) throws(OutputError) {
    try OutputTarget(path: nil).write(Array(text.utf8))
  }
}
