internal import Dispatch
internal import Synchronization

/// Answers queries about a store in memory, exactly, on all cores.
public struct LocalBackend: FunnelBackend {
  /// The events.
  public let store: EventStore

  /// Creates a backend for a store.
  public init(store: EventStore) { self.store = store }

  /// Answers a query on the calling thread and its helpers.
  ///
  /// Throws a ``QueryError`` when the query has no answer, and `CancellationError` soon after
  /// `isCancelled`, which is called from several threads, returns true.
  ///
  /// - Complexity: O(events × steps), plus O(entrants log entrants) for the times.
  public func answer(
    _ query: FunnelQuery, isCancelled: @Sendable () -> Bool = { false }
  ) throws -> FunnelResult {
    try checkNames(of: query.funnel, in: store)
    let funnel = try CompiledFunnel(query, store: store)
    let splits = try query.breakdowns.map { try ValueSplit(columns: $0.columns, store: store) }
    let segments = try query.segments.map { segment in
      (try ValueSplit(columns: segment.columns, store: store), segment.values)
    }
    var outcomes = try UnitOutcomes(of: store, funnel: funnel, isCancelled: isCancelled)
    for (split, values) in segments { outcomes.keep(split.units(of: outcomes, with: values)) }
    if isCancelled() { throw CancellationError() }

    let tally = FunnelTally(steps: query.funnel.steps, outcomes: outcomes, times: store.times)
    let entrants = outcomes.entrants
    let total = tally.numbers(of: entrants)
    var breakdowns: [BreakdownNumbers] = []
    for (breakdown, split) in zip(query.breakdowns, splits) {
      if isCancelled() { throw CancellationError() }
      let groups = split.groups(of: outcomes, limit: query.groupLimit)
      var numbers = groups.map { group in
        GroupNumbers(kind: group.kind, funnel: tally.numbers(of: group.units), versusRest: nil)
      }
      numbers.compareWithRest(of: total)
      breakdowns.append(BreakdownNumbers(breakdown: breakdown, groups: numbers))
    }
    return FunnelResult(query: query, funnel: total, breakdowns: breakdowns)
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
