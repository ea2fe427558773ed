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
    if size != nil || isAtEnd || !pending.isEmpty { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, timeout) != 0
  }

  /// Replaces the content of an array by the next bytes; returns false at the end.
  public func read(into chunk: inout [UInt8]) throws(SourceError) -> Bool {
    chunk.removeAll(keepingCapacity: true)
    if decompressor != nil { return try unpack(into: &chunk) }
    if pending.isEmpty { try fill() }
    chunk.append(contentsOf: input[pending])
    pending = 0..<0
    return !chunk.isEmpty
  }

  private func unpack(into chunk: inout [UInt8]) throws(SourceError) -> Bool {
    while damage == nil, let decompressor {
      if pending.isEmpty { try fill() }
      if pending.isEmpty {
        if !decompressor.isAtEndOfFrame { damage = "the compressed data end too early" }
        return false
      }
      let range = pending
      var step = DecodedBytes(consumed: 0, produced: 0)
      chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkLength) { output, count in
        input.withUnsafeBufferPointer { input in
          step = decompressor.decode(UnsafeBufferPointer(rebasing: input[range]), into: output)
        }
        count = step.produced
      }
      pending = (range.lowerBound + step.consumed)..<range.upperBound
      if step.isDamaged { damage = "the compressed data are damaged" }
      if !chunk.isEmpty { return true }
    }
    return false
  }

  /// Reads bytes into the input buffer after those already there.
  private func fill() throws(SourceError) {
    if isAtEnd { return }
    let start = pending.count
    let count = input.withUnsafeMutableBytes { buffer -> Int in
      while true {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        let count = Glibc.read(descriptor, room.baseAddress, room.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
    guard count >= 0 else { throw SourceError(path: path, errorNumber: errno) }
    isAtEnd = count == 0
    pending = 0..<(start + count)
    bytesRead += count
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
