internal import Dispatch
internal import Synchronization

extension UnitOutcomes {
  /// About how many events one piece of work covers.
  private static let eventsPerPart = 1 << 16
  /// How many units are searched between two looks at the cancellation.
  private static let unitsPerCheck = 4096

  /// Searches all units of a store, on all cores; the result does not depend on how many.
  ///
  /// - Complexity: O(events × steps) at most.
  init(
    of store: EventStore, funnel: CompiledFunnel, isCancelled: @Sendable () -> Bool
  ) throws(CancellationError) {
    let ranges = Self.parts(of: store)
    let stopped = Atomic<Bool>(false)
    let parts = Mutex(Array(repeating: Part(), count: ranges.count))
    DispatchQueue.concurrentPerform(iterations: ranges.count) { index in
      let part =
        switch store.eventCodes {
        case .bytes(let codes):
          Self.search(ranges[index], store, codes, funnel, stopped, isCancelled)
        case .halves(let codes):
          Self.search(ranges[index], store, codes, funnel, stopped, isCancelled)
        case .words(let codes):
          Self.search(ranges[index], store, codes, funnel, stopped, isCancelled)
        }
      parts.withLock { $0[index] = part }
    }
    if stopped.load(ordering: .relaxed) { throw CancellationError() }
    self.init(joining: parts.withLock { $0 })
  }

  /// Cuts the units into ranges of about equally many events.
  private static func parts(of store: EventStore) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for unit in 0..<store.unitCount
    where store.unitStarts[unit + 1] - store.unitStarts[start] >= eventsPerPart {
      ranges.append(start..<unit + 1)
      start = unit + 1
    }
    if start < store.unitCount { ranges.append(start..<store.unitCount) }
    return ranges
  }

  /// Searches a range of units, in their order.
  private static func search<Code: FixedWidthInteger & Sendable>(
    _ units: Range<Int>, _ store: EventStore, _ codes: [Code], _ funnel: CompiledFunnel,
    _ stopped: borrowing Atomic<Bool>, _ isCancelled: @Sendable () -> Bool
  ) -> Part {
    var part = Part()
    part.depths.reserveCapacity(units.count)
    var search = ChainSearch(funnel: funnel)
    let times = store.times
    let masks = funnel.masks
    for unit in units {
      if (unit - units.lowerBound) % unitsPerCheck == 0 {
        if isCancelled() { stopped.store(true, ordering: .relaxed) }
        if stopped.load(ordering: .relaxed) { return part }
      }
      search.events.removeAll()
      for row in store.unitStarts[unit]..<store.unitStarts[unit + 1] {
        let mask = masks.mask(code: Int(truncatingIfNeeded: codes[row]), row: row)
        if mask != 0 { search.events.append(time: times[row], mask: mask, row: row) }
      }
      let depth = search.depth()
      part.depths.append(UInt8(truncatingIfNeeded: depth))
      if depth > 0 {
        search.report(depth: depth)
        part.chainRows.append(contentsOf: search.chain)
      }
    }
    return part
  }
}
