internal import Dispatch
internal import Synchronization

extension Outcomes {
  /// About how many events one piece of work covers.
  private static let eventsPerPart = 1 << 16

  /// Searches all units of a store, on all cores; the result does not depend on how many.
  ///
  /// With a split, the funnel is run for each of its values by itself. `entering` says of each unit
  /// whether it can enter at all; nil where that is not known.
  ///
  /// - Complexity: O(events × slots) for the default rules.
  init(
    of store: EventStore, funnel: CompiledFunnel, split: RowSplit? = nil, entering: [Bool]? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) {
    let parts = try Self.concurrently(store) { units in
      switch store.eventCodes {
      case .bytes(let codes):
        Self.search(units, store, codes, funnel, split, entering, isCancelled)
      case .halves(let codes):
        Self.search(units, store, codes, funnel, split, entering, isCancelled)
      case .words(let codes):
        Self.search(units, store, codes, funnel, split, entering, isCancelled)
      }
    }
    self.init(joining: parts)
  }

  /// Runs the funnel on each run of a store's units by itself, on all cores.
  ///
  /// - Complexity: O(events × slots) for the default rules.
  init(
    of store: EventStore, funnel: CompiledFunnel, runs: UnitRuns,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(CancellationError) {
    let parts = try Self.concurrently(Self.parts(of: runs.starts)) { numbers in
      switch store.eventCodes {
      case .bytes(let codes): Self.search(numbers, runs, store, codes, funnel, isCancelled)
      case .halves(let codes): Self.search(numbers, runs, store, codes, funnel, isCancelled)
      case .words(let codes): Self.search(numbers, runs, store, codes, funnel, isCancelled)
      }
    }
    self.init(joining: parts)
  }

  /// Calls `work` with ranges of units of about equal work, on all cores, and returns its answers
  /// in the order of the units; nil as an answer says that the work was cancelled.
  static func concurrently<Answer: Sendable>(
    _ store: EventStore, work: @Sendable (Range<Int>) -> Answer?
  ) throws(CancellationError) -> [Answer] {
    try concurrently(parts(of: store), work: work)
  }

  /// Does so with the ranges given.
  private static func concurrently<Answer: Sendable>(
    _ ranges: [Range<Int>], work: @Sendable (Range<Int>) -> Answer?
  ) throws(CancellationError) -> [Answer] {
    let stopped = Atomic<Bool>(false)
    let answers = Mutex([Answer?](repeating: nil, count: ranges.count))
    DispatchQueue.concurrentPerform(iterations: ranges.count) { index in
      if stopped.load(ordering: .relaxed) { return }
      guard let answer = work(ranges[index]) else {
        return stopped.store(true, ordering: .relaxed)
      }
      answers.withLock { $0[index] = answer }
    }
    if stopped.load(ordering: .relaxed) { throw CancellationError() }
    return answers.withLock { $0.compactMap { $0 } }
  }

  /// Cuts the units of a store into ranges of about equally many events.
  private static func parts(of store: EventStore) -> [Range<Int>] {
    guard let moved = store.movedRows else { return parts(of: store.unitStarts) }
    var starts = [0]
    for range in moved { starts.append(starts[starts.count - 1] + range.rows.count) }
    return parts(of: SharedArray(starts))
  }

  /// Cuts whatever has its first event where `starts` says into ranges of about equally many events;
  /// the last one is the end.
  private static func parts(of starts: SharedArray<Int>) -> [Range<Int>] {
    let count = max(0, starts.count - 1)
    var ranges: [Range<Int>] = []
    var start = 0
    for unit in 0..<count where starts[unit + 1] - starts[start] >= eventsPerPart {
      ranges.append(start..<unit + 1)
      start = unit + 1
    }
    if start < count { ranges.append(start..<count) }
    return ranges
  }

  /// Searches a range of runs, in their order; nil when cancelled.
  private static func search<Code: FixedWidthInteger & Sendable>(
    _ numbers: Range<Int>, _ runs: UnitRuns, _ store: EventStore, _ codes: SharedArray<Code>,
    _ funnel: CompiledFunnel, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Part? {
    var part = Part()
    var search = UnitSearch(funnel, isCancelled: isCancelled)
    if isCancelled() { return nil }
    for number in numbers {
      let rows = runs.rows[runs.starts[number]..<runs.starts[number + 1]]
      search.load(rows.lazy.map { Int($0) }, of: store, codes: codes, only: nil)
      part.group = runs.values[number]
      if search.events.count > 0 {
        search.search(unit: Int(runs.units[number]), of: store, into: &part)
      }
      if search.pulse.isCancelled(after: rows.count) || search.isCancelled { return nil }
    }
    return part
  }

  /// Searches a range of units, in their order; nil when cancelled.
  private static func search<Code: FixedWidthInteger & Sendable>(
    _ units: Range<Int>, _ store: EventStore, _ codes: SharedArray<Code>, _ funnel: CompiledFunnel,
    _ split: RowSplit?, _ entering: [Bool]?, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Part? {
    var part = Part()
    var search = UnitSearch(funnel, isCancelled: isCancelled)
    if isCancelled() { return nil }
    for unit in units where entering?[unit] ?? true {
      let rows = store.rows(of: UnitIndex(rawValue: unit))
      if let split {
        for run in split.runs(in: rows, of: store, by: funnel) {
          part.group = run.value
          search.load(run.rows, of: store, codes: codes, only: run.restriction)
          if search.events.count > 0 { search.search(unit: unit, of: store, into: &part) }
          if search.pulse.isCancelled(after: run.rows.count) { return nil }
        }
      } else {
        search.load(rows, of: store, codes: codes, only: nil)
        if search.events.count > 0 { search.search(unit: unit, of: store, into: &part) }
      }
      if search.pulse.isCancelled(after: rows.count) || search.isCancelled { return nil }
    }
    return part
  }
}
