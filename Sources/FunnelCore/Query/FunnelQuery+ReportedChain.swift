extension FunnelQuery {
  /// Which of the deepest chains is really reported, whatever the rules name.
  ///
  /// Where exclusions remove units, the chain is chosen as PostHog does it; and other products'
  /// choices are known only for ties that count as in order.
  public var reportedChain: FunnelRules.ReportedChain {
    if rules.excluded == .removed, !funnel.exclusions.isEmpty {
      return rules.order == .any ? .earliestEntry : .firstCompletion
    }
    return rules.ties == .fileOrder ? .earliestEntry : rules.reportedChain
  }
}
