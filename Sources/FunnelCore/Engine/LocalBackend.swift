internal import Dispatch
internal import Synchronization

/// Answers queries about a store in memory, exactly, on all cores.
public struct LocalBackend: FunnelBackend {
  /// The events.
  public let store: EventStore
  /// The zone of the clock that hours and weekdays are read from.
  public let zone: any DisplayTimeZone
  /// The events once more, where they were sliced and may be counted so.
  let sliced: SlicedEvents?
  /// The last moment of the data; nil without events.
  let dataEnd: Timestamp?
  /// What is kept from one question to the next.
  let memory: EngineMemory

  /// Creates a backend for a store.
  public init(store: EventStore, zone: any DisplayTimeZone = UTC()) {
    self.store = store
    self.zone = zone
    sliced = EngineForm.forced == .sliced ? SlicedEvents(store) : nil
    dataEnd = store.timeRange?.upperBound
    memory = sliced?.memory ?? EngineMemory(store)
  }

  /// Creates a backend for a store that slices the events first, where there are so many that this
  /// soon pays.
  ///
  /// Where they lie in a file in that form, it is taken from there.
  ///
  /// - Throws: What the origin of the store's sections makes of a ``StoreFault``.
  /// - Complexity: O(events).
  public init(slicing store: EventStore, zone: any DisplayTimeZone = UTC()) throws {
    let sliced = Self.wouldSlice(store) ? try SlicedEvents(opening: store) : nil
    if sliced == nil { try store.check([.times]) }
    self = sliced.map { LocalBackend($0, zone: zone) } ?? LocalBackend(store: store, zone: zone)
  }

  /// Whether it pays to slice the events of a store, or that was done.
  public static func wouldSlice(_ store: EventStore) -> Bool {
    switch EngineForm.forced {
    case .simple: false
    case .sliced: true
    case nil: store.hasSlices || store.eventCount >= fewestSliced
    }
  }

  /// Fewer events than this are answered about at once in any form.
  public static let fewestSliced = 1 << 18

  /// Creates a backend that counts in the sliced form whatever can be counted so.
  public init(_ sliced: SlicedEvents, zone: any DisplayTimeZone = UTC()) {
    store = sliced.store
    self.zone = zone
    self.sliced = EngineForm.forced == .simple ? nil : sliced
    dataEnd = sliced.dataEnd
    memory = sliced.memory
  }

  /// Answers a query on the calling thread and its helpers.
  ///
  /// Throws a ``QueryError`` when the query has no answer, and `CancellationError` soon after
  /// `isCancelled`, which is called from several threads, returns true.
  ///
  /// - Complexity: O(events × steps), plus O(entrants log entrants) for the times; where PostHog's
  ///   rules run a unit for each of its values at `step:N`, times these values.
  public func answer(
    _ query: FunnelQuery, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> FunnelResult {
    let (store, funnel) = try compile(query)
    if let result = try answerAtOnce(query, store, funnel, isCancelled) { return result }
    let outcomes = try search(query, store, funnel, isCancelled)
    let tally = tally(query, outcomes, funnel, store)
    var result = FunnelResult(query: query, funnel: tally.numbers(), breakdowns: [])
    for breakdown in query.breakdowns {
      if isCancelled() { throw CancellationError() }
      result.breakdowns.append(
        try numbers(of: breakdown, query, tally, funnel, store, isCancelled))
    }
    if let question = query.trend {
      let points = try trend(question, query, store, funnel, outcomes, isCancelled)
      result.trend = points
      result.trendBefore = try earlierPoints(behind: points, query, isCancelled)
    }
    result.histogram = histogram(of: query) { hop in
      let times = tally.times(from: hop.first - 1, to: hop.last - 1)
      let isWholeWay = hop == Hop(first: 1, last: query.funnel.steps.count)
      return (
        ListedTimes(times: times),
        isWholeWay ? result.funnel.time : TimeSummary(microseconds: times)
      )
    }
    return result
  }

  /// Returns how many entrants reach each step, and finds out nothing else about them.
  ///
  /// Throws what ``answer(_:isCancelled:)`` throws.
  func counts(_ query: FunnelQuery, isCancelled: @escaping @Sendable () -> Bool) throws -> [Int] {
    var (store, funnel) = try compile(query)
    if let counts = try slicedCounts(query, funnel, isCancelled) { return counts }
    funnel.findsReasons = false
    let outcomes = try search(query, store, funnel, isCancelled)
    let pieces = Pieces(of: outcomes.count)
    return EntrantCounts.counts(of: outcomes, in: .everyone, query.funnel.steps, pieces)
      .total.steps(of: 0)
  }

  /// Resolves a query for the store as its rules group it, which is returned too.
  func compile(_ query: FunnelQuery) throws -> (store: EventStore, funnel: CompiledFunnel) {
    try query.checkMeaning()
    try checkSections(of: query)
    // A product whose figure is reproduced counts nobody for an event that never came.
    if !query.rules.conventions.acceptsUnknownNames {
      try checkNames(of: query.funnel, in: store)
    }
    let grouped = try store.deriving(for: query, in: zone).grouped(by: query.rules)
    let splits = BreakdownSplits(query.rules, store: grouped)
    // Rows of other units are numbered otherwise.
    let funnel = try CompiledFunnel(
      splits.compilable(query), store: grouped, dataEnd: dataEnd,
      memory: countsStoredUnits(query) ? memory : nil)
    return (grouped, funnel)
  }

  /// Searches all units; returns what became of those who belong to the query's segments.
  private func search(
    _ query: FunnelQuery, _ store: EventStore, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Outcomes {
    // The times of chains are told by the store, whatever form the events are searched in.
    try self.store.check([.times])
    let splits = BreakdownSplits(query.rules, store: store)
    var outcomes: Outcomes
    if let sliced = try slicedOutcomes(query, funnel, isCancelled) {
      outcomes = sliced
    } else {
      try self.store.check([.times, .events])
      outcomes = try Outcomes(
        of: store, funnel: funnel, entering: entering(query, funnel, isCancelled),
        isCancelled: isCancelled)
    }
    for segment in splits.entrantSegments(of: query) {
      let (groups, _) = try splits.assignment(
        segment.columns, outcomes, funnel, Pieces(of: outcomes.count))
      outcomes.keep(groups.matches(segment.values), of: groups.groups)
    }
    if isCancelled() { throw CancellationError() }
    return outcomes
  }

  /// Counts and measures what became of some entrants.
  func tally(
    _ query: FunnelQuery, _ outcomes: Outcomes, _ funnel: CompiledFunnel, _ store: EventStore
  ) -> FunnelTally {
    FunnelTally(
      steps: query.funnel.steps, outcomes: outcomes, clock: clock(query, funnel, store))
  }

  /// Returns what tells the times of chains.
  func clock(_ query: FunnelQuery, _ funnel: CompiledFunnel, _ store: EventStore) -> HopClock {
    HopClock(store: store, funnel: funnel, countsZeroHops: query.rules.countsZeroHops)
  }

  /// Answers a query away from the calling task's thread; cancelling the task stops the work.
  ///
  /// Throws a ``QueryError`` when the query has no answer, and `CancellationError` when the task
  /// was cancelled.
  public func answer(_ query: FunnelQuery) async throws -> FunnelResult {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .userInitiated).async {
          continuation.resume(with: Result { try answer(query, isCancelled: { flag.isSet }) })
        }
      }
    } onCancel: {
      flag.set()
    }
  }
}

/// A mark that a task sets and its work looks at.
private final class CancellationFlag: Sendable {
  private let state = Atomic<Bool>(false)

  var isSet: Bool { state.load(ordering: .relaxed) }

  func set() { state.store(true, ordering: .relaxed) }
}
