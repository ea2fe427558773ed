/// Rules that differ from a funnel's own in one thing, to learn why a unit was lost.
enum RuleVariant {
  /// Nothing is excluded.
  case withoutExclusions
  /// There is neither a window nor a limit of a hop.
  case withoutLimits
  /// The first steps, this many, may come in any order.
  case anyOrder(steps: Int)
}

extension UnitSearch {
  mutating func depth(
    _ variant: RuleVariant, from start: Int, in events: inout UnitEvents
  ) -> (depth: Int, entry: Int64) {
    switch variant {
    case .withoutExclusions:
      events.ignoresExclusions = true
      defer { events.ignoresExclusions = false }
      return depth(by: funnel.plan, from: start, in: &events)
    case .withoutLimits: return depth(by: funnel.plan.withoutLimits, from: start, in: &events)
    case .anyOrder(let steps):
      return anyOrderDepth(of: funnel.plan.slots(of: steps), from: start, in: &events)
    }
  }

  private mutating func depth(
    by plan: SearchPlan, from start: Int, in events: inout UnitEvents
  ) -> (depth: Int, entry: Int64) {
    if funnel.order == .any {
      anyOrder.plan = plan
      anyOrder.plan.firstEntryOnly = plan.firstEntryOnly || funnel.countsAttempts
      defer { anyOrder.plan = funnel.plan }
      return anyOrderDepth(of: plan.slotCount, from: start, in: &events)
    }
    swap(&ordered.events, &events)
    ordered.plan = plan
    ordered.start = start
    ordered.plan.firstEntryOnly = plan.firstEntryOnly || funnel.countsAttempts
    defer {
      ordered.plan = funnel.plan
      ordered.start = 0
      swap(&ordered.events, &events)
    }
    let depth = ordered.depth()
    return (depth, ordered.firstEntry.map { entry(at: $0, in: ordered.events) } ?? .max)
  }

  /// Returns how many of the first slots events fill that may come in any order.
  private mutating func anyOrderDepth(
    of slots: Int, from start: Int, in events: inout UnitEvents
  ) -> (depth: Int, entry: Int64) {
    swap(&anyOrder.events, &events)
    anyOrder.start = start
    anyOrder.slotCount = slots
    defer {
      anyOrder.start = 0
      anyOrder.slotCount = funnel.plan.slotCount
      swap(&anyOrder.events, &events)
    }
    let depth = anyOrder.search()
    return (depth, depth > 0 ? entry(at: anyOrder.entry, in: anyOrder.events) : .max)
  }

  /// Returns what tells the first of several entries: in file order the row, otherwise the time.
  private func entry(at position: Int, in events: UnitEvents) -> Int64 {
    funnel.separatesTies ? Int64(events.rows[position]) : events.times[position]
  }
}
