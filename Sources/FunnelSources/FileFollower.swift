public import FunnelCore
internal import Glibc
internal import Synchronization

/// Reads what is appended to a file after it was loaded.
///
/// Notices when the file is cut short, rewritten or replaced by another, and then reads the new
/// content from its start as a further file. Safe to use from any thread.
public final class FileFollower: Sendable {
  private let state: Mutex<FollowedFile>

  /// Starts to follow a file after its first bytes, which the loader has already taken.
  init(
    path: String, loader: consuming EventLoader, memory: MemoryWatch, position: Int,
    countsUnfinishedRow: Bool
  ) throws(SourceError) {
    state = Mutex(
      try FollowedFile(
        path: path, loader: loader, memory: memory, position: position,
        countsUnfinishedRow: countsUnfinishedRow))
  }

  /// Reads what is new and returns whether there are more events now.
  public func poll() throws(SourceError) -> Bool {
    let result = state.withLock { file in
      Result { () throws(SourceError) in try file.poll() }
    }
    return try result.get()
  }

  /// Where the events so far came from; their units are those of the store that is made of them.
  public var summary: DataSummary? { state.withLock { $0.shownLoader.summary(units: 0) } }

  /// How often the file was replaced by another.
  public var rotationCount: Int { state.withLock { $0.rotations } }

  /// How often the file was cut short or rewritten.
  public var truncationCount: Int { state.withLock { $0.truncations } }

  /// Makes a store of all events so far, or nil when there are none yet.
  ///
  /// - Complexity: O(events × columns) the first time, then that of ``GrowingStore/take(from:)``.
  public func makeStore() -> EventStore? { state.withLock { $0.makeStore() } }
}
