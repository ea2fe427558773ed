public import FunnelCore
internal import Glibc

/// Reads files into events.
public struct EventFileReader: Sendable {
  private let options: ReadingOptions
  private let isFollowing: Bool
  private let awaitsEvents: Bool
  /// How large files are cut to be read on all cores.
  var cutting = ConcurrentReading.Cutting()
  /// What is known about memory.
  var memory = MemoryFigures.system

  /// Creates a reader.
  ///
  /// One that is following leaves the last file open, so that what is appended can be read later.
  /// One that awaits events takes a file that may be followed but holds no events yet, where
  /// others throw, and leaves out an unfinished last row that cannot be read yet.
  public init(
    options: ReadingOptions = ReadingOptions(), isFollowing: Bool = false,
    awaitsEvents: Bool = false
  ) {
    self.options = options
    self.isFollowing = isFollowing
    self.awaitsEvents = isFollowing && awaitsEvents
  }

  /// Reads all files as one data set, reporting about every 50 milliseconds.
  ///
  /// Throws when a file cannot be read, holds no events, or too many rows were rejected.
  public func load(
    paths: [String], progress: (LoadProgress) -> LoadDecision = { _ in .proceed }
  ) throws(SourceError) -> LoadedEvents {
    var cutting = cutting
    if let limit = options.maxMemory {
      // The memory is looked at between stretches, each of which must take little of it.
      cutting.mostLength = min(cutting.mostLength, max(cutting.leastLength, limit / 8))
    }
    var run = LoadRun(
      options: options, isFollowing: isFollowing, fileCount: paths.count, cutting: cutting,
      memory: MemoryWatch(limit: options.maxMemory, figures: memory))
    run.totalBytes = Self.totalSize(of: paths)
    for (index, path) in paths.enumerated() {
      let staysOpen = isFollowing && index == paths.count - 1
      try run.read(path, staysOpen: staysOpen, progress)
      if run.wasStopped { break }
    }
    if let opened = run.snapshot {
      if awaitsEvents { throw .snapshot(path: paths.first ?? "-", .followed) }
      return LoadedEvents(opened, memory: run.memory)
    }
    if !run.wasStopped { try run.checkMemory(path: paths.last ?? "-") }
    let ending = try self.ending(of: run, paths)
    // A row that is still to be read would need at once what is given back.
    if run.openPath == nil || !run.loader.hasUnfinishedRow { run.loader.rest() }
    return LoadedEvents(
      loader: run.loader, summary: ending.summary, wasStopped: run.wasStopped,
      memory: run.memory, followedPath: run.openPath, position: run.openPosition,
      countsUnfinishedRow: ending.countsUnfinishedRow)
  }

  /// Checks what was read, and decides whether the unfinished row of a file left open counts.
  private func ending(
    of run: LoadRun, _ paths: [String]
  ) throws(SourceError) -> (summary: DataSummary?, countsUnfinishedRow: Bool) {
    if run.wasStopped { return (run.loader.summary(units: 0), false) }
    let awaitsEvents = awaitsEvents && run.openPath != nil
    do throws(LoadError) {
      let ended = run.openPath == nil ? run.loader : try Self.ended(run.loader, paths.count)
      let isTorn = awaitsEvents && ended.rejections.count > run.loader.rejections.count
      let events = isTorn ? run.loader : ended
      if awaitsEvents, events.eventCount == 0 { return (nil, false) }
      try events.finish()
      return (events.summary(units: 0), !isTorn)
    } catch {
      if awaitsEvents, error.canBeMendedByMore { return (nil, false) }
      let others = paths.count > 1 ? " and \(paths.count - 1) more" : ""
      throw .unusable(path: (paths.first ?? "-") + others, error)
    }
  }

  /// Ends the last file on trial, which may be empty when there are others.
  private static func ended(
    _ loader: EventLoader, _ fileCount: Int
  ) throws(LoadError) -> EventLoader {
    do { return try loader.ended() } catch {
      guard error == .empty, fileCount > 1 else { throw error }
      return loader
    }
  }

  private static func totalSize(of paths: [String]) -> Int? {
    var total = 0
    for path in paths {
      var status = stat()
      guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      total += Int(status.st_size)
    }
    return total
  }
}

extension LoadError {
  /// Whether a file that will grow may still turn out well.
  var canBeMendedByMore: Bool {
    switch self {
    case .empty, .noRows, .badHeader, .noUnitColumn, .noTimeColumn, .noEventColumn: true
    default: false
    }
  }
}
