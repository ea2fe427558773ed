public import FunnelCore

/// What a load has read.
public struct LoadedEvents: Sendable {
  /// The loader with all events but that of an unfinished last row, which may be completed.
  let loader: EventLoader
  /// Where the events came from, or nil when there are none yet.
  public let summary: DataSummary?
  /// Whether the load was stopped before its end.
  public let wasStopped: Bool
  /// Watches that further events find room.
  let memory: MemoryWatch
  /// The plain file that was left open to be followed, if any.
  public let followedPath: String?
  /// How many bytes of the followed file were read.
  let position: Int
  /// Whether a last row without a line end counts.
  let countsUnfinishedRow: Bool

  /// Makes a store of all events, or nil when there are none yet.
  ///
  /// - Complexity: O(events × columns).
  public func makeStore() -> EventStore? {
    guard summary != nil else { return nil }
    guard countsUnfinishedRow, let ended = try? loader.ended() else { return loader.makeStore() }
    return ended.makeStore()
  }

  /// Returns what follows the last file, or nil when it cannot be followed.
  ///
  /// Hands the events over: whoever keeps no other copy has them in memory once, with the follower
  /// or, when there is none, not at all.
  public consuming func makeFollower() throws(SourceError) -> FileFollower? {
    guard let followedPath else { return nil }
    return try FileFollower(
      path: followedPath, loader: loader, memory: memory, position: position,
      countsUnfinishedRow: countsUnfinishedRow)
  }
}
