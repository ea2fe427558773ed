/// A query's funnel and rules as integers, ready for the search.
///
/// Steps are bits: bit `k` of a mask says that an event can be the one after `k` filled steps.
struct CompiledFunnel: Sendable {
  /// The largest number of steps; the state after the last step needs a bit of its own.
  static let stepLimit = 62

  /// The number of steps.
  let stepCount: Int
  /// The steps each row may fill.
  let masks: StepMasks
  /// The longest time from entry to last step in microseconds, `Int64.max` for no limit.
  let window: Int64
  /// The longest hop after `k` filled steps, at index `k`; `Int64.max` for no limit.
  let hopLimits: [Int64]
  /// Whether any hop has a limit of its own.
  let hasHopLimits: Bool
  /// The earliest and the latest time an entry may have; empty when the first is after the second.
  let earliestEntry: Int64
  /// The latest time an entry may have.
  let latestEntry: Int64
  /// Whether only the unit's first entry counts.
  let firstEntryOnly: Bool

  /// Compiles a query for a store.
  ///
  /// - Complexity: O(event names × matchers), plus O(events) for each different condition.
  init(_ query: FunnelQuery, store: EventStore) throws(QueryError) {
    try Self.checkSupport(of: query)
    let steps = query.funnel.steps
    let rules = query.rules
    stepCount = steps.count
    masks = try StepMasks(steps: steps, filter: query.filter, store: store)
    window = max(0, rules.window?.rawValue ?? .max)
    hopLimits = steps.map { max(0, $0.within?.rawValue ?? .max) } + [.max]
    hasHopLimits = steps.dropFirst().contains { $0.within != nil }
    firstEntryOnly = rules.entry == .first
    earliestEntry = rules.until?.rawValue == .min ? .max : rules.from?.rawValue ?? .min
    latestEntry = rules.until.map { $0.rawValue == .min ? .min : $0.rawValue - 1 } ?? .max
  }

  /// Whether an entry may lie at a time, as far as the date range goes.
  @inline(__always)
  func mayEnter(at time: Int64) -> Bool { time >= earliestEntry && time <= latestEntry }
}

extension CompiledFunnel {
  /// Refuses what the engine would otherwise count wrongly.
  private static func checkSupport(of query: FunnelQuery) throws(QueryError) {
    let rules = query.rules
    if rules.order != .loose { throw .unsupported("the order `\(rules.order.rawValue)`") }
    if rules.windowOrigin != .entry { throw .unsupported("a window from the previous step") }
    if !query.funnel.exclusions.isEmpty { throw .unsupported("exclusions (`!event`)") }
    for step in query.funnel.steps {
      if step.isOptional { throw .unsupported("optional steps (`event?`)") }
      if step.count != 1 { throw .unsupported("steps of several events (`event x\(step.count)`)") }
    }
    if query.funnel.steps.count > stepLimit { throw .tooManySteps(limit: stepLimit) }
  }
}
