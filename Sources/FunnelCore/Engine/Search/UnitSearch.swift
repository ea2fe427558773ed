/// Searches one unit after the other by whatever rules a funnel has.
struct UnitSearch {
  let funnel: CompiledFunnel
  /// The events of the unit under way.
  var events = UnitEvents()
  var ordered: ChainSearch
  var anyOrder: AnyOrderSearch
  var struck: StruckSearch
  /// The ways through optional steps; nil where there are none.
  var ways: WaySearch?
  private(set) var held: HeldValues?
  /// The plan without window and limits.
  let unlimited: SearchPlan
  private var selected = UnitEvents()
  /// What is known of the unit for all its lost attempts.
  var prospects = Prospects()
  /// Asks whether to go on.
  var pulse: Pulse

  /// Whether the search was cancelled, which leaves the last unit unfinished.
  var isCancelled: Bool {
    pulse.isCancelled || (ways?.searches.contains(where: \.isCancelled) ?? false)
  }

  init(_ funnel: CompiledFunnel, isCancelled: @escaping @Sendable () -> Bool) {
    self.funnel = funnel
    pulse = Pulse(isCancelled)
    unlimited = funnel.plan.withoutLimits
    ordered = ChainSearch(plan: funnel.plan)
    anyOrder = AnyOrderSearch(plan: funnel.plan)
    struck = StruckSearch(order: funnel.order, plan: funnel.plan)
    held = funnel.held.map { HeldValues(column: $0) }
    ways = funnel.optional.map { WaySearch($0, isCancelled: isCancelled) }
    events.separatesTies = funnel.separatesTies
    selected.separatesTies = funnel.separatesTies
    held?.events.separatesTies = funnel.separatesTies
  }

  /// Takes the events of a unit that can fill a step or spoil a hop.
  ///
  /// - Complexity: O(rows × conditions).
  @inline(__always)
  mutating func load<Code: FixedWidthInteger>(
    _ rows: some Sequence<Int>, of store: EventStore, codes: SharedArray<Code>,
    only restriction: RowRestriction?
  ) {
    if ways != nil {
      for way in funnel.optional?.ways.indices ?? 0..<0 {
        ways?.searches[way].load(rows, of: store, codes: codes, only: restriction)
      }
    }
    events.removeAll()
    prospects = Prospects()
    let times = store.times
    for row in rows {
      let code = Int(truncatingIfNeeded: codes[row])
      var mask = funnel.fills.mask(code: code, row: row)
      // Most rows of most funnels end here.
      if mask == 0, funnel.spoilers == nil { continue }
      let time = times[row]
      guard funnel.counts(row, at: time) else { continue }
      if let restriction, !restriction.allows(row, &mask) { continue }
      let fills = mask
      if funnel.timeSlot > 1, mask != 0, !funnel.isInEntryRange(time),
        funnel.plan.mayEnter(at: funnel.rounded(time))
      {
        // The range bounds true times, and the rounded one has crossed its border. What completes
        // the first step is the entry, in any order every step is.
        if funnel.order != .any { mask &= ~(1 << UInt64(funnel.plan.entrySlots - 1)) }
        mask |= AnyOrderSearch.barred
      }
      if let spoilers = funnel.spoilers {
        let bits = spoilers.bits(code: code, row: row, fills: fills)
        guard mask | bits.all != 0 else { continue }
        events.append(time: funnel.rounded(time), mask: mask, spoils: bits, row: row)
      } else if mask != 0 {
        events.append(time: funnel.rounded(time), mask: mask, row: row)
      }
    }
  }

  /// Returns the row that fills each required step of the reported chain; none without an entry.
  mutating func reportedChain(of store: EventStore) -> [UInt32] {
    if ways != nil { return ways?.search(store) ?? [] }
    if funnel.removesExcluded {
      let attempt = struck.settled(struck.attempts(of: &events, &pulse))
      return attempt?.positions.map { events.rows[$0] } ?? []
    }
    if held == nil, funnel.order != .any { return orderedChain() }
    let chains = eachValue { search, events in search.chain(in: &events) }
    return chains.bestChain(by: funnel, in: events)
  }

  /// Returns the reported chain among those that enter in a range of times.
  mutating func reportedChain(
    of store: EventStore, enteringIn range: ClosedRange<Int64>
  ) -> [UInt32] {
    setEntries(earliest: range.lowerBound, latest: range.upperBound)
    // Nothing before the range can matter, unless the first step needs earlier events too.
    if funnel.plan.entrySlots == 1, funnel.held == nil, ways == nil {
      let start = events.firstPosition(at: range.lowerBound)
      (ordered.start, anyOrder.start) = (start, start)
    }
    defer {
      (ordered.start, anyOrder.start) = (0, 0)
      setEntries(earliest: funnel.plan.earliestEntry, latest: funnel.plan.latestEntry)
    }
    return reportedChain(of: store)
  }

  private mutating func setEntries(earliest: Int64, latest: Int64) {
    ordered.plan.earliestEntry = earliest
    ordered.plan.latestEntry = latest
    anyOrder.plan.earliestEntry = earliest
    anyOrder.plan.latestEntry = latest
    for way in ways?.searches.indices ?? 0..<0 {
      ways?.searches[way].setEntries(earliest: earliest, latest: latest)
    }
  }

  /// Whether an event can begin a chain, as far as its own step goes.
  func canEnter(at position: Int) -> Bool {
    funnel.order == .any ? events.masks[position] != 0 : events.masks[position] & 1 == 1
  }

  /// Whether the window of a chain, given by its rows, had not ended with the data.
  func isOpen(_ chain: [UInt32], _ store: EventStore) -> Bool {
    guard let first = chain.first, let last = chain.last else { return false }
    return funnel.plan.isOpen(
      entry: funnel.rounded(store.times[Int(first)]),
      lastStep: funnel.rounded(store.times[Int(last)]), dataEnd: funnel.dataEnd)
  }

  /// Calls `body` with the events of every held value, or once with all events.
  mutating func eachValue<Answer>(
    _ body: (inout UnitSearch, inout UnitEvents) -> Answer
  ) -> [Answer] {
    guard var held else {
      var events = UnitEvents()
      swap(&events, &self.events)
      defer { swap(&events, &self.events) }
      return [body(&self, &events)]
    }
    self.held = nil
    swap(&held.events, &events)
    held.look()
    var answers: [Answer] = []
    var selected = UnitEvents()
    swap(&selected, &self.selected)
    for value in 0..<held.count {
      held.select(value, into: &selected)
      answers.append(body(&self, &selected))
      if pulse.isCancelled(after: selected.count) { break }
    }
    swap(&selected, &self.selected)
    swap(&held.events, &events)
    self.held = held
    return answers
  }

  /// Returns the reported chain of the events under way, in order.
  private mutating func orderedChain() -> [UInt32] {
    swap(&ordered.events, &events)
    defer { swap(&ordered.events, &events) }
    let depth = ordered.depth()
    guard depth > 0 else { return [] }
    ordered.report(depth: depth)
    return ordered.chain
  }

  private mutating func chain(in events: inout UnitEvents) -> [UInt32] {
    if funnel.order == .any {
      swap(&anyOrder.events, &events)
      defer { swap(&anyOrder.events, &events) }
      return anyOrder.search() > 0 ? anyOrder.chain : []
    }
    swap(&self.events, &events)
    defer { swap(&self.events, &events) }
    return orderedChain()
  }
}
