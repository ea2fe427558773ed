internal import FunnelCore

/// A load under way.
struct LoadRun {
  var loader: EventLoader
  var totalBytes: Int?
  var wasStopped = false
  var openPath: String?
  var openPosition = 0
  /// The snapshot that the only file turned out to be.
  private(set) var snapshot: OpenedSnapshot?
  private var bytesBefore = 0
  private var lastReport = ContinuousClock.now
  private var chunk: [UInt8] = []

  private let isFollowing: Bool
  private let fileCount: Int

  private let cutting: ConcurrentReading.Cutting
  private let options: ReadingOptions

  init(
    options: ReadingOptions, isFollowing: Bool, fileCount: Int,
    cutting: ConcurrentReading.Cutting
  ) {
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
    var concurrent = ConcurrentReading(source, cutting)
    while !wasStopped {
      let isPaused = isFollowing && !source.isReady(withinMilliseconds: 50)
      if isPaused {
        // Someone is watching: what has come so far is shown without waiting for a full head.
        try settle(path)
      } else if !concurrent.readOn(source, into: &loader) {
        let isFirst = source.position == 0
        guard try source.read(into: &chunk) else { break }
        if isFirst, try open(source) { return }
        try feed(path)
      }
      guard isPaused || lastReport.duration(to: .now) >= .milliseconds(50) else { continue }
      let report = LoadProgress(
        bytesRead: bytesBefore + source.bytesRead, totalBytes: totalBytes, isPaused: isPaused,
        loader: loader)
      wasStopped = progress(report) == .stop
      lastReport = .now
    }
    if wasStopped { return }
    let isLeftOpen = staysOpen && source.isPlain && source.size != nil
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

  /// Opens the file as a snapshot where its first bytes show that it is one.
  private mutating func open(_ source: ByteSource) throws(SourceError) -> Bool {
    // What is unpacked may begin with a few bytes.
    while chunk.count < SnapshotFormat.shortestMagic, SnapshotFormat.magic.starts(with: chunk) {
      var more: [UInt8] = []
      guard try source.read(into: &more) else { break }
      chunk += more
    }
    guard SnapshotFormat.begins(chunk) else { return false }
    guard fileCount == 1 else { throw .snapshot(path: source.path, .amongOthers) }
    snapshot = try OpenedSnapshot(source, head: chunk, options: options)
    return true
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
