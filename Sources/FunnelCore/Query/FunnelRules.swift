/// The rules by which a funnel is counted.
public struct FunnelRules: Hashable, Sendable {
  /// How the steps of a chain lie among the other events.
  public var order = Order.loose
  /// Events that never break a `strict` funnel.
  public var ignored: [EventMatcher] = []
  /// The longest time from the window's origin, its end included; nil for no limit.
  public var window: Microseconds? = .days(14)
  /// Where the window starts.
  public var windowOrigin = WindowOrigin.entry
  /// Which entries are tried.
  public var entry = Entry.any
  /// How events at the same moment are taken.
  public var ties = Ties.inOrder
  /// Whether one event may fill several steps of a chain.
  public var reusesEvents = false
  /// What becomes of a unit that an exclusion stops.
  public var excluded = Excluded.lost
  /// A column whose value all events of a chain must share.
  public var heldColumn: String?
  /// What is counted of each unit.
  public var counted = Counted.units
  /// What a unit is.
  public var unit = CountedUnit.user
  /// The silence after which a session ends where no column tells sessions apart.
  public var sessionGap = Microseconds(seconds: 1800)
  /// Which of the deepest chains times and values are taken from.
  public var reportedChain = ReportedChain.earliestEntry
  /// Whether hops of no time count in the times of hops.
  public var countsZeroHops = true
  /// Where a breakdown takes a unit's value from.
  public var attribution = Attribution.entry
  /// The earliest moment in the range.
  public var from: Timestamp?
  /// The moment before which the range ends.
  public var until: Timestamp?
  /// Which events the range bounds.
  public var bounds = Bounds.entry
  /// The product whose rules these were before single switches were set, see ``product``.
  public var preset: RulePreset?

  /// Creates the default rules: ordered, 14 days from the entry, any entry.
  public init() {}
}

extension FunnelRules {
  /// How the steps of a chain lie among the other events.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// In order, with anything between them.
    case loose
    /// In order, with nothing between them.
    case strict
    /// In any order.
    case any
  }

  /// Where the window starts.
  public enum WindowOrigin: String, Hashable, Sendable, CaseIterable {
    /// At the entry, for the whole chain.
    case entry
    /// At the step before, anew for every hop.
    case previous
  }

  /// Which entries of a unit are tried.
  public enum Entry: String, Hashable, Sendable, CaseIterable {
    /// All of them.
    case any
    /// Only the first.
    case first
  }

  /// How events at the same moment are taken.
  public enum Ties: Hashable, Sendable {
    /// As in order, whatever the file's order.
    case inOrder
    /// In the order of the file.
    case fileOrder
    /// As in order, after times were rounded down to a multiple of this length.
    case rounded(Microseconds)
  }

  /// What becomes of a unit that an exclusion stops.
  public enum Excluded: String, Hashable, Sendable, CaseIterable {
    /// It keeps the steps it reached and is lost there.
    case lost
    /// It leaves the funnel, as PostHog has it.
    case removed
  }

  /// What is counted of each unit.
  public enum Counted: String, Hashable, Sendable, CaseIterable {
    /// The unit, once.
    case units
    /// Every attempt: a new one begins after the last converted, ran out of time or was stopped.
    case attempts
  }

  /// What a unit is.
  public enum CountedUnit: Hashable, Sendable {
    /// A user.
    case user
    /// A session of a user.
    case session
    /// A value of a column.
    case column(String)
  }

  /// Which of the deepest chains times and values are taken from.
  public enum ReportedChain: String, Hashable, Sendable, CaseIterable {
    /// The one with the earliest entry, then the earliest next steps.
    case earliestEntry = "earliest entry"
    /// The one with the latest entry, then the earliest next steps.
    case latestEntry = "latest entry"
    /// The one that is complete first; of several the one with the latest entry.
    case firstCompletion = "first completion"
  }

  /// Where a breakdown takes a unit's value from.
  public enum Attribution: Hashable, Sendable {
    /// The reported chain's entry, or else its first event that has one.
    case entry
    /// The unit's earliest event with a value among those that match a step.
    case first
    /// The unit's latest event with a value among those that match a step.
    case last
    /// The event that fills the step of this number, counted from one.
    case step(Int)
    /// Every value on its own: the funnel is run on each value's events.
    case every
  }

  /// Which events the date range bounds.
  public enum Bounds: String, Hashable, Sendable, CaseIterable {
    /// The entry only; later steps may lie after the range.
    case entry
    /// Every event.
    case everyEvent = "every event"
  }
}
