internal import CKernels

extension SlicedEvents {
  /// How many units reached each step, and how many of them were searched in the store.
  struct Counts: Sendable, Equatable {
    var steps: [Int]
    var searchedAgain = 0
  }

  /// The number of pieces the blocks are cut into; no result depends on it.
  private static var pieceCount: Int { Parallelism.threadCount * 4 }

  /// Counts the units that reach each step, on all cores; nil when cancelled.
  ///
  /// - Complexity: O(events × slots / 64) and what is searched again in the store.
  func counts(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, kernel: SlicedKernel = .best,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Counts? {
    let pieces = Self.pieceCount
    let answers = concurrently(pieces) { piece -> Counts? in
      var count = SlicedCount(self, question, funnel, isCancelled)
      let blocks = blocks.count * piece / pieces..<blocks.count * (piece + 1) / pieces
      let long = longUnits.count * piece / pieces..<longUnits.count * (piece + 1) / pieces
      count.count(blocks, kernel)
      count.countInStore(longUnits[long])
      return count.isCancelled ? nil : count.counts
    }
    var total = Counts(steps: Array(repeating: 0, count: question.lastSlots.count))
    for answer in answers {
      guard let answer else { return nil }
      for step in total.steps.indices { total.steps[step] += answer.steps[step] }
      total.searchedAgain += answer.searchedAgain
    }
    return total
  }
}

/// Counts the units of some blocks.
struct SlicedCount {
  private let sliced: SlicedEvents
  private let question: SlicedQuestion
  private var search: UnitSearch
  private(set) var counts: SlicedEvents.Counts
  /// Units to be searched in the store.
  private var uncertain: [UInt32] = []
  private let room = SlicedRoom()

  /// Whether the count was cancelled, which leaves it unfinished.
  var isCancelled: Bool { search.isCancelled }

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    self.question = question
    search = UnitSearch(funnel, isCancelled: isCancelled)
    counts = SlicedEvents.Counts(steps: Array(repeating: 0, count: question.lastSlots.count))
  }

  /// Counts the units of blocks.
  mutating func count(_ blocks: Range<Int>, _ kernel: SlicedKernel) {
    sliced.withRows(for: question) { search(blocks, kernel, $0) }
    countInStore(uncertain[...])
    uncertain = []
  }

  private mutating func search(_ blocks: Range<Int>, _ kernel: SlicedKernel, _ rows: SlicedRows) {
    let form = kernel.form
    let fills = room.fills
    var depths = sliced_depths()
    var reached = Array(repeating: 0, count: question.events.count)
    withUnsafePointer(to: question.kernel) { kernel in
      for number in blocks {
        let block = sliced.blocks[number]
        let slots = question.slots(in: block)
        if slots == 0 { continue }
        let moved = sliced.movedLanes.isEmpty ? 0 : sliced.movedLanes[number]
        question.fills.look(up: rows, of: block, form, into: fills)
        sliced_search(
          form, kernel, Int32(slots), fills, rows.times(of: block), rows.ties(of: block),
          block.rowCount, nil, &depths)
        withUnsafeBytes(of: &depths.reached) { bytes in
          let sets = bytes.bindMemory(to: UInt64.self)
          // Who is tied but got through all slots cannot have got further.
          let unsure = depths.is_uncertain | depths.is_tied & ~sets[slots &- 1]
          let known = ~(unsure | moved)
          for slot in 0..<slots { reached[slot] &+= (sets[slot] & known).nonzeroBitCount }
          // Moved ones are searched with the long ones.
          if unsure & ~moved != 0 { note(unsure & ~moved, of: block) }
        }
        if search.pulse.isCancelled(after: block.rowCount &* 4) { return }
      }
    }
    for (step, slot) in question.lastSlots.enumerated() { counts.steps[step] += reached[slot] }
  }

  private mutating func note(_ set: UInt64, of block: SlicedEvents.Block) {
    var left = set
    while left != 0 {
      uncertain.append(sliced.units[block.firstUnit + left.trailingZeroBitCount])
      left &= left - 1
    }
  }

  /// Counts units by searching them in the store.
  mutating func countInStore(_ units: ArraySlice<UInt32>) {
    for unit in units {
      let count = sliced.load(Int(unit), into: &search)
      swap(&search.ordered.events, &search.events)
      for step in 0..<search.ordered.depth() { counts.steps[step] += 1 }
      swap(&search.ordered.events, &search.events)
      counts.searchedAgain += 1
      if search.pulse.isCancelled(after: count) { return }
    }
  }
}

extension SlicedEvents {
  /// Loads the events of a unit from the store into a search; returns how many it has.
  func load(_ unit: Int, into search: inout UnitSearch) -> Int {
    let events =
      runs == nil ? store.rows(of: UnitIndex(rawValue: unit)) : starts[unit]..<starts[unit + 1]
    if let spots {
      if !spots.holds(in: events) { search.pulse.cancel() }
      if !search.isCancelled { load(events, of: spots.store, into: &search) }
    } else {
      load(events, of: store, into: &search)
    }
    return events.count
  }

  @inline(__always)
  private func load(_ events: Range<Int>, of store: EventStore, into search: inout UnitSearch) {
    guard case .bytes(let codes) = store.eventCodes else { return }
    if let order = runs?.rows {
      search.load(order[events].lazy.map { Int($0) }, of: store, codes: codes, only: nil)
    } else {
      search.load(events, of: store, codes: codes, only: nil)
    }
  }
}
