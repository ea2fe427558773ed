public import FunnelCore

/// The clock on which periods begin, chosen once when the program starts.
public struct DisplayClock: Sendable, Equatable {
  /// Its time zone.
  public let zone: any DisplayTimeZone

  /// Creates a clock of a time zone.
  public init(_ zone: any DisplayTimeZone) { self.zone = zone }

  /// All clocks are equal: a model is never compared with one of another start.
  public static func == (left: DisplayClock, right: DisplayClock) -> Bool { true }
}
