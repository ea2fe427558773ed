/// A query's funnel and rules, resolved for a store and ready for the search.
struct CompiledFunnel: Sendable {
  /// The required steps and the limits as integers.
  let plan: SearchPlan
  /// How the steps of a chain lie among the other events.
  let order: FunnelRules.Order
  /// The slots each row may fill.
  let fills: RowMasks
  /// Which rows spoil which hops; nil when none can.
  let spoilers: HopSpoilers?
  /// The rows that count at all; nil for every row.
  let filter: RowSet?
  /// The condition that tells them.
  let filterCondition: Predicate?
  /// The times the events of the unit must lie between.
  let times: ClosedRange<Int64>
  /// The times as they were read that an entry may have; nil when there are none.
  private let entryRange: ClosedRange<Int64>?
  /// The length times are rounded down to, zero for none.
  let timeSlot: Int64
  /// Whether every event is an instant of its own.
  let separatesTies: Bool
  /// The column whose value all events of a chain share.
  let held: SplitColumn?
  /// The optional steps; nil when there are none.
  let optional: OptionalSteps?
  /// Whether every attempt of a unit is counted.
  let countsAttempts: Bool
  /// Whether a unit stopped by an exclusion leaves the funnel.
  let removesExcluded: Bool
  /// Whether any event is excluded from a hop.
  let hasExclusions: Bool
  /// Whether the search finds out why units were lost; who only counts steps need not know.
  var findsReasons = true
  /// The last moment of the data, after which nothing is known.
  let dataEnd: Int64

  /// Compiles a query for a store.
  ///
  /// `dataEnd` is the last moment of the data where the store holds only a part of it; `memory` may
  /// know rows of this store from questions before.
  ///
  /// - Throws: ``QueryError`` when the rules contradict each other or the store lacks a column.
  /// - Complexity: O(event names × matchers), plus O(events) for each different condition.
  init(
    _ query: FunnelQuery, store: EventStore, dataEnd: Timestamp? = nil, memory: EngineMemory? = nil
  ) throws(QueryError) {
    try query.checkMeaning()
    let rules = query.rules
    var slots: [(EventMatcher, UInt64)] = []
    var slot = 0
    for step in query.funnel.steps where !step.isOptional {
      guard slot + step.count <= SearchPlan.slotLimit else {
        throw .tooManySteps(limit: SearchPlan.slotLimit)
      }
      let bits: UInt64 = ((1 << UInt64(step.count)) - 1) << UInt64(slot)
      slots += step.matchers.map { ($0, bits) }
      slot += step.count
    }
    fills = try RowMasks(slots, store: store, memory: memory)
    filter = try query.filter.map { filter throws(QueryError) in
      try store.rows(matching: filter, memory: memory)
    }
    filterCondition = query.filter
    let spoils = !query.funnel.exclusions.isEmpty || rules.order == .strict
    var plan = SearchPlan(query, hasSpoilers: spoils)
    entryRange =
      plan.earliestEntry <= plan.latestEntry ? plan.earliestEntry...plan.latestEntry : nil
    spoilers = spoils ? try HopSpoilers(query, plan: plan, store: store, memory: memory) : nil
    hasExclusions = !query.funnel.exclusions.isEmpty
    order = rules.order
    let end = dataEnd ?? store.timeRange?.upperBound
    self.dataEnd = min(query.horizon?.rawValue ?? .max, end?.rawValue ?? .max)
    let known = Int64.min...(query.horizon?.rawValue ?? .max)
    let range =
      plan.earliestEntry <= plan.latestEntry ? plan.earliestEntry...plan.latestEntry : 0...0
    times = rules.bounds == .everyEvent ? range.clamped(to: known) : known
    if case .rounded(let length) = rules.ties {
      timeSlot = max(0, length.rawValue)
    } else {
      timeSlot = 0
    }
    if timeSlot > 1, plan.earliestEntry > .min {
      plan.earliestEntry = Self.rounded(plan.earliestEntry, to: timeSlot)
    }
    self.plan = plan
    separatesTies = rules.ties == .fileOrder
    held = try rules.heldColumn.map { name throws(QueryError) in
      try SplitColumn(required: name, in: store)
    }
    optional = try OptionalSteps(query, store: store, dataEnd: dataEnd, memory: memory)
    countsAttempts = rules.counted == .attempts
    removesExcluded = rules.excluded == .removed && !query.funnel.exclusions.isEmpty
  }

  /// Whether a step, counted from zero, may be skipped.
  func isOptional(_ step: Int) -> Bool { optional?.isOptional[step] ?? false }

  /// The steps each row may fill, the optional ones among them.
  var fillsOfAllSteps: RowMasks { optional?.ways.last?.funnel.fills ?? fills }

  /// Whether a row counts at all.
  @inline(__always)
  func counts(_ row: Int, at time: Int64) -> Bool {
    times.contains(time) && filter?.contains(row) != false
  }

  /// Whether an entry may lie at a time as it was read.
  func isInEntryRange(_ time: Int64) -> Bool { entryRange?.contains(time) ?? false }

  /// Returns a time as the search compares it.
  @inline(__always)
  func rounded(_ time: Int64) -> Int64 {
    timeSlot > 1 ? Self.rounded(time, to: timeSlot) : time
  }

  /// Returns a time rounded down to a slot of at least one microsecond.
  @inline(__always)
  static func rounded(_ time: Int64, to slot: Int64) -> Int64 {
    let rest = time % slot
    return rest < 0 ? time &- rest &- slot : time &- rest
  }
}
