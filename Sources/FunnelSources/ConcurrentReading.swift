internal import FunnelCore
internal import Synchronization

/// Reads a large plain file in several stretches at a time.
///
/// The file is cut where rows seem to start. Whether they do shows when the stretch before has
/// been read: it must end with a row. Otherwise what follows is read again in order, so the
/// result never depends on the cuts.
struct ConcurrentReading {
  /// How a file is cut.
  struct Cutting: Sendable {
    /// The number of stretches read at a time.
    var count = Parallelism.threadCount
    /// A stretch is read in pieces of this many bytes, which stay near the processor.
    var pieceLength = 256 << 10
    /// How many bytes show where a row starts.
    var trialLength = 64 << 10
    /// Less than this is not worth several threads.
    var leastLength = 4 << 20
    /// The most bytes that are read between two reports on the progress.
    var mostLength = 128 << 20
    /// The end of a file is read in order: its last row may be unfinished.
    var tailLength = 1 << 20
    /// How many bytes are fetched at a time from what can only be read in order.
    var aheadLength = 1 << 20
  }

  private let cutting: Cutting
  private let file: FileStretches?
  private var forked = ForkedReading()
  /// Up to where the file is read in order because no good cut was found.
  private var inOrderUntil = 0
  private var failures = 0

  init(_ source: ByteSource, _ cutting: Cutting) {
    self.cutting = cutting
    file = cutting.count > 1 ? source.stretches : nil
  }

  /// Reads the next stretches, or returns false when the next bytes are to be read in order.
  mutating func readOn(_ source: ByteSource, into loader: inout EventLoader) -> Bool {
    guard let file, failures < 3, source.position >= inOrderUntil else { return false }
    let start = source.position
    let length = min(max(start, cutting.leastLength * 4), cutting.mostLength)
    let end = min(start + length, file.size - cutting.tailLength)
    guard end - start >= cutting.leastLength else { return false }
    source.seek(to: start - loader.giveBackUnfinishedRow())
    guard let fork = loader.forked() else { return false }
    let cuts = cuts(from: source.position, to: end, of: file, fork)
    guard cuts.count > 1 else {
      failures += 1
      inOrderUntil = end
      return false
    }
    let reached = Mutex(cuts[1])
    let pieceLength = cutting.pieceLength
    let stretches = forked.read(cuts.count - 1, into: &loader) { loader, index in
      let end = Self.feed(cuts[index]..<cuts[index + 1], of: file, pieceLength, to: &loader)
      if index == 0 { reached.withLock { $0 = end } }
      return end == cuts[index + 1]
    }
    source.seek(to: stretches == 1 ? reached.withLock { $0 } : cuts[stretches])
    if stretches < cuts.count - 1 {
      failures += 1
      inOrderUntil = cuts[stretches + 1]
    }
    return true
  }

  /// Returns the start of the first stretch and the end of each.
  private func cuts(
    from start: Int, to end: Int, of file: FileStretches, _ fork: EventLoader
  ) -> [Int] {
    let count = cutting.count
    var cuts = [start]
    var bytes = [UInt8](repeating: 0, count: cutting.trialLength)
    for index in 1...count {
      let wanted = start + (end - start) * index / count
      let read = bytes.withUnsafeMutableBytes { file.read(at: wanted, into: $0) }
      guard let read, let rowStart = fork.rowStart(in: bytes.span.extracting(0..<read)) else {
        continue
      }
      // Trials may overlap where stretches are short.
      if wanted + rowStart > cuts[cuts.count - 1] { cuts.append(wanted + rowStart) }
    }
    return cuts
  }

  /// Feeds a loader a stretch of the file and returns up to where it could be read.
  private static func feed(
    _ stretch: Range<Int>, of file: FileStretches, _ pieceLength: Int, to loader: inout EventLoader
  ) -> Int {
    var piece = [UInt8](repeating: 0, count: pieceLength)
    var offset = stretch.lowerBound
    while offset < stretch.upperBound {
      let wanted = min(pieceLength, stretch.upperBound - offset)
      let count = piece.withUnsafeMutableBytes { buffer in
        file.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
      }
      guard let count, count > 0, (try? loader.feed(piece.span.extracting(0..<count))) != nil else {
        return offset
      }
      offset += count
    }
    return offset
  }
}
