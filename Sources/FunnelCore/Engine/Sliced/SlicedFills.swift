internal import CKernels

/// The slots that the events of sliced events may fill.
struct SlicedFills: Sendable {
  /// The slots of event codes whatever their properties, then those where each condition holds.
  ///
  /// In an array they are not copied for every block.
  private let tables: [sliced_table]
  /// Where each condition holds.
  private let conditions: [SlicedLanes]
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
    let masks = [funnel.fills.unconditional] + funnel.fills.conditionals.map(\.masks)
    tables = masks.map { sliced_table($0.map(slots)) }
    conditions = funnel.fills.conditionals.map { condition in
      sliced.lanes(where: condition.predicate, rows: condition.rows)
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
    tables.withUnsafeBufferPointer { tables in
      guard let table = tables.baseAddress else { return }
      sliced_look_up(form, table, codes, block.rowCount, fills)
      for (index, condition) in conditions.enumerated() {
        condition.withUnsafeBufferPointer { holds in
          guard let holds = holds.baseAddress.map({ $0 + block.firstRow }) else { return }
          sliced_look_up_where(form, table + index + 1, codes, holds, block.rowCount, fills)
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
