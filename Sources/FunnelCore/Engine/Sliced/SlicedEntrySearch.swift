internal import CKernels

/// Finds in one block after the other how far units got, and by which entries and events; one thread uses
/// it.
///
/// What was found in a block is valid until the next one is searched.
final class SlicedEntrySearch {
  private let question: SlicedQuestion
  private let form: kernel_form
  private let kernel: UnsafeMutablePointer<sliced_question>
  private let steps: UnsafeMutablePointer<sliced_steps>
  private let touches: UnsafeMutablePointer<sliced_touches>
  private let chains: UnsafeMutablePointer<sliced_chain_rows>
  private let found: UnsafeMutablePointer<UInt16>
  private let room = SlicedRoom()

  init(_ question: SlicedQuestion, _ kernel: KernelForm) {
    self.question = question
    form = kernel.form
    self.kernel = .allocate(capacity: 1)
    steps = .allocate(capacity: 1)
    touches = .allocate(capacity: 1)
    chains = .allocate(capacity: 1)
    found = .allocate(capacity: Int(SLICED_LANES))
    self.kernel.initialize(to: question.kernel)
    steps.initialize(to: question.steps)
    touches.initialize(to: sliced_touches())
    chains.initialize(to: sliced_chain_rows())
    found.initialize(repeating: 0, count: Int(SLICED_LANES))
  }

  deinit {
    kernel.deallocate()
    steps.deallocate()
    touches.deallocate()
    chains.deallocate()
    found.deallocate()
  }

  /// Searches a block for the entries of its units; returns those that must be searched in the store, or
  /// nil where no event can fill a slot.
  func enter(_ block: SlicedEvents.Block, _ rows: SlicedRows) -> UInt64? {
    let slots = question.slots(in: block)
    if slots == 0 { return nil }
    question.fills.look(up: rows, of: block, form, into: room.fills)
    var filled = rows.block(block, fills: room.fills)
    return sliced_enter(form, kernel, steps, Int32(slots), &filled, room.entering, touches)
  }

  /// Follows the chains of the units of a block from the entries that were found.
  func follow(_ block: SlicedEvents.Block) {
    sliced_follow(
      form, kernel, Int32(question.slots(in: block)), room.fills, block.rowCount, room.entering,
      touches, chains)
  }

  /// The rows of the block's units at the event that completes a step, counted from zero, as far as chains
  /// reach it; nil where none does.
  func chainRows(ofStep step: Int, in block: SlicedEvents.Block) -> UnsafePointer<UInt16>? {
    let slot = question.lastSlots[step]
    guard slot < question.slots(in: block) else { return nil }
    return UnsafeRawPointer(chains).assumingMemoryBound(to: UInt16.self)
      + slot * Int(SLICED_LANES)
  }

  /// Finds the first or the last row of each unit that can fill a step and where a condition holds.
  func touch(
    _ block: SlicedEvents.Block, isLast: Bool, where holds: SlicedLanes
  ) -> UnsafePointer<UInt16> {
    precondition(block.firstRow + block.rowCount <= holds.count, "rows of other events")
    holds.withUnsafeBufferPointer { holds in
      guard let holds = holds.baseAddress.map({ $0 + block.firstRow }) else { return }
      sliced_touch(form, isLast, room.fills, holds, block.rowCount, found)
    }
    return UnsafePointer(found)
  }

  /// Puts how far the units of a block got, and the rows of their entries, at their places in a stretch; those
  /// of `leftOut` did not enter.
  func putEntries(
    of block: SlicedEvents.Block, leftOut: UInt64, at places: UnsafePointer<UInt16>,
    in stretch: SlicedTouchPlaces
  ) {
    sliced_put_touches(
      touches, leftOut, places, block.unitCount, stretch.depths, stretch.entries)
  }
}

/// How far each unit of a stretch got, and which of its events tell its values.
final class SlicedTouchPlaces {
  /// Zero for those who did not enter, or are searched in the store.
  let depths: UnsafeMutablePointer<UInt8>
  /// The row of each one's entry.
  let entries: UnsafeMutablePointer<UInt16>
  private let rows: UnsafeMutablePointer<UInt16>
  private let unitCount: Int

  /// Stands for no row.
  static let noRow = UInt16.max

  /// Makes places for stretches of so many units at most, and for so many columns.
  init(unitCount: Int, columns: Int) {
    self.unitCount = unitCount
    depths = .allocate(capacity: unitCount)
    entries = .allocate(capacity: unitCount)
    rows = .allocate(capacity: unitCount * columns)
    depths.initialize(repeating: 0, count: unitCount)
    entries.initialize(repeating: 0, count: unitCount)
    rows.initialize(repeating: 0, count: unitCount * columns)
  }

  deinit {
    depths.deallocate()
    entries.deallocate()
    rows.deallocate()
  }

  /// The rows of the events that the values of a column come from, where these are not the entries.
  func rows(ofColumn column: Int) -> UnsafeMutablePointer<UInt16> { rows + column * unitCount }
}
