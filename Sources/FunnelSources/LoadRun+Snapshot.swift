internal import FunnelCore

extension LoadRun {
  /// Opens a file that begins as a snapshot does; its first bytes are in the chunk.
  ///
  /// A plain file is mapped; what has to be read in order is kept in memory.
  mutating func openInPlace(
    _ source: ByteSource, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    try checkAlone(source.path)
    if let file = source.stretches, let mapped = MappedFile(file, path: source.path) {
      return try open(mapped.bytes, of: source)
    }
    let collected = CollectedBytes()
    repeat {
      try collected.append(chunk, count: chunk.count, path: source.path)
      try report(source.path, bytesRead: source.bytesRead, isPaused: false, progress)
      if wasStopped { return }
    } while try source.read(into: &chunk)
    try open(collected.bytes, of: source)
  }

  /// Keeps the pieces of a snapshot in memory, the first of which have arrived, and opens it.
  mutating func collect(
    _ first: [ReadAhead.Piece], _ ahead: ReadAhead, _ source: ByteSource,
    _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    let path = source.path
    try checkAlone(path)
    let collected = CollectedBytes()
    var pieces = first
    while !wasStopped {
      for piece in pieces { try collected.append(piece.bytes, count: piece.count, path: path) }
      ahead.giveBack(pieces)
      pieces = []
      switch ahead.next(withinMilliseconds: 50) {
      case .pieces(let arrived, let bytesRead):
        pieces = arrived
        try report(path, bytesRead: bytesRead, isPaused: false, progress)
      case .nothing(let bytesRead):
        try report(path, bytesRead: bytesRead, isPaused: true, progress)
      case .failure(let error): throw error
      case .end:
        // From here on the source is no longer the other thread's.
        ahead.stop()
        return try open(collected.bytes, of: source)
      }
    }
  }

  private func checkAlone(_ path: String) throws(SourceError) {
    guard fileCount == 1 else { throw .snapshot(path: path, .amongOthers) }
  }

  private mutating func open(
    _ bytes: SharedArray<UInt8>, of source: ByteSource
  ) throws(SourceError) {
    if let damage = source.damage { throw .failed(path: source.path, reason: damage) }
    snapshot = try OpenedSnapshot(bytes, path: source.path, options: options)
  }
}
