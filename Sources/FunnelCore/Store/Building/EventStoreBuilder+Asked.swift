extension EventStoreBuilder {
  /// Decides which of the events met for the first time are asked for.
  mutating func chooseNewEvents() {
    guard let asked else { return }
    while isAsked.count < events.count {
      isAsked.append(events.withBytes(of: isAsked.count, asked.contains))
    }
  }

  /// Leaves the rows of a block, coded already, that nobody asks for, and the values of these, and returns
  /// what is known of them.
  func leaveOutRows(
    of block: inout RowBlock, _ values: inout [PartitionedRows.BlockColumn]
  ) -> LeftOutRows {
    guard let asked, asked.suffice(roles, isKnown: { columnIndices[$0] != nil }) else {
      return LeftOutRows()
    }
    let leftOut = isAsked.withUnsafeBufferPointer { block.keepRows(ofEvents: $0) }
    if leftOut.count > 0 {
      for column in values.indices where values[column].found > 0 {
        values[column].cells = block.values(ofColumn: column)
      }
    }
    return leftOut
  }
}
