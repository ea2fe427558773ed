/// Finds the chain that stands for a unit where exclusions remove units, as PostHog does it.
///
/// Each entry starts an attempt that takes the next step's event as it comes. An excluded event
/// within a hop strikes the attempt. A unit counts with its deepest attempt; when all the deepest
/// ones are struck, the unit leaves the funnel with everything it had reached.
struct StruckSearch {
  /// One entry and the events that followed it.
  struct Attempt {
    /// The position of the event that filled each step.
    var positions: [Int]
    /// The time of each step.
    var times: [Int64]
    /// Whether an exclusion stopped it.
    var isStruck = false
    /// Whether the step after the exclusion was reached all the same.
    var isAdvanced = false

    init(rows: ArraySlice<UInt32>, of events: UnitEvents) {
      positions = rows.map { events.position(ofRow: $0) }
      times = positions.map { events.times[$0] }
    }

    var start: Int64 { times[0] }
    var depth: Int { times.count }
  }

  let order: FunnelRules.Order
  private var search: ChainSearch
  /// The number of steps an attempt can have.
  var stepCount: Int

  init(order: FunnelRules.Order, plan: SearchPlan) {
    self.order = order
    search = ChainSearch(plan: plan.withoutSpoilers)
    stepCount = plan.slotCount
  }

  /// Returns the attempts of a unit that can stand for it.
  ///
  /// - Complexity: O(entries × events in the window × steps).
  mutating func attempts(of events: inout UnitEvents) -> [Attempt] {
    swap(&events, &search.events)
    let attempts = attempts()
    swap(&events, &search.events)
    return attempts
  }

  private mutating func attempts() -> [Attempt] {
    let events = search.events
    var attempts: [Attempt] = []
    var lastTime: Int64?
    for position in 0..<events.count where search.plan.mayEnter(at: events.times[position]) {
      let mask = events.masks[position]
      guard order == .any ? mask != 0 : mask & 1 == 1 else { continue }
      // Entries of one moment make the same attempt, except where the next event breaks it.
      if order != .strict, lastTime == events.times[position] { continue }
      lastTime = events.times[position]
      // All events of the entry's moment can follow it.
      let instant =
        events.separatesTies ? position : events.firstPosition(at: events.times[position])
      switch order {
      case .loose: attempts.append(loose(from: instant))
      case .strict: attempts.append(strict(from: position, events))
      case .any: if let attempt = anyOrder(from: instant, events) { attempts.append(attempt) }
      }
    }
    return order == .any ? attempts : superseded(attempts)
  }

  /// Returns the attempt that stands for a unit, or nil when it is not in the funnel.
  func settled(_ attempts: [Attempt]) -> Attempt? {
    guard let depth = attempts.map(\.depth).max() else { return nil }
    let deepest = attempts.filter { $0.depth == depth && !$0.isStruck }
    if order == .any { return deepest.min { $0.start < $1.start } }
    return deepest.min { left, right in
      (left.times[depth - 1], right.start) < (right.times[depth - 1], left.start)
    }
  }

  private mutating func loose(from entry: Int) -> Attempt {
    let filled = search.take(from: entry, upTo: stepCount)
    search.collectRows()
    var attempt = Attempt(rows: search.chain.prefix(filled), of: search.events)
    strike(&attempt, search.events)
    return attempt
  }

  /// Ends an attempt at the first hop within which an excluded event lies.
  private func strike(_ attempt: inout Attempt, _ events: UnitEvents) {
    let (end, overflow) = attempt.start.addingReportingOverflow(search.plan.window)
    for filled in 1..<attempt.depth + 1 where filled < stepCount {
      let isLast = filled == attempt.depth
      let limit = isLast ? (overflow ? .max : end) : attempt.times[filled] - 1
      var position = events.firstPosition(at: attempt.times[filled - 1])
      while position < events.count, events.times[position] <= limit {
        let isAfter = events.times[position] > attempt.times[filled - 1]
        if isAfter, events.spoils[position].excluded >> UInt64(filled) & 1 == 1 {
          attempt.isStruck = true
          attempt.isAdvanced = !isLast
          attempt.times.removeLast(attempt.depth - min(attempt.depth, filled + 1))
          attempt.positions.removeLast(attempt.positions.count - attempt.depth)
          return
        }
        position += 1
      }
    }
  }

  private func strict(from entry: Int, _ events: UnitEvents) -> Attempt {
    var attempt = Attempt(rows: [events.rows[entry]], of: events)
    for position in entry + 1..<max(entry + 1, events.count) where attempt.depth < stepCount {
      let mask = events.masks[position]
      let time = events.times[position]
      let isInWindow = elapsed(from: attempt.start, to: time) <= search.plan.window
      let filled = UInt64(attempt.depth)
      if mask >> filled & 1 == 1, isInWindow {
        attempt.positions.append(position)
        attempt.times.append(time)
      } else if events.spoils[position].all >> filled & 1 == 1 {
        attempt.isStruck = isInWindow && events.spoils[position].excluded >> filled & 1 == 1
        break
      }
    }
    return attempt
  }

  private func anyOrder(from entry: Int, _ events: UnitEvents) -> Attempt? {
    var anyOrder = AnyOrderSearch(plan: search.plan)
    anyOrder.events = events
    anyOrder.start = entry
    anyOrder.plan.firstEntryOnly = true
    guard anyOrder.search() > 0 else { return nil }
    let attempt = Attempt(rows: anyOrder.chain[...], of: events)
    let isComplete = attempt.depth >= stepCount
    let isHit = (0..<events.count).contains { position in
      let time = events.times[position]
      guard events.spoils[position].excluded != 0, time > attempt.start else { return false }
      return isComplete
        ? time < attempt.times[stepCount - 1]
        : elapsed(from: attempt.start, to: time) <= search.plan.window
    }
    return isHit ? nil : attempt
  }

  /// Leaves out attempts that reach a later step by the same event as one that started later.
  private func superseded(_ attempts: [Attempt]) -> [Attempt] {
    struct Arrival: Hashable {
      var step: Int
      var time: Int64
    }
    var latestStart: [Arrival: Int64] = [:]
    for attempt in attempts {
      for step in 1..<max(1, attempt.depth) {
        if attempt.isStruck, attempt.isAdvanced, step == attempt.depth - 1 { continue }
        let arrival = Arrival(step: step, time: attempt.times[step])
        latestStart[arrival] = max(latestStart[arrival] ?? .min, attempt.start)
      }
    }
    return attempts.filter { attempt in
      (1..<max(1, attempt.depth)).allSatisfy { step in
        latestStart[Arrival(step: step, time: attempt.times[step])] ?? .min <= attempt.start
      }
    }
  }
}
