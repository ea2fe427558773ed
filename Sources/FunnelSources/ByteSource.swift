internal import Glibc

/// The bytes of one file or of standard input, unpacked when they are gzip or Zstandard.
public final class ByteSource {
  /// How many bytes are read at a time.
  static let chunkLength = 1 << 20

  /// The path, `-` for standard input.
  public let path: String
  /// The size of the file as it lies on disk, or nil when it is no regular file.
  public let size: Int?
  /// How many bytes were read so far, before unpacking.
  public private(set) var bytesRead = 0
  /// What is wrong with compressed data that ended early or is damaged, once that shows.
  public private(set) var damage: String?

  private let descriptor: Int32
  private var input = [UInt8](repeating: 0, count: chunkLength)
  private var pending = 0..<0
  private var isAtEnd = false
  private var decompressor: (any Decompressor)?
  /// Whether the decompressor may give more of what it has taken.
  private var hasUndecoded = false
  /// Ends waiting for a pipe when it becomes readable, or nil to wait as long as it takes.
  private var wakeDescriptor: Int32?

  /// Opens a file, or standard input for `-`.
  public init(path: String) throws(SourceError) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SourceError(path: path, errorNumber: errno) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    size = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    if isKnown, status.st_mode & S_IFMT == S_IFDIR { throw .directory(path: path) }
    try recogniseCompression()
  }

  deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

  /// Whether the bytes are read as they lie on disk.
  public var isPlain: Bool { decompressor == nil }

  /// The file for reads at any place, or nil when it can only be read from start to end.
  var stretches: FileStretches? {
    guard isPlain, let size, path != "-" else { return nil }
    return FileStretches(descriptor: descriptor, size: size)
  }

  /// Goes on at another place of a plain file.
  func seek(to offset: Int) {
    lseek(descriptor, off_t(offset), SEEK_SET)
    (bytesRead, pending, isAtEnd) = (offset, 0..<0, false)
  }

  /// How many bytes were given out so far, where they are read as they lie on disk.
  var position: Int { bytesRead - pending.count }

  /// Waits for bytes, or the end, to arrive; false when none came in time.
  ///
  /// A file always has its next bytes; a pipe may stay silent for as long as its writer does.
  func isReady(withinMilliseconds timeout: Int32) -> Bool {
    if size != nil || isAtEnd || !pending.isEmpty || hasUndecoded { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, timeout) != 0
  }

  /// Replaces the content of an array by the next bytes; returns false at the end.
  public func read(into chunk: inout [UInt8]) throws(SourceError) -> Bool {
    var failure: SourceError?
    chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkLength) { output, count in
      do throws(SourceError) { count = try read(into: output) } catch { failure = error }
    }
    if let failure { throw failure }
    return !chunk.isEmpty
  }

  /// Writes the next bytes to a buffer and returns how many there are, none at the end.
  func read(into output: UnsafeMutableBufferPointer<UInt8>) throws(SourceError) -> Int {
    if decompressor != nil { return try unpack(into: output) }
    if pending.isEmpty { return try readDescriptor(into: UnsafeMutableRawBufferPointer(output)) }
    let range = pending.lowerBound..<min(pending.upperBound, pending.lowerBound + output.count)
    input.withUnsafeBytes { input in
      UnsafeMutableRawBufferPointer(output).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: input[range]))
    }
    pending = range.upperBound..<pending.upperBound
    return range.count
  }

  private func unpack(
    into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(SourceError) -> Int {
    while damage == nil, let decompressor {
      if pending.isEmpty, !hasUndecoded { try fill() }
      if pending.isEmpty, !hasUndecoded {
        if isAtEnd, !decompressor.isAtEndOfFrame {
          damage = "the compressed data end too early"
        }
        return 0
      }
      let range = pending
      let step = input.withUnsafeBufferPointer { input in
        decompressor.decode(UnsafeBufferPointer(rebasing: input[range]), into: output)
      }
      pending = (range.lowerBound + step.consumed)..<range.upperBound
      hasUndecoded = step.produced == output.count && !decompressor.isAtEndOfFrame
      if step.isDamaged { damage = "the compressed data are damaged" }
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  /// Makes waiting for a pipe end without bytes when a descriptor becomes readable.
  func stopWaiting(for descriptor: Int32) { wakeDescriptor = descriptor }

  /// Reads bytes into the input buffer after those already there.
  private func fill() throws(SourceError) {
    if isAtEnd { return }
    let start = pending.count
    var failure: SourceError?
    let count = input.withUnsafeMutableBytes { buffer -> Int in
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
      do throws(SourceError) { return try readDescriptor(into: room) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    pending = 0..<(start + count)
  }

  private func readDescriptor(
    into room: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> Int {
    if isAtEnd || wasWoken { return 0 }
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SourceError(path: path, errorNumber: errno) }
      isAtEnd = count == 0
      bytesRead += count
      return count
    }
  }

  /// Waits for a pipe to have bytes; true when that was ended from outside.
  private var wasWoken: Bool {
    guard size == nil, let wakeDescriptor else { return false }
    while true {
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&requests, 2, -1)
      if count < 0, errno == EINTR { continue }
      return requests[1].revents != 0
    }
  }

  private func recogniseCompression() throws(SourceError) {
    // A pipe may give the first bytes one by one.
    while pending.count < 6, !isAtEnd { try fill() }
    let start = input[pending]
    func begins(_ bytes: UInt8...) -> Bool { start.starts(with: bytes) }
    if begins(0x1F, 0x8B) { decompressor = GzipDecompressor() }
    if begins(0x28, 0xB5, 0x2F, 0xFD) { decompressor = ZstandardDecompressor() }
    if begins(0xFD, 0x37, 0x7A, 0x58, 0x5A) {
      throw .packed(path: path, format: "xz", command: "xzcat")
    }
    if begins(0x42, 0x5A, 0x68) { throw .packed(path: path, format: "bzip2", command: "bzcat") }
    if begins(0x50, 0x4B, 0x03, 0x04) {
      throw .packed(path: path, format: "zip", command: "unzip -p")
    }
  }
}

@available(*, unavailable)
extension ByteSource: Sendable {}
