/// Rules that differ from a funnel's own in one thing, to learn why a unit was lost.
enum RuleVariant: Hashable {
  /// Nothing is excluded.
  case withoutExclusions
  /// There is neither a window nor a limit of a hop.
  case withoutLimits
  /// The steps may come in any order.
  case anyOrder
}

extension UnitSearch {
  /// Whether a chain that ended after some steps goes on by rules that differ in one thing.
  ///
  /// `start` is where its search began.
  mutating func goesOn(_ variant: RuleVariant, after steps: Int, from start: Int) -> Bool {
    guard funnel.countsAttempts, funnel.order != .any else {
      return depth(variant, toward: steps + 1, from: start) > steps
    }
    // The other attempts of the unit will ask the same.
    let goal = Prospects.Goal(variant: variant, slots: funnel.plan.slots(of: steps + 1))
    return variant == .anyOrder
      ? hasEntry(for: goal, from: start)
      : ordered.firstEntry.map { reaches(goal, from: $0) } ?? false
  }

  /// Whether the attempt under way, which entered at a position, could have reached a goal.
  private mutating func reaches(_ goal: Prospects.Goal, from entry: Int) -> Bool {
    let prepared = UInt64(ordered.preparedSlots(before: entry))
    if let known = prospects.entries[goal] { return known[entry] >> prepared & 1 == 1 }
    pulse.isCancelled(after: events.count)
    swap(&ordered.events, &events)
    ordered.events.ignoresExclusions = goal.variant == .withoutExclusions
    if goal.variant == .withoutLimits { ordered.plan = unlimited }
    let entries = ordered.entries(of: goal.slots)
    ordered.plan = funnel.plan
    ordered.events.ignoresExclusions = false
    swap(&ordered.events, &events)
    prospects.entries[goal] = entries
    return entries[entry] >> prepared & 1 == 1
  }

  /// Whether some entry from a position on leads to a goal in any order.
  private mutating func hasEntry(for goal: Prospects.Goal, from start: Int) -> Bool {
    if let known = prospects.found[goal] {
      guard let entry = known.entry else { return false }
      if start <= entry { return true }
    }
    let depths = eachValue { search, events in
      search.anyOrderDepth(of: goal.slots, from: start, in: &events).depth
    }
    let found = depths == [goal.slots]
    prospects.found[goal] = (start, found ? anyOrder.entry : nil)
    return found
  }

  /// Returns the number of steps of the deepest chain by rules that differ in one thing.
  ///
  /// In any order only the first steps count, as many as `goal`.
  private mutating func depth(
    _ variant: RuleVariant, toward goal: Int, from start: Int
  ) -> Int {
    let slots = funnel.plan.slots(of: goal)
    if held == nil {
      var events = UnitEvents()
      swap(&events, &self.events)
      defer { swap(&events, &self.events) }
      let depth = depth(variant, slots: slots, from: start, in: &events).depth
      guard variant == .anyOrder else { return depth }
      return depth == slots ? goal : 0
    }
    var found = eachValue { search, events in
      search.depth(variant, slots: slots, from: start, in: &events)
    }
    if funnel.plan.firstEntryOnly, let first = found.filter({ $0.depth > 0 }).map(\.entry).min() {
      found.removeAll { $0.entry != first }
    }
    let depth = found.map(\.depth).max() ?? 0
    guard variant == .anyOrder else { return depth }
    return depth == slots ? goal : 0
  }

  private mutating func depth(
    _ variant: RuleVariant, slots: Int, from start: Int, in events: inout UnitEvents
  ) -> (depth: Int, entry: Int64) {
    switch variant {
    case .withoutExclusions:
      events.ignoresExclusions = true
      defer { events.ignoresExclusions = false }
      return depth(by: funnel.plan, from: start, in: &events)
    case .withoutLimits: return depth(by: unlimited, from: start, in: &events)
    case .anyOrder: return anyOrderDepth(of: slots, from: start, in: &events)
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
