/// A moment as whole microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable {
  /// Microseconds since the epoch; negative before it.
  public let rawValue: Int64

  /// Creates a moment from microseconds since the epoch.
  @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Orders moments by time.
  @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Returns the moment a given length after another, clamped to the representable range.
  @inlinable public static func + (moment: Timestamp, length: Microseconds) -> Timestamp {
    let (sum, overflow) = moment.rawValue.addingReportingOverflow(length.rawValue)
    guard overflow else { return Timestamp(rawValue: sum) }
    return Timestamp(rawValue: length.rawValue < 0 ? .min : .max)
  }
}
