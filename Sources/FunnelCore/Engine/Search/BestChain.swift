extension [[UInt32]] {
  /// Returns the chain the rules report: of the deepest, the one that comes first.
  func bestChain(by funnel: CompiledFunnel, in events: UnitEvents) -> [UInt32] {
    guard count > 1 else { return first ?? [] }
    func times(_ chain: [UInt32]) -> [Int64] {
      chain.map { events.times[events.position(ofRow: $0)] }
    }
    var candidates = filter { !$0.isEmpty }.map { (chain: $0, times: times($0)) }
    if funnel.plan.firstEntryOnly {
      // In file order the first entry is one event, otherwise all those of its moment.
      let entries = candidates.map { funnel.separatesTies ? Int64($0.chain[0]) : $0.times[0] }
      candidates = zip(candidates, entries).filter { $0.1 == entries.min() }.map(\.0)
    }
    let best = candidates.min { left, right in
      if left.times.count != right.times.count { return left.times.count > right.times.count }
      switch funnel.plan.reportedChain {
      case .earliestEntry: return left.times.lexicographicallyPrecedes(right.times)
      case .latestEntry:
        return left.times[0] != right.times[0]
          ? left.times[0] > right.times[0] : left.times.lexicographicallyPrecedes(right.times)
      case .firstCompletion:
        let last = left.times.count - 1
        return (left.times[last], right.times[0]) < (right.times[last], left.times[0])
      }
    }
    return best?.chain ?? []
  }
}
