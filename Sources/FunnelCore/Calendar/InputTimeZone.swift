/// A rule that gives the offset from UTC to times written without a zone.
public protocol InputTimeZone: Sendable {
  /// Returns the offset east of UTC, in seconds, at a local time.
  ///
  /// The local time is given as seconds since 1970-01-01T00:00:00 on the local clock.
  func offsetSeconds(atLocal seconds: Int64) -> Int64
}
