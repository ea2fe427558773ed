internal import CKernels

/// The slots that the events of sliced events may fill.
struct SlicedFills: Sendable {
  /// The slots of event codes whatever their properties.
  private let table: sliced_table
  /// The slots of event codes besides where conditions hold.
  private let conditions: [(table: sliced_table, holds: SlicedLanes)]
  /// Where events count at all; nil for everywhere.
  private let filter: SlicedLanes?

  /// Looks up what the conditions of a funnel need; `slots` turns the slots of an event, as bits, into at
  /// most eight.
  init(
    _ funnel: CompiledFunnel, of sliced: SlicedEvents,
    slots: (UInt64) -> UInt8 = {
      UInt8(truncatingIfNeeded: $0)
    }
  ) {
    table = sliced_table(funnel.fills.unconditional.map(slots))
    conditions = funnel.fills.conditionals.map { condition in
      (
        sliced_table(condition.masks.map(slots)),
        sliced.lanes(where: condition.predicate, rows: condition.rows)
      )
    }
    filter = funnel.filterCondition.flatMap { condition in
      funnel.filter.map { sliced.lanes(where: condition, rows: $0) }
    }
  }

  /// Looks up the slots that the events of a block may fill.
  @inline(__always)
  func look(
    up rows: SlicedRows, of block: SlicedEvents.Block, _ form: sliced_form,
    into fills: UnsafeMutablePointer<UInt8>
  ) {
    let codes = rows.codes(of: block)
    withUnsafePointer(to: table) { sliced_look_up(form, $0, codes, block.rowCount, fills) }
    for condition in conditions {
      condition.holds.withUnsafeBufferPointer { holds in
        guard let holds = holds.baseAddress.map({ $0 + block.firstRow }) else { return }
        withUnsafePointer(to: condition.table) { table in
          sliced_look_up_where(form, table, codes, holds, block.rowCount, fills)
        }
      }
    }
    filter?.withUnsafeBufferPointer { holds in
      guard let holds = holds.baseAddress.map({ $0 + block.firstRow }) else { return }
      sliced_keep_where(form, holds, block.rowCount, fills)
    }
  }
}

extension sliced_table {
  /// Makes a table of the slots that each event code may fill.
  init(_ slots: [UInt8]) {
    self.init()
    withUnsafeMutableBytes(of: &fills) { fills in
      for (code, slots) in slots.enumerated() { fills[code] = slots }
    }
    let parts = stride(from: 0, to: slots.count, by: 16).filter { first in
      slots[first..<min(first + 16, slots.count)].contains { $0 != 0 }
    }
    part_count = UInt8(parts.count)
    withUnsafeMutableBytes(of: &self.parts) { bytes in
      for (index, first) in parts.enumerated() { bytes[index] = UInt8(first) }
    }
  }
}
