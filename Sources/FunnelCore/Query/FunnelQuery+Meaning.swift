extension FunnelQuery {
  /// Refuses switches that have no meaning together, with the reason.
  ///
  /// - Throws: ``QueryError/contradiction(_:)`` or ``QueryError/tooManySteps(limit:)``.
  public func checkMeaning() throws(QueryError) {
    if let reason = orderContradiction ?? removalContradiction ?? attemptContradiction {
      throw .contradiction(reason)
    }
    let steps = funnel.steps
    let slots = steps.filter { !$0.isOptional }.reduce(0) { $0 + $1.count }
    if max(slots, steps.count) > SearchPlan.slotLimit {
      throw .tooManySteps(limit: SearchPlan.slotLimit)
    }
    if steps.first?.isOptional == true || steps.last?.isOptional == true {
      throw .contradiction("the first and the last step cannot be optional (`?`)")
    }
    if steps.contains(where: { $0.isOptional && $0.count > 1 }) {
      throw .contradiction("an optional step (`?`) is one event, so it has no `x2`")
    }
    if steps.count(where: \.isOptional) > OptionalSteps.limit {
      throw .contradiction("a funnel has at most \(OptionalSteps.limit) optional steps (`?`)")
    }
    if steps.first?.within != nil {
      throw .contradiction("`within` limits the hop into a step, and no hop leads into the first")
    }
    if rules.reusesEvents, steps.contains(where: { $0.count > 1 }) {
      throw .contradiction(
        "`--reuse` lets one event fill several steps, a count (`x3`) asks for several events")
    }
    if let hop, hop.first < 1 || hop.last <= hop.first || hop.last > steps.count {
      throw .contradiction(
        "the hop \(hop.first)..\(hop.last) is not in this funnel of \(steps.count) steps")
    }
    if case .step(let number) = rules.attribution, !(1...max(1, steps.count)).contains(number) {
      throw .contradiction("the funnel has no step \(number) to take a breakdown's value from")
    }
  }

  private var orderContradiction: String? {
    if rules.order != .strict, !rules.ignored.isEmpty {
      return "`--ignore` names events that may lie between the steps of a strict funnel; with any "
        + "other `--order` every event may"
    }
    guard rules.order == .any else { return nil }
    if funnel.steps.contains(where: \.isOptional) {
      return "in a funnel of any order every step may be missing, so none is optional (`?`)"
    }
    if funnel.steps.contains(where: { $0.count > 1 }) {
      return "a step of several events (`x3`) has no place among steps of any order"
    }
    if funnel.steps.contains(where: { $0.within != nil }) {
      return "`within` limits the hop from the step before, which any order does not have"
    }
    if rules.windowOrigin == .previous, rules.window != nil {
      return "a window from the previous step needs an order of the steps"
    }
    return excludesEverywhere
      ? nil : "`!event` stands between two steps; for a funnel of any order use `--exclude`"
  }

  /// Whether every excluded event is excluded from every hop.
  private var excludesEverywhere: Bool {
    let hops = Set(0..<max(0, funnel.steps.count - 1))
    let matchers = Set(funnel.exclusions.flatMap(\.matchers))
    return matchers.allSatisfy { matcher in
      Set(funnel.exclusions.filter { $0.matchers.contains(matcher) }.map(\.afterStep)) == hops
    }
  }

  private var removalContradiction: String? {
    guard rules.excluded == .removed, !funnel.exclusions.isEmpty else { return nil }
    let reason =
      "units that an exclusion stops are removed only as PostHog does it, which knows no "
    if funnel.steps.contains(where: { $0.within != nil }) { return reason + "`within`" }
    if funnel.steps.contains(where: { $0.count > 1 }) { return reason + "counts (`x3`)" }
    if funnel.steps.contains(where: \.isOptional) { return reason + "optional steps (`?`)" }
    if rules.windowOrigin == .previous, rules.window != nil {
      return reason + "window from the previous step"
    }
    if rules.heldColumn != nil { return reason + "`--hold`" }
    if rules.entry == .first { return reason + "`--entry first`" }
    if rules.counted == .attempts { return reason + "`--count attempts`" }
    if rules.ties == .fileOrder { return reason + "`--ties file-order`" }
    return nil
  }

  private var attemptContradiction: String? {
    guard rules.counted == .attempts else { return nil }
    if rules.entry == .first {
      let origin =
        rules.preset.flatMap { $0.rules.entry == .first ? "\($0.name)'s rules have" : nil }
      return "the first entry only"
        + (origin.map { ", as \($0) it," } ?? " (`--entry first`)")
        + " allows one attempt; choose `--entry any`"
    }
    if funnel.steps.contains(where: \.isOptional) {
      return "attempts cannot be counted in a funnel with an optional step (`?`)"
    }
    if rules.heldColumn != nil {
      return "attempts follow one another; with `--hold` they would run side by side"
    }
    return nil
  }
}
