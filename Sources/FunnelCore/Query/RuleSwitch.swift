/// One rule in which two ways of counting can differ.
public enum RuleSwitch: String, Hashable, Sendable, CaseIterable {
  /// What is counted, with the silence that ends a session.
  case unit
  /// How the steps lie among other events, with those that never break a strict funnel.
  case order
  /// The longest time a chain may take.
  case window
  /// Where the window starts.
  case windowOrigin
  /// Which entries are tried.
  case entry
  /// How events at the same moment are taken.
  case ties
  /// Whether one event may fill several steps.
  case reuse
  /// What becomes of a unit that an exclusion stops.
  case excluded
  /// Which of the deepest chains is reported; moves the count of optional steps alone.
  case reportedChain = "reported_chain"
  /// Which events the date range bounds.
  case bounds
  /// The column whose value a chain must share.
  case hold
  /// Whether units or all their attempts are counted.
  case counted
  /// Where a breakdown takes a unit's value from.
  case attribution

  /// Whether it can move the count of a step, and not only the groups of a breakdown.
  public var movesSteps: Bool { self != .attribution }

  /// Whether two sets of rules differ in it.
  public func differs(_ left: FunnelRules, _ right: FunnelRules) -> Bool {
    // The silence that ends a session is a rule only where sessions are counted.
    if self == .unit, left.unit == right.unit, left.unit != .session { return false }
    var copy = left
    apply(right, to: &copy)
    return copy != left
  }

  /// Takes the rule over from other rules.
  public func apply(_ source: FunnelRules, to rules: inout FunnelRules) {
    switch self {
    case .unit: (rules.unit, rules.sessionGap) = (source.unit, source.sessionGap)
    case .order: (rules.order, rules.ignored) = (source.order, source.ignored)
    case .window: rules.window = source.window
    case .windowOrigin: rules.windowOrigin = source.windowOrigin
    case .entry: rules.entry = source.entry
    case .ties: rules.ties = source.ties
    case .reuse: rules.reusesEvents = source.reusesEvents
    case .excluded: rules.excluded = source.excluded
    case .reportedChain: rules.reportedChain = source.reportedChain
    case .bounds: rules.bounds = source.bounds
    case .hold: rules.heldColumn = source.heldColumn
    case .counted: rules.counted = source.counted
    case .attribution: rules.attribution = source.attribution
    }
  }
}
