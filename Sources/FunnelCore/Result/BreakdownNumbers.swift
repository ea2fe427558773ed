/// The funnel split by the values of one or more columns.
public struct BreakdownNumbers: Equatable, Sendable {
  /// The split.
  public var breakdown: Breakdown
  /// The groups with the most entrants first; `(other)` last.
  public var groups: [GroupNumbers]
  /// Whether a unit can be in several groups, so that they do not add up.
  public var overlaps: Bool
  /// Whether the values mostly come from events after the entry, so that the groups tell how far
  /// their units got and are not compared.
  public var valuesComeLater: Bool

  /// Creates the numbers of a breakdown.
  public init(
    breakdown: Breakdown, groups: [GroupNumbers], overlaps: Bool = false,
    valuesComeLater: Bool = false
  ) {
    self.breakdown = breakdown
    self.groups = groups
    self.overlaps = overlaps
    self.valuesComeLater = valuesComeLater
  }
}

/// The funnel of one group.
public struct GroupNumbers: Equatable, Sendable {
  /// What the group stands for.
  public enum Kind: Hashable, Sendable {
    /// The units with these values; nil where a column of several is missing.
    case values([String?])
    /// The units that have none of the breakdown's values.
    case notSet
    /// The units that did not reach the step the value is taken from.
    case didNotReach
    /// The units of all groups beyond the limit, and how many groups those are.
    case other(groups: Int)
  }

  /// What the group stands for.
  public var kind: Kind
  /// The group's own funnel.
  public var funnel: FunnelNumbers
  /// The group's conversion compared with everyone else's; nil when either has no entrants.
  ///
  /// Nil too where a group is told by how far its units got. Values of a step are compared among
  /// those who reached it.
  public var versusRest: ProportionDifference?

  /// Creates the numbers of a group.
  public init(kind: Kind, funnel: FunnelNumbers, versusRest: ProportionDifference?) {
    self.kind = kind
    self.funnel = funnel
    self.versusRest = versusRest
  }
}

/// The difference between a group's conversion and the rest's, as fractions (0.01 is one percentage point).
public struct ProportionDifference: Equatable, Sendable {
  /// What can be said about the difference.
  public enum Verdict: String, Hashable, Sendable {
    /// The group converts better, beyond chance.
    case better
    /// The group converts worse, beyond chance.
    case worse
    /// Chance alone could make this difference.
    case noDifference = "no difference"
    /// Not enough units to say.
    case tooFew = "too few"
  }

  /// The group's rate less the rest's rate.
  public var difference: Double
  /// The 95 % interval of the difference (Newcombe's hybrid score interval).
  public var interval: ClosedRange<Double>
  /// The two-sided p-value of the pooled two-proportion z-test; nil when there are too few units.
  public var p: Double?
  /// The p-value after Holm's adjustment over the groups shown; nil when there are too few units.
  public var pAdjusted: Double?
  /// What can be said.
  public var verdict: Verdict

  /// Creates a difference.
  public init(
    difference: Double, interval: ClosedRange<Double>, p: Double?, pAdjusted: Double?,
    verdict: Verdict
  ) {
    self.difference = difference
    self.interval = interval
    self.p = p
    self.pAdjusted = pAdjusted
    self.verdict = verdict
  }
}
