/// The rules of another product, so that its figure can be reproduced.
public enum RulePreset: String, Hashable, Sendable, CaseIterable {
  /// PostHog's funnel insight: the chain complete first, excluded users removed.
  case posthog
  /// Mixpanel's funnel report: the first entry within 7 days, times rounded down to 2 seconds.
  case mixpanel
  /// Amplitude's funnel analysis: within 1 day, times rounded down to 1 second.
  case amplitude
  /// GA4's funnel exploration: without a time limit, dates bound every event.
  case ga4
  /// ClickHouse's `windowFunnel`: the latest entry, one event may fill several steps.
  case clickhouse
  /// Umami's funnel report: sessions, each step within 1 hour of the one before.
  case umami

  /// How the product writes its name.
  public var name: String {
    switch self {
    case .posthog: "PostHog"
    case .mixpanel: "Mixpanel"
    case .amplitude: "Amplitude"
    case .ga4: "GA4"
    case .clickhouse: "ClickHouse"
    case .umami: "Umami"
    }
  }

  /// How the product shows its numbers.
  var conventions: ReportingConventions { self == .posthog ? .posthog : .otherProducts }

  /// Whether the product has exclusions at all.
  public var hasExclusions: Bool {
    switch self {
    case .clickhouse, .umami: false
    case .posthog, .mixpanel, .amplitude, .ga4: true
    }
  }

  /// The product's switches, everything else as in the default rules.
  public var rules: FunnelRules {
    var rules = FunnelRules()
    rules.preset = self
    switch self {
    case .posthog:
      rules.reportedChain = .firstCompletion
      rules.excluded = .removed
      rules.bounds = .everyEvent
      rules.attribution = .first
      rules.countsZeroHops = false
    case .mixpanel:
      rules.window = .days(7)
      rules.entry = .first
      rules.ties = .rounded(Microseconds(seconds: 2))
    case .amplitude:
      rules.window = .days(1)
      rules.ties = .rounded(Microseconds(seconds: 1))
    case .ga4:
      rules.window = nil
      rules.windowOrigin = .previous
      rules.bounds = .everyEvent
    case .clickhouse:
      rules.reportedChain = .latestEntry
      rules.reusesEvents = true
      rules.bounds = .everyEvent
    case .umami:
      rules.window = Microseconds(seconds: 3600)
      rules.windowOrigin = .previous
      rules.reusesEvents = true
      rules.bounds = .everyEvent
      rules.unit = .session
    }
    return rules
  }
}
