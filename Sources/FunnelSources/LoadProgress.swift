public import FunnelCore

/// How far a load has come.
public struct LoadProgress: Sendable {
  /// The bytes read so far, before unpacking.
  public let bytesRead: Int
  /// The bytes of all files as they lie on disk, or nil when one of them has no size.
  public let totalBytes: Int?
  /// The events so far.
  public let rows: Int
  private let loader: EventLoader

  init(bytesRead: Int, totalBytes: Int?, loader: EventLoader) {
    self.bytesRead = bytesRead
    self.totalBytes = totalBytes
    self.loader = loader
    rows = loader.eventCount
  }

  /// Where the events so far came from.
  public var summary: DataSummary? { loader.summary }

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
