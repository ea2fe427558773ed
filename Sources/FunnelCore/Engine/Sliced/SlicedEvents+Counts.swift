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
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Counts? {
    let counted = counts(question, funnel, in: .everyone, kernel, isCancelled)
    return counted.map { Counts(steps: $0.counts.steps(of: 0), searchedAgain: $0.searchedAgain) }
  }

  /// Counts the runs of each value that reach each step, on all cores; nil when cancelled.
  ///
  /// `shares` are those of these events.
  ///
  /// - Complexity: O(events × slots / 64 + runs) and what is searched again in the store.
  func countsByValue(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, _ shares: SlicedShares,
    kernel: KernelForm = .bestForLanes, isCancelled: @escaping @Sendable () -> Bool
  ) -> GroupCounts? {
    counts(question, funnel, in: shares, kernel, isCancelled)?.counts
  }

  private func counts(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, in shares: SlicedShares,
    _ kernel: KernelForm, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> (counts: GroupCounts, searchedAgain: Int)? {
    let pieces = Self.pieceCount
    let answers = concurrently(pieces) { piece -> (counts: GroupCounts, searchedAgain: Int)? in
      var count = SlicedCount(self, question, funnel, shares, isCancelled)
      let blocks = blocks.count * piece / pieces..<blocks.count * (piece + 1) / pieces
      let long = longUnits.count * piece / pieces..<longUnits.count * (piece + 1) / pieces
      count.count(blocks, kernel)
      count.countInStore(longUnits[long])
      return count.isCancelled ? nil : (count.counts, count.searchedAgain)
    }
    var total = GroupCounts(groups: shares.groupCount, steps: question.lastSlots.count)
    var searchedAgain = 0
    for answer in answers {
      guard let answer else { return nil }
      total.add(answer.counts)
      searchedAgain += answer.searchedAgain
    }
    return (total, searchedAgain)
  }
}

/// Counts the units of some blocks in groups.
struct SlicedCount {
  private let sliced: SlicedEvents
  private let question: SlicedQuestion
  private let shares: SlicedShares
  /// The group of each unit; nil where all are in one.
  private let groups: SharedArray<UInt32>?
  private var search: UnitSearch
  private(set) var counts: GroupCounts
  /// How many units were searched in the store.
  private(set) var searchedAgain = 0
  /// Units to be searched in the store.
  private var uncertain: [UInt32] = []
  private let room = SlicedRoom()

  /// Whether the count was cancelled, which leaves it unfinished.
  var isCancelled: Bool { search.isCancelled }

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ shares: SlicedShares, _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    self.question = question
    self.shares = shares
    groups = shares.isEveryone ? nil : sliced.runs?.values
    search = UnitSearch(funnel, isCancelled: isCancelled)
    counts = GroupCounts(groups: shares.groupCount, steps: question.lastSlots.count)
  }

  /// Counts the units of blocks.
  mutating func count(_ blocks: Range<Int>, _ kernel: KernelForm) {
    sliced.withRows(for: question) { rows in
      shares.withShares { shares in search(blocks, kernel, rows, shares) }
    }
    countInStore(uncertain[...])
    uncertain = []
  }

  private mutating func search(
    _ blocks: Range<Int>, _ kernel: KernelForm, _ rows: SlicedRows,
    _ shares: SlicedShares.Reading
  ) {
    let form = kernel.form
    let (look, fills) = (question.fills, room.fills)
    var depths = sliced_depths()
    var own = counts
    own.withCells { cells in
      withUnsafePointer(to: question.kernel) { kernel in
        withUnsafePointer(to: question.steps) { steps in
          for number in blocks {
            let block = sliced.blocks[number]
            let slots = question.slots(in: block)
            if slots == 0 { continue }
            let moved = sliced.movedLanes.isEmpty ? 0 : sliced.movedLanes[number]
            look.look(up: rows, of: block, form, into: fills)
            var filled = rows.block(block, fills: fills)
            sliced_search(form, kernel, Int32(slots), &filled, nil, &depths)
            let unsure = depths.unsure(slots)
            let shares = shares.shares(of: number)
            if let base = shares.baseAddress {
              sliced_count(
                form, steps, Int32(slots), &depths, ~(unsure | moved), base, shares.count, cells)
            }
            // Moved ones are searched with the long ones.
            if unsure & ~moved != 0 { note(unsure & ~moved, of: block) }
            if search.pulse.isCancelled(after: block.rowCount &* 4) { return }
          }
        }
      }
    }
    counts = own
  }

  private mutating func note(_ set: UInt64, of block: SlicedEvents.Block) {
    sliced.units.forEach(in: set, of: block) { uncertain.append(UInt32($0)) }
  }

  /// Counts units by searching them in the store.
  mutating func countInStore(_ units: ArraySlice<UInt32>) {
    for unit in units {
      let count = sliced.load(Int(unit), into: &search)
      swap(&search.ordered.events, &search.events)
      counts.add(depth: search.ordered.depth(), to: Int(groups?[Int(unit)] ?? 0))
      swap(&search.ordered.events, &search.events)
      searchedAgain += 1
      if search.pulse.isCancelled(after: count) { return }
    }
  }
}

extension sliced_depths {
  /// Returns the units that must be searched in the store to know how far they got by the first `slots`
  /// slots.
  @inline(__always)
  mutating func unsure(_ slots: Int) -> UInt64 {
    // Who is tied but got through all slots cannot have got further.
    withUnsafeBytes(of: &reached) { bytes in
      is_uncertain | is_tied & ~bytes.load(fromByteOffset: (slots &- 1) &* 8, as: UInt64.self)
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
