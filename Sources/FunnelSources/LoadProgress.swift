public import FunnelCore

/// How far a load has come.
public struct LoadProgress: Sendable {
  /// The bytes read so far, before unpacking.
  public let bytesRead: Int
  /// The bytes of all files as they lie on disk, or nil when one of them has no size.
  public let totalBytes: Int?
  /// The events so far.
  public let rows: Int
  /// Whether the source, a pipe for example, has nothing more to give for the moment.
  public let isPaused: Bool
  private let loader: EventLoader

  init(bytesRead: Int, totalBytes: Int?, isPaused: Bool, loader: EventLoader) {
    self.bytesRead = bytesRead
    self.totalBytes = totalBytes
    self.isPaused = isPaused
    self.loader = loader
    rows = loader.eventCount
  }

  /// Where the events so far came from; their units are those of the store that is made of them.
  public var summary: DataSummary? { loader.summary(units: 0) }

  /// Makes a store of the events so far.
  ///
  /// - Complexity: O(events × columns).
  public func makeStore() -> EventStore? { loader.makeStore() }
}

/// Whether a load goes on.
public enum LoadDecision: Sendable {
  /// Read on.
  case proceed
  /// End here and keep what was read.
  case stop
}
