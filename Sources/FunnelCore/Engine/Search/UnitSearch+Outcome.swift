extension UnitSearch {
  /// Searches the unit that was loaded and adds what became of it.
  mutating func search(unit: Int, of store: EventStore, into part: inout Outcomes.Part) {
    if funnel.countsAttempts {
      searchAttempts(unit: unit, of: store, into: &part)
    } else {
      let chain = reportedChain(of: store)
      if !chain.isEmpty { add(chain, of: unit, from: 0, store, &part) }
    }
  }

  /// Adds a chain, given by its required steps, and why it went no further.
  private mutating func add(
    _ chain: [UInt32], of unit: Int, from start: Int, _ store: EventStore,
    _ part: inout Outcomes.Part
  ) {
    let needsNoReason = chain.count == funnel.plan.stepCount || !funnel.findsReasons
    if let found = ways?.found {
      let reason =
        needsNoReason
        ? nil : ways?.searches[found.way].lossReason(of: found.chain, from: start, store)
      part.append(unit: unit, rows: found.rows, reason: reason)
      return
    }
    let reason = needsNoReason ? nil : lossReason(of: chain, from: start, store)
    part.append(unit: unit, rows: chain, reason: reason)
  }

  /// Returns the first reason that holds for a chain that ended before the last step.
  mutating func lossReason(
    of chain: [UInt32], from start: Int, _ store: EventStore
  ) -> LossReason {
    let depth = chain.count
    let isOpen = isOpen(chain, store)
    // Without an event for a further step no other rule leads there.
    guard mayGoOn(after: depth) else { return isOpen ? .open : .left }
    if funnel.hasExclusions, goesOn(.withoutExclusions, after: depth, from: start) {
      return .excluded
    }
    if goesOn(.withoutLimits, after: depth, from: start) { return .late }
    if isOpen { return .open }
    guard funnel.order != .any else { return .left }
    return goesOn(.anyOrder, after: depth, from: start) ? .outOfOrder : .left
  }

  private mutating func mayGoOn(after depth: Int) -> Bool {
    if funnel.order == .any { return true }
    if prospects.present == nil {
      pulse.isCancelled(after: events.count)
      prospects.present = events.union(of: 0..<events.count)
    }
    let present = prospects.present ?? 0
    return present >> UInt64(funnel.plan.slots(of: depth)) & 1 == 1
  }

  /// Searches one attempt after the other: the next begins when the last is over.
  private mutating func searchAttempts(
    unit: Int, of store: EventStore, into part: inout Outcomes.Part
  ) {
    var start = 0
    while start < events.count {
      guard let attempt = attempt(from: start) else { return }
      add(attempt.chain, of: unit, from: start, store, &part)
      if pulse.isCancelled(after: attempt.end - start) { return }
      start = attempt.end
    }
  }

  /// Returns the attempt that begins with the first entry from a position on, and where it ends.
  private mutating func attempt(from start: Int) -> (chain: [UInt32], end: Int)? {
    if funnel.order == .any {
      swap(&anyOrder.events, &events)
      anyOrder.start = start
      anyOrder.plan.firstEntryOnly = true
      defer {
        anyOrder.start = 0
        anyOrder.plan.firstEntryOnly = funnel.plan.firstEntryOnly
        swap(&anyOrder.events, &events)
      }
      guard anyOrder.search() > 0 else { return nil }
      return (anyOrder.chain, max(anyOrder.end, start + 1))
    }
    swap(&ordered.events, &events)
    ordered.start = start
    ordered.plan.firstEntryOnly = true
    defer {
      ordered.start = 0
      ordered.plan.firstEntryOnly = funnel.plan.firstEntryOnly
      swap(&ordered.events, &events)
    }
    let depth = ordered.depth()
    guard depth > 0, let entry = ordered.firstEntry else { return nil }
    ordered.report(depth: depth)
    // What breaks a strict funnel may be the next entry; what is excluded may not.
    let isBroken = ordered.isSpoiled && funnel.order == .strict && !ordered.isExcluded
    let end = isBroken ? ordered.lastInstant : ordered.end
    return (ordered.chain, max(end, ordered.events.instantEnd(from: entry)))
  }
}
