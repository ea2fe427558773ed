/// The rules by which a funnel is counted.
public struct FunnelRules: Hashable, Sendable {
  /// How the steps of a chain lie among the other events.
  public enum Order: String, Hashable, Sendable, CaseIterable { case loose, strict, any }
  /// Where the window starts.
  public enum WindowOrigin: String, Hashable, Sendable, CaseIterable { case entry, previous }
  /// Which entries of a unit are tried.
  public enum Entry: String, Hashable, Sendable, CaseIterable { case any, first }

  /// The order of the steps.
  public var order = Order.loose
  /// The longest time from the window's origin, its end included; nil for no limit.
  public var window: Microseconds? = .days(14)
  /// Where the window starts.
  public var windowOrigin = WindowOrigin.entry
  /// Which entries are tried.
  public var entry = Entry.any
  /// The earliest moment an entry may have.
  public var from: Timestamp?
  /// The moment before which an entry must lie.
  public var until: Timestamp?

  /// Creates the default rules: ordered, 14 days from the entry, any entry.
  public init() {}
}
