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
    var run = LoadRun(loader: EventLoader(options: options), isFollowing: isFollowing)
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
