internal import Dispatch
internal import Glibc
internal import Synchronization

/// Fetches the bytes of a source in a thread of its own, some ahead of whoever uses them.
///
/// What was fetched waits in pieces, of which there are only so many: the thread rests while
/// nobody takes them. It ends with the source, or with ``stop()``.
final class ReadAhead: Sendable {
  /// Some bytes in a buffer that is used again and again.
  struct Piece: Sendable {
    fileprivate(set) var bytes: [UInt8]
    /// How many of them there are.
    fileprivate(set) var count = 0
  }

  /// What there is to take.
  enum Arrival {
    /// Pieces in their order, and how far the file was read for them.
    case pieces([Piece], bytesRead: Int)
    /// Nothing for the moment.
    case nothing(bytesRead: Int)
    case failure(SourceError)
    case end
  }

  private struct State {
    var pieces: [Piece] = []
    /// How many bytes were fetched in all.
    var length = 0
    var bytesRead = 0
    var spare: [Piece] = []
    var failure: SourceError?
    var hasEnded = false
    var isStopped = false

    /// Whether no more pieces may wait: the more there were, the more may.
    func isFull(pieceLength: Int) -> Bool {
      pieces.count >= min(max(4, length / pieceLength / 8), 32)
    }
  }

  /// The bytes a piece has room for.
  private let pieceLength: Int
  private let state = Mutex(State())
  private let hasNews = DispatchSemaphore(value: 0)
  private let hasRoom = DispatchSemaphore(value: 0)
  private let isOver = DispatchSemaphore(value: 0)
  /// A pipe that ends waiting for the source when it is closed at its other end.
  private let wakeRead: Int32
  private let wakeWrite: Mutex<Int32>

  /// Starts to fetch from a source, which belongs to the thread until that has ended.
  init(_ source: ByteSource, pieceLength: Int) throws(SourceError) {
    self.pieceLength = pieceLength
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SourceError(path: source.path, errorNumber: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wakeRead = ends[0]
    wakeWrite = Mutex(ends[1])
    source.stopWaiting(for: wakeRead)
    // The source is used by one thread at a time: by this one until it has ended.
    nonisolated(unsafe) let source = source
    DispatchQueue(label: "read ahead").async { [self] in
      fetch(source)
      isOver.signal()
    }
  }

  deinit {
    stop()
    close(wakeRead)
  }

  /// Ends the thread, which may wait for bytes, and waits until it has ended.
  func stop() {
    let descriptor = wakeWrite.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor
    }
    guard descriptor >= 0 else { return }
    state.withLock { $0.isStopped = true }
    hasRoom.signal()
    close(descriptor)
    isOver.wait()
  }

  /// Waits until there is no room for more, or no more will come, and takes out what is there.
  ///
  /// When that does not happen in time, less will do.
  func next(withinMilliseconds timeout: Int) -> Arrival {
    let deadline = DispatchTime.now() + .milliseconds(timeout)
    while true {
      let isEnough = state.withLock { $0.hasEnded || $0.isFull(pieceLength: pieceLength) }
      if isEnough || hasNews.wait(timeout: deadline) == .timedOut { break }
    }
    let arrival = state.withLock { state -> Arrival in
      guard state.pieces.isEmpty else {
        defer { state.pieces = [] }
        return .pieces(state.pieces, bytesRead: state.bytesRead)
      }
      guard state.hasEnded else { return .nothing(bytesRead: state.bytesRead) }
      return state.failure.map(Arrival.failure) ?? .end
    }
    hasRoom.signal()
    return arrival
  }

  /// Gives back pieces that are no longer needed, to be filled again.
  func giveBack(_ pieces: [Piece]) {
    state.withLock { state in
      for piece in pieces where state.spare.count < pieces.count { state.spare.append(piece) }
    }
  }

  private func fetch(_ source: ByteSource) {
    do throws(SourceError) {
      while var piece = emptyPiece() {
        let isWhole = try fill(&piece, from: source)
        let bytesRead = source.bytesRead
        let isStopped = state.withLock { state in
          if piece.count > 0 { state.pieces.append(piece) }
          state.length += piece.count
          state.bytesRead = bytesRead
          state.hasEnded = !isWhole
          return state.isStopped
        }
        hasNews.signal()
        if !isWhole || isStopped { return }
      }
    } catch {
      state.withLock {
        $0.failure = error
        $0.hasEnded = true
      }
      hasNews.signal()
    }
  }

  /// Fills a piece, or as much of it as is there without waiting; false at the end.
  private func fill(_ piece: inout Piece, from source: ByteSource) throws(SourceError) -> Bool {
    while piece.count < pieceLength {
      var failure: SourceError?
      let start = piece.count
      let count = piece.bytes.withUnsafeMutableBufferPointer { buffer in
        do throws(SourceError) {
          return try source.read(into: UnsafeMutableBufferPointer(rebasing: buffer[start...]))
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      guard count > 0 else { return false }
      piece.count += count
      // What came through a pipe must not wait for what is still to come.
      if source.size == nil, !source.isPlain || !source.isReady(withinMilliseconds: 0) { break }
    }
    return true
  }

  /// Waits until there is room for a piece; nil when nobody will take it.
  private func emptyPiece() -> Piece? {
    while true {
      let (mayGoOn, isStopped, spare) = state.withLock { state in
        let mayGoOn = !state.isFull(pieceLength: pieceLength)
        return (mayGoOn, state.isStopped, mayGoOn ? state.spare.popLast() : nil)
      }
      if isStopped { return nil }
      if mayGoOn {
        var piece = spare ?? Piece(bytes: [UInt8](repeating: 0, count: pieceLength))
        piece.count = 0
        return piece
      }
      hasRoom.wait()
    }
  }
}
