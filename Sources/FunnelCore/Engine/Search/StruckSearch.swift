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
  private var anyOrder: AnyOrderSearch
  /// The number of steps an attempt can have.
  var stepCount: Int

  init(order: FunnelRules.Order, plan: SearchPlan) {
    self.order = order
    search = ChainSearch(plan: plan.withoutSpoilers)
    anyOrder = AnyOrderSearch(plan: plan.withoutSpoilers)
    anyOrder.plan.firstEntryOnly = true
    stepCount = plan.stepCount
  }

  /// Returns the attempts of a unit that can stand for it; none when cancelled.
  ///
  /// - Complexity: O((events + entries × log events) × steps), in any order × steps².
  mutating func attempts(of events: inout UnitEvents, _ pulse: inout Pulse) -> [Attempt] {
    events.index()
    var attempts: [Attempt] = []
    var lastTime: Int64?
    for position in 0..<events.count where search.plan.mayEnter(at: events.times[position]) {
      if pulse.isCancelled(after: 1) { return [] }
      let mask = events.masks[position]
      guard order == .any ? mask != 0 : mask & 1 == 1 else { continue }
      // Entries of one moment make the same attempt, except where the next event breaks it.
      if order != .strict, lastTime == events.times[position] { continue }
      lastTime = events.times[position]
      // All events of the entry's moment can follow it.
      let instant =
        events.separatesTies ? position : events.firstPosition(at: events.times[position])
      switch order {
      case .loose: attempts.append(loose(from: instant, &events))
      case .strict: attempts.append(strict(from: position, events))
      case .any: if let attempt = anyOrder(from: instant, &events) { attempts.append(attempt) }
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

  private mutating func loose(from entry: Int, _ events: inout UnitEvents) -> Attempt {
    swap(&events, &search.events)
    let filled = search.take(from: entry, upTo: stepCount)
    search.collectRows()
    swap(&events, &search.events)
    var attempt = Attempt(rows: search.chain.prefix(filled), of: events)
    strike(&attempt, events)
    return attempt
  }

  /// Ends an attempt at the first hop within which an excluded event lies.
  private func strike(_ attempt: inout Attempt, _ events: UnitEvents) {
    for filled in 1..<attempt.depth + 1 where filled < stepCount {
      let isLast = filled == attempt.depth
      let end =
        isLast
        ? events.end(ofWindow: search.plan.window, from: attempt.start)
        : events.firstPosition(at: attempt.times[filled])
      let start = events.firstPosition(after: attempt.times[filled - 1])
      guard let hit = events.excluded.first(1 << UInt64(filled), from: start), hit < end else {
        continue
      }
      attempt.isStruck = true
      attempt.isAdvanced = !isLast
      attempt.times.removeLast(attempt.depth - min(attempt.depth, filled + 1))
      attempt.positions.removeLast(attempt.positions.count - attempt.depth)
      return
    }
  }

  private func strict(from entry: Int, _ events: UnitEvents) -> Attempt {
    var attempt = Attempt(rows: [events.rows[entry]], of: events)
    var position = entry
    while attempt.depth < stepCount {
      // Whatever neither fills the next step nor spoils the hop may lie between.
      let bit: UInt64 = 1 << UInt64(attempt.depth)
      let fills = events.fills.first(bit, from: position + 1) ?? events.count
      let excluded = events.excluded.first(bit, from: position + 1) ?? events.count
      let breaking = events.breaking.first(bit, from: position + 1) ?? events.count
      position = min(fills, excluded, breaking)
      if position == events.count { break }
      let time = events.times[position]
      let isInWindow = elapsed(from: attempt.start, to: time) <= search.plan.window
      if fills == position, isInWindow {
        attempt.positions.append(position)
        attempt.times.append(time)
      } else if excluded == position || breaking == position {
        attempt.isStruck = isInWindow && excluded == position
        break
      }
    }
    return attempt
  }

  private mutating func anyOrder(from entry: Int, _ events: inout UnitEvents) -> Attempt? {
    swap(&events, &anyOrder.events)
    anyOrder.start = entry
    let depth = anyOrder.search()
    swap(&events, &anyOrder.events)
    guard depth > 0 else { return nil }
    let attempt = Attempt(rows: anyOrder.chain[...], of: events)
    let end =
      attempt.depth >= stepCount
      ? events.firstPosition(at: attempt.times[stepCount - 1])
      : events.end(ofWindow: search.plan.window, from: attempt.start)
    let start = events.firstPosition(after: attempt.start)
    let hit = events.excluded.first(.max, from: start)
    return hit.map { $0 < end } ?? false ? nil : attempt
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
