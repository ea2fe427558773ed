/// One step of a funnel: the events that fill it and how.
public struct FunnelStep: Hashable, Sendable {
  /// An event fills the step when any of these matches it.
  public var matchers: [EventMatcher]
  /// How many distinct events the step needs (`view x3`).
  public var count: Int
  /// Whether the step may be skipped (`view?`).
  public var isOptional: Bool
  /// The longest time the hop into this step may take, its end included.
  public var within: Microseconds?
  /// The name given by the author (`as "Bought"`).
  public var name: String?

  /// Creates a step.
  public init(
    matchers: [EventMatcher], count: Int = 1, isOptional: Bool = false,
    within: Microseconds? = nil, name: String? = nil
  ) {
    self.matchers = matchers
    self.count = count
    self.isOptional = isOptional
    self.within = within
    self.name = name
  }
}

/// Matches events by name and, when given, by their properties.
public struct EventMatcher: Hashable, Sendable {
  /// Which event names match.
  public enum Name: Hashable, Sendable {
    /// Any event (`*`).
    case any
    /// The event with exactly this name.
    case exact(String)
    /// The events whose name fits the parts with anything between them (`/product/*` is `["/product/", ""]`).
    case wildcard([String])
  }

  /// The names that match.
  public var name: Name
  /// What the event's properties must satisfy.
  public var predicate: Predicate?

  /// Creates a matcher.
  public init(name: Name, predicate: Predicate? = nil) {
    self.name = name
    self.predicate = predicate
  }
}
