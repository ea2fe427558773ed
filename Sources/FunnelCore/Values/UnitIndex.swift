/// The position of a unit (a user by default) in an event store.
public struct UnitIndex: RawRepresentable, Hashable, Comparable, Sendable {
  /// The zero-based position.
  public let rawValue: Int

  /// Creates the index of the unit at a zero-based position.
  @inlinable public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders units by position.
  @inlinable public static func < (left: UnitIndex, right: UnitIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
