extension LocalBackend {
  /// Returns how many entrants reach each step where the sliced form tells it, which takes a small
  /// part of the time of ``answer(_:isCancelled:)``; nil where the whole answer must be waited for.
  ///
  /// Throws what ``answer(_:isCancelled:)`` throws.
  public func countsAtOnce(
    _ query: FunnelQuery, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> FunnelNumbers? {
    guard sliced != nil, countsStoredUnits(query) else { return nil }
    // What else is asked needs columns that the counts do not.
    var query = query
    (query.breakdowns, query.trend, query.histogram) = ([], nil, nil)
    let counts = try slicedCounts(query, try compile(query).funnel, isCancelled)
    return counts.map { FunnelNumbers(counts: $0, labels: query.funnel.steps.map(\.label)) }
  }

  /// Counts in the sliced form; nil where there is none, or it cannot tell.
  func slicedCounts(
    _ query: FunnelQuery, _ funnel: CompiledFunnel, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [Int]? {
    guard let sliced, countsStoredUnits(query), query.segments.isEmpty,
      let question = SlicedQuestion(funnel, of: sliced)
    else { return nil }
    if isCancelled() { throw CancellationError() }
    guard let counts = sliced.counts(question, funnel, isCancelled: isCancelled) else {
      throw stopped(sliced)
    }
    return counts.steps
  }

  /// Finds what became of all units in the sliced form; nil where there is none, or it cannot tell.
  func slicedOutcomes(
    _ query: FunnelQuery, _ funnel: CompiledFunnel, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Outcomes? {
    guard let sliced, countsStoredUnits(query) else { return nil }
    return try outcomes(in: sliced, funnel, isCancelled)
  }

  /// Finds what became of sliced units or runs of them; nil where these cannot tell.
  func outcomes(
    in sliced: SlicedEvents, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Outcomes? {
    guard let question = SlicedQuestion(funnel, of: sliced), question.findsChains else {
      return nil
    }
    guard let outcomes = sliced.outcomes(question, funnel, isCancelled: isCancelled) else {
      throw stopped(sliced)
    }
    return outcomes
  }

  /// Finds which units can enter at all, so that the others need not be searched; nil where there is no
  /// sliced form to tell.
  func entering(
    _ query: FunnelQuery, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [Bool]? {
    guard let sliced, countsStoredUnits(query) else { return nil }
    guard let entering = sliced.entering(funnel, isCancelled: isCancelled) else {
      throw CancellationError()
    }
    return entering
  }

  /// Whether the units of a query are those of the store.
  func countsStoredUnits(_ query: FunnelQuery) -> Bool {
    switch query.rules.unit {
    case .user: true
    case .session: false
    case .column(let name): name == store.roles.unit
    }
  }
}
