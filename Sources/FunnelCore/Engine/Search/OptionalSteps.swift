/// The ways through a funnel that take or skip its optional steps.
///
/// Every choice of optional steps is a funnel of required steps of its own, searched exactly; of
/// the chains found, the one that reaches the furthest required step counts.
struct OptionalSteps: Sendable {
  /// One choice of optional steps to take.
  struct Way: Sendable {
    let funnel: CompiledFunnel
    /// The position of each of its steps in the whole funnel.
    let steps: [Int]
  }

  /// Stands for the row of a step that was skipped.
  static let skipped = UInt32.max
  /// The most optional steps a funnel can have; every one doubles the number of ways.
  static let limit = 6

  let ways: [Way]
  /// Whether each step of the whole funnel may be skipped.
  let isOptional: [Bool]

  /// Resolves the ways of a query, or returns nil without optional steps.
  init?(
    _ query: FunnelQuery, store: EventStore, dataEnd: Timestamp?, memory: EngineMemory?
  ) throws(QueryError) {
    let isOptional = query.funnel.steps.map(\.isOptional)
    let optional = isOptional.indices.filter { isOptional[$0] }
    if optional.isEmpty { return nil }
    var ways: [Way] = []
    for choice in 0..<1 << optional.count {
      let skipped = optional.indices.filter { choice >> $0 & 1 == 0 }.map { optional[$0] }
      let steps = isOptional.indices.filter { !skipped.contains($0) }
      var way = query
      way.funnel.steps = steps.map { step in
        var required = query.funnel.steps[step]
        required.isOptional = false
        return required
      }
      // What is excluded around a skipped step is excluded from the hop that passes it by.
      way.funnel.exclusions = query.funnel.exclusions.map { exclusion in
        let before = steps.lastIndex { $0 <= exclusion.afterStep } ?? 0
        return FunnelDefinition.Exclusion(afterStep: before, matchers: exclusion.matchers)
      }
      let funnel = try CompiledFunnel(way, store: store, dataEnd: dataEnd, memory: memory)
      ways.append(Way(funnel: funnel, steps: steps))
    }
    self.ways = ways
    self.isOptional = isOptional
  }
}

/// Searches a unit along every way through a funnel with optional steps.
struct WaySearch {
  /// The chain that counts.
  struct Found {
    /// The way it takes.
    var way: Int
    /// The rows of its steps.
    var chain: [UInt32]
    /// The rows of its required steps.
    var required: [UInt32]
    /// A row, or ``OptionalSteps/skipped``, for each step up to the last one it reached.
    var rows: [UInt32]
    fileprivate var times: [Int64]
  }

  let optional: OptionalSteps
  var searches: [UnitSearch]
  private(set) var found: Found?

  init(_ optional: OptionalSteps, isCancelled: @escaping @Sendable () -> Bool) {
    self.optional = optional
    searches = optional.ways.map { UnitSearch($0.funnel, isCancelled: isCancelled) }
  }

  /// Finds the chain that reaches the furthest required step; of several the one with the smallest
  /// times of required steps, and then the one that takes more optional ones.
  mutating func search(_ store: EventStore) -> [UInt32] {
    found = nil
    for way in searches.indices {
      let chain = searches[way].reportedChain(of: store)
      guard let candidate = candidate(way, chain, store) else { continue }
      if found.map({ precedes(candidate, $0) }) ?? true { found = candidate }
    }
    return found?.required ?? []
  }

  private func candidate(_ way: Int, _ chain: [UInt32], _ store: EventStore) -> Found? {
    let steps = optional.ways[way].steps
    // A way that ends before an optional step of its own goes as far without it.
    guard let last = steps.prefix(chain.count).last, !optional.isOptional[last],
      steps.dropFirst(chain.count).allSatisfy({ !optional.isOptional[$0] })
    else { return nil }
    var rows = Array(repeating: OptionalSteps.skipped, count: last + 1)
    for (step, row) in zip(steps, chain) { rows[step] = row }
    let required = rows.indices.filter { !optional.isOptional[$0] }.map { rows[$0] }
    let times = required.map { optional.ways[way].funnel.rounded(store.times[Int($0)]) }
    return Found(way: way, chain: chain, required: required, rows: rows, times: times)
  }

  private func precedes(_ left: Found, _ right: Found) -> Bool {
    if left.required.count != right.required.count {
      return left.required.count > right.required.count
    }
    if left.times != right.times {
      return optional.ways[0].funnel.plan.reportedChain.prefers(left.times, to: right.times)
    }
    return left.chain.count > right.chain.count
  }
}
