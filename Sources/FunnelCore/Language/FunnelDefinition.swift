/// The steps of a funnel, from the first micro conversion to the macro conversion.
public struct FunnelDefinition: Hashable, Sendable {
  /// The steps in order; the last one is the macro conversion.
  public var steps: [FunnelStep]
  /// What must not happen between two steps.
  public var exclusions: [Exclusion]

  /// Creates a funnel of steps and exclusions.
  public init(steps: [FunnelStep], exclusions: [Exclusion] = []) {
    self.steps = steps
    self.exclusions = exclusions
  }

  /// Events that must not lie between two neighbouring steps.
  public struct Exclusion: Hashable, Sendable {
    /// The zero-based position of the step before the hop that must stay clean.
    public var afterStep: Int
    /// The events that spoil the hop.
    public var matchers: [EventMatcher]

    /// Creates an exclusion for the hop after a step.
    public init(afterStep: Int, matchers: [EventMatcher]) {
      self.afterStep = afterStep
      self.matchers = matchers
    }
  }
}
