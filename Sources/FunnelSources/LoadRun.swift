internal import FunnelCore

/// A load under way.
struct LoadRun {
  var loader: EventLoader
  var totalBytes: Int?
  var wasStopped = false
  var openPath: String?
  var openPosition = 0
  /// The snapshot that the only file turned out to be.
  var snapshot: OpenedSnapshot?
  private var bytesBefore = 0
  private var lastReport = ContinuousClock.now
  var chunk: [UInt8] = []

  private let isFollowing: Bool
  let fileCount: Int

  private let cutting: ConcurrentReading.Cutting
  let options: ReadingOptions
  private(set) var memory: MemoryWatch

  init(
    options: ReadingOptions, isFollowing: Bool, fileCount: Int,
    cutting: ConcurrentReading.Cutting, memory: MemoryWatch
  ) {
    self.memory = memory
    self.cutting = cutting
    self.options = options
    loader = EventLoader(options: options)
    self.isFollowing = isFollowing
    self.fileCount = fileCount
  }

  mutating func read(
    _ path: String, staysOpen: Bool, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    let source = try ByteSource(path: path)
    loader.beginFile(named: path)
    if cutting.count > 1, source.stretches == nil {
      try readAhead(source, progress)
    } else {
      try readInPlace(source, progress)
    }
    if wasStopped || snapshot != nil { return }
    let isLeftOpen = staysOpen && path != "-" && source.isPlain && source.size != nil
    do throws(LoadError) {
      if isLeftOpen { try loader.settle() } else { try loader.endFile() }
    } catch {
      // Of several files one may be empty, such as the log of a day on which nothing happened.
      guard error == .empty, fileCount > 1 else { throw .unusable(path: path, error) }
    }
    if isLeftOpen { (openPath, openPosition) = (path, source.bytesRead) }
    if let damage = source.damage { loader.rejectRest(reason: damage) }
    bytesBefore += source.bytesRead
  }

  /// Reads what can be read at any place, or has no other thread to read it.
  private mutating func readInPlace(
    _ source: ByteSource, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    var concurrent = ConcurrentReading(source, cutting)
    while !wasStopped {
      let isPaused = isFollowing && !source.isReady(withinMilliseconds: 50)
      if isPaused {
        // Someone is watching: what has come so far is shown without waiting for a full head.
        try settle(source.path)
      } else if !concurrent.readOn(source, into: &loader) {
        let isFirst = source.position == 0
        guard try source.read(into: &chunk) else { break }
        if isFirst, SnapshotFormat.begins(chunk) { return try openInPlace(source, progress) }
        try feed(source.path)
      }
      try report(source.path, bytesRead: source.bytesRead, isPaused: isPaused, progress)
    }
  }

  /// Reads what comes in order, such as a pipe or what is unpacked, while another thread fetches it.
  private mutating func readAhead(
    _ source: ByteSource, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    let ahead = try ReadAhead(source, pieceLength: cutting.aheadLength)
    defer { ahead.stop() }
    var pieces = PieceReading(cutting)
    var isFirst = true
    while !wasStopped {
      let arrival = ahead.next(withinMilliseconds: isFollowing ? 50 : 200)
      switch arrival {
      case .pieces(let arrived, let bytesRead):
        let path = source.path
        if isFirst, let first = arrived.first, SnapshotFormat.begins(first.bytes) {
          return try collect(arrived, ahead, source, progress)
        }
        isFirst = false
        do throws(LoadError) { try pieces.read(arrived, into: &loader) } catch {
          throw .unusable(path: path, error)
        }
        ahead.giveBack(arrived)
        try report(source.path, bytesRead: bytesRead, isPaused: false, progress)
      case .nothing(let bytesRead):
        guard isFollowing else { continue }
        // Someone is watching: what has come so far is shown without waiting for a full head.
        try settle(source.path)
        try report(source.path, bytesRead: bytesRead, isPaused: true, progress)
      case .failure(let error): throw error
      case .end: return
      }
    }
  }

  /// Reports about every 50 milliseconds, and when there is nothing to read for the moment.
  mutating func report(
    _ path: String, bytesRead: Int, isPaused: Bool, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    guard isPaused || lastReport.duration(to: .now) >= .milliseconds(50) else { return }
    try memory.check(
      loader, path: path, bytesRead: bytesBefore + bytesRead, totalBytes: totalBytes)
    let report = LoadProgress(
      bytesRead: bytesBefore + bytesRead, totalBytes: totalBytes, isPaused: isPaused,
      loader: loader)
    wasStopped = progress(report) == .stop
    lastReport = .now
  }

  /// Checks that a store of all that was read finds room.
  mutating func checkMemory(path: String) throws(SourceError) {
    try memory.check(loader, path: path, bytesRead: bytesBefore, totalBytes: bytesBefore)
  }

  private mutating func feed(_ path: String) throws(SourceError) {
    let bytes = chunk
    do throws(LoadError) { try loader.feed(bytes.span) } catch {
      throw .unusable(path: path, error)
    }
  }

  private mutating func settle(_ path: String) throws(SourceError) {
    do throws(LoadError) { try loader.settle() } catch { throw .unusable(path: path, error) }
  }
}
