public import FunnelCore
internal import Glibc

/// Reads files into events.
public struct EventFileReader: Sendable {
  private let options: ReadingOptions
  private let isFollowing: Bool

  /// Creates a reader; one that will follow the last file keeps its unfinished last line.
  public init(options: ReadingOptions = ReadingOptions(), isFollowing: Bool = false) {
    self.options = options
    self.isFollowing = isFollowing
  }

  /// Reads all files as one data set, reporting about every 50 milliseconds.
  ///
  /// Throws when a file cannot be read, holds no events, or too many rows were rejected.
  public func load(
    paths: [String], progress: (LoadProgress) -> LoadDecision = { _ in .proceed }
  ) throws(SourceError) -> LoadedEvents {
    var run = LoadRun(loader: EventLoader(options: options))
    run.totalBytes = Self.totalSize(of: paths)
    for (index, path) in paths.enumerated() {
      let staysOpen = isFollowing && index == paths.count - 1
      try run.read(path, staysOpen: staysOpen, progress)
      if run.wasStopped { break }
    }
    if !run.wasStopped, !isFollowing || run.loader.eventCount > 0 {
      do throws(LoadError) { try run.loader.finish() } catch {
        let others = paths.count > 1 ? " and \(paths.count - 1) more" : ""
        throw .unusable(path: (paths.first ?? "-") + others, error)
      }
    }
    return LoadedEvents(
      loader: run.loader, wasStopped: run.wasStopped, followedPath: run.openPath,
      position: run.openPosition)
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

/// What a load has read.
public struct LoadedEvents: Sendable {
  /// The loader with all events.
  public let loader: EventLoader
  /// Whether the load was stopped before its end.
  public let wasStopped: Bool
  /// The plain file that was left open to be followed, if any.
  public let followedPath: String?
  /// How many bytes of the followed file were read.
  let position: Int

  /// Where the events came from.
  public var summary: DataSummary? { loader.summary }

  /// Makes a store of all events.
  ///
  /// - Complexity: O(events × columns).
  public func makeStore() -> EventStore? { loader.makeStore() }

  /// Returns what follows the last file, or nil when it cannot be followed.
  public func makeFollower() throws(SourceError) -> FileFollower? {
    guard let followedPath else { return nil }
    return try FileFollower(path: followedPath, loader: loader, position: position)
  }
}

/// A load under way.
private struct LoadRun {
  var loader: EventLoader
  var totalBytes: Int?
  var wasStopped = false
  var openPath: String?
  var openPosition = 0
  private var bytesBefore = 0
  private var lastReport = ContinuousClock.now
  private var chunk: [UInt8] = []

  init(loader: EventLoader) { self.loader = loader }

  mutating func read(
    _ path: String, staysOpen: Bool, _ progress: (LoadProgress) -> LoadDecision
  ) throws(SourceError) {
    let source = try ByteSource(path: path)
    loader.beginFile(named: path)
    while try source.read(into: &chunk) {
      try take(from: source)
      guard lastReport.duration(to: .now) >= .milliseconds(50) else { continue }
      let report = LoadProgress(
        bytesRead: bytesBefore + source.bytesRead, totalBytes: totalBytes, loader: loader)
      wasStopped = progress(report) == .stop
      lastReport = .now
      if wasStopped { return }
    }
    let isLeftOpen = staysOpen && source.isPlain && source.size != nil
    do throws(LoadError) {
      if isLeftOpen { try loader.settle() } else { try loader.endFile() }
    } catch {
      throw .unusable(path: path, error)
    }
    if isLeftOpen { (openPath, openPosition) = (path, source.bytesRead) }
    if let damage = source.damage { loader.rejectRest(reason: damage) }
    bytesBefore += source.bytesRead
  }

  private mutating func take(from source: ByteSource) throws(SourceError) {
    let bytes = chunk
    do throws(LoadError) {
      try loader.feed(bytes.span)
      // Slow input, a pipe for example, shows its first events without waiting for a full head.
      if source.size == nil, chunk.count < ByteSource.chunkLength / 64 { try loader.settle() }
    } catch {
      throw .unusable(path: source.path, error)
    }
  }
}
