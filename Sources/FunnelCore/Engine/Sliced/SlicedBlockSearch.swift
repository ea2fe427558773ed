internal import CKernels

/// Finds what became of the units of one block after the other.
struct SlicedBlockSearch {
  /// What became of the units of a block, for as long as a call lasts.
  struct Found {
    let outcomes: UnsafePointer<sliced_outcomes>
    let block: SlicedEvents.Block
    /// The places of the block's units in their stretch.
    let places: UnsafePointer<UInt16>
    /// Whether these ascend one by one.
    let isInOrder: Bool
    /// Units of which the block does not say what is true.
    let leftOut: UInt64
  }

  private let sliced: SlicedEvents
  private let question: SlicedQuestion
  private var search: UnitSearch
  private let room = SlicedRoom()

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.sliced = sliced
    self.question = question
    search = UnitSearch(funnel, isCancelled: isCancelled)
  }

  /// Searches the blocks of a stretch and says what was found in each where anybody may have entered;
  /// returns the units to be searched in the store, ascending, or nil when cancelled.
  mutating func search(
    _ stretch: SlicedEvents.Stretch, _ kernel: KernelForm, _ body: (Found) -> Void
  ) -> [UInt32]? {
    var unsure = Array(sliced.longUnits[stretch.longUnits])
    sliced.withRows(for: question) { rows in
      search(stretch, kernel.form, rows, &unsure, body)
    }
    if search.isCancelled { return nil }
    unsure.sort()
    return unsure
  }

  private mutating func search(
    _ stretch: SlicedEvents.Stretch, _ form: kernel_form, _ rows: SlicedRows,
    _ unsure: inout [UInt32], _ body: (Found) -> Void
  ) {
    withUnsafePointer(to: question.kernel) { kernel in
      withUnsafePointer(to: question.steps) { steps in
        sliced.units.withPlaces { places in
          for number in stretch.blocks {
            let block = sliced.blocks[number]
            let slots = question.slots(in: block)
            if slots == 0 { continue }
            if number &+ 1 < stretch.blocks.upperBound {
              rows.bringNear(timesOf: sliced.blocks[number &+ 1])
            }
            question.fills.look(up: rows, of: block, form, into: room.fills)
            var filled = rows.block(block, fills: room.fills)
            let again = sliced_outcomes(
              form, kernel, steps, Int32(slots), &filled, room.entering, room.outcomes)
            let moved = sliced.movedLanes.isEmpty ? 0 : sliced.movedLanes[number]
            body(
              Found(
                outcomes: room.outcomes, block: block, places: places + block.firstIndex,
                isInOrder: stretch.isInOrder, leftOut: moved))
            sliced.units.forEach(in: again & ~moved, of: block) { unsure.append(UInt32($0)) }
            if search.pulse.isCancelled(after: block.rowCount &* 12) { return }
          }
        }
      }
    }
  }

  /// Searches units in the store; nil when cancelled.
  mutating func searchInStore(_ units: [UInt32]) -> Outcomes.Part? {
    var part = Outcomes.Part()
    for unit in units {
      let count = sliced.load(Int(unit), into: &search)
      if search.events.count > 0 { search.search(unit: Int(unit), of: sliced.store, into: &part) }
      if search.pulse.isCancelled(after: count) { break }
    }
    return search.isCancelled ? nil : part
  }
}
