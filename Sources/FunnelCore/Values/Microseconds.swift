/// A length of time in whole microseconds.
public struct Microseconds: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number of microseconds.
  public let rawValue: Int64

  /// Creates a length from microseconds.
  @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Creates a length from whole seconds.
  @inlinable public init(seconds: Int64) { self.init(rawValue: seconds * 1_000_000) }

  /// The length in seconds.
  @inlinable public var seconds: Double { Double(rawValue) / 1_000_000 }

  /// Orders lengths from short to long.
  @inlinable public static func < (left: Microseconds, right: Microseconds) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Returns a length of whole days of 24 hours.
  public static func days(_ count: Int64) -> Microseconds { Microseconds(seconds: count * 86_400) }
}
