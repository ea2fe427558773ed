/// How a product shows its numbers, where that moves the count of no step.
///
/// Nobody sets these one by one: they come with a product, see ``FunnelRules/conventions``.
public struct ReportingConventions: Hashable, Sendable {
  /// Whether an event or column the data lacks is taken as never seen instead of refused.
  public internal(set) var acceptsUnknownNames = false
  /// Whether the weeks of a trend begin on Sunday instead of Monday.
  public internal(set) var weeksBeginOnSunday = false
  /// Whether a histogram's bins are whole seconds, one more than asked for.
  public internal(set) var binsWholeSeconds = false
  /// Whether an empty text in a breakdown's column counts as a missing value.
  public internal(set) var takesEmptyAsMissing = false
  /// Whether `step:N` runs the funnel again for every value at that step, so that groups overlap.
  public internal(set) var runsValuesOfStep = false
  /// Whether the first or last value of a unit comes from any event where the order is strict.
  public internal(set) var touchesAnyEventWhenStrict = false
  /// Whether groups are ordered by those who reached the last step instead of those who entered.
  public internal(set) var ranksGroupsByLastStep = false

  /// funneltop's own conventions.
  static let own = ReportingConventions()

  /// Another product's, as far as all of them agree: their figures take any name.
  static let otherProducts: ReportingConventions = {
    var conventions = own
    conventions.acceptsUnknownNames = true
    return conventions
  }()

  /// PostHog's.
  static let posthog = {
    var conventions = otherProducts
    conventions.weeksBeginOnSunday = true
    conventions.binsWholeSeconds = true
    conventions.takesEmptyAsMissing = true
    conventions.runsValuesOfStep = true
    conventions.touchesAnyEventWhenStrict = true
    conventions.ranksGroupsByLastStep = true
    return conventions
  }()
}
