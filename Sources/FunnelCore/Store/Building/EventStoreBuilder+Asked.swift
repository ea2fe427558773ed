extension EventStoreBuilder {
  /// Decides which of the events met for the first time are asked for.
  mutating func chooseNewEvents() {
    guard let asked else { return }
    while isAsked.count < events.count {
      isAsked.append(events.withBytes(of: isAsked.count, asked.contains) ? 1 : 0)
    }
  }

  /// Leaves the rows of a block, coded already, that nobody asks for, and the values of these, and returns
  /// what is known of them.
  mutating func leaveOutRows(
    of block: inout RowBlock, _ values: inout [PartitionedRows.BlockColumn]
  ) -> LeftOutRows {
    guard let asked, asked.suffice(roles, isKnown: { columnIndices[$0] != nil }) else {
      return LeftOutRows()
    }
    precondition(isAsked.count == events.count, "events were met that were not decided about")
    let leftOut = isAsked.withUnsafeBufferPointer { isAsked in
      isAsked.baseAddress.map { block.keepRows(ofEvents: $0) } ?? LeftOutRows()
    }
    if leftOut.count > 0 {
      let (units, parts) = (
        block.unitKeys + RowBlock.capacity, block.unitParts + RowBlock.capacity
      )
      let newCount = unitsLeftOut.keepNew(units, parts, count: leftOut.count)
      open.note(unitsLeftOut: units, ofParts: parts, count: newCount)
      for column in values.indices where values[column].found > 0 {
        values[column].cells = block.values(ofColumn: column)
      }
    }
    return leftOut
  }
}
