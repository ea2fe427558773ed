public import FunnelCore

/// What a load has read.
public struct LoadedEvents: Sendable {
  /// What the user should know of how the events were read.
  public let notes: [String]
  /// The zone of times written without one, where the events were read long ago; otherwise nil.
  public let zoneName: String?
  /// The events as they lie in a snapshot; then the loader has none.
  private let stored: EventStore?
  /// The loader with all events but that of an unfinished last row, which may be completed.
  let loader: EventLoader
  /// Where the events came from, or nil when there are none yet; their units are those of the store
  /// that is made of them.
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

  /// Takes what a loader has read.
  init(
    loader: EventLoader, summary: DataSummary?, wasStopped: Bool, memory: MemoryWatch,
    followedPath: String?, position: Int, countsUnfinishedRow: Bool
  ) {
    notes = []
    zoneName = nil
    stored = nil
    self.loader = loader
    self.summary = summary
    self.wasStopped = wasStopped
    self.memory = memory
    self.followedPath = followedPath
    self.position = position
    self.countsUnfinishedRow = countsUnfinishedRow
  }

  /// Takes a snapshot, which cannot be followed.
  init(_ opened: OpenedSnapshot, memory: MemoryWatch) {
    self.memory = memory
    notes = opened.notes
    zoneName = opened.snapshot.zoneName
    stored = opened.snapshot.store
    loader = EventLoader()
    summary = opened.snapshot.summary
    wasStopped = false
    followedPath = nil
    position = 0
    countsUnfinishedRow = false
  }

  /// Makes a store of all events, or nil when there are none yet.
  ///
  /// - Complexity: O(events × columns), O(1) for a snapshot.
  public func makeStore() -> EventStore? {
    if let stored { return stored }
    guard summary != nil else { return nil }
    guard countsUnfinishedRow, let ended = try? loader.ended() else { return loader.makeStore() }
    return ended.makeStore()
  }

  /// Makes a store of all events, or nil when there are none, and gives back the memory of what was
  /// read meanwhile.
  ///
  /// - Complexity: O(events × columns), O(1) for a snapshot.
  public consuming func makeLastStore() -> EventStore? {
    if let stored { return stored }
    guard summary != nil else { return nil }
    let countsUnfinishedRow = countsUnfinishedRow
    var loader = (consume self).loader
    if countsUnfinishedRow, let ended = try? loader.ended() { loader = ended }
    return loader.takeLastStore()
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
