extension FunnelQuery {
  /// The rules with everything as usual that cannot change how many reach each step, so that rules
  /// which count alike are equal.
  ///
  /// What contradicts the funnel stays as it is: it has no answer instead of a like one.
  var countingRules: FunnelRules {
    var rules = rules
    rules.preset = nil
    rules.countsZeroHops = true
    if segments.isEmpty {
      switch rules.attribution {
      case .entry, .first, .last, .every: rules.attribution = .entry
      case .step: break
      }
      // An optional step is counted by the events of the reported chain.
      if !funnel.steps.contains(where: \.isOptional) { rules.reportedChain = .earliestEntry }
    }
    if funnel.exclusions.isEmpty { rules.excluded = .lost }
    if rules.from == nil, rules.until == nil { rules.bounds = .entry }
    if rules.window == nil { rules.windowOrigin = .entry }
    return rules
  }
}
