/// The code that stands for an event name in an event store.
public struct EventCode: RawRepresentable, Hashable, Sendable {
  /// The zero-based position of the name in the store's table of event names.
  public let rawValue: Int

  /// Creates the code of the name at a zero-based position.
  @inlinable public init(rawValue: Int) { self.rawValue = rawValue }
}
