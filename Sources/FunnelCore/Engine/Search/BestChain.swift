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
      let first = entries.min()
      candidates = zip(candidates, entries).filter { $0.1 == first }.map(\.0)
    }
    let best = candidates.min { left, right in
      if left.times.count != right.times.count { return left.times.count > right.times.count }
      return funnel.plan.reportedChain.prefers(left.times, to: right.times)
    }
    return best?.chain ?? []
  }
}

extension FunnelRules.ReportedChain {
  /// Whether the rule reports a chain rather than another of the same depth, by their times.
  func prefers(_ left: [Int64], to right: [Int64]) -> Bool {
    guard let first = left.first, let second = right.first, let last = left.last,
      let otherLast = right.last
    else { return false }
    switch self {
    case .earliestEntry: break
    case .latestEntry: if first != second { return first > second }
    case .firstCompletion:
      if last != otherLast { return last < otherLast }
      if first != second { return first > second }
    }
    return left.lexicographicallyPrecedes(right)
  }
}
