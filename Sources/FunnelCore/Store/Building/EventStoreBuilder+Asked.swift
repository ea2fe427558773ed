extension EventStoreBuilder {
  /// Decides which of the events met for the first time are asked for.
  mutating func chooseNewEvents() {
    guard let asked else { return }
    while isAsked.count < events.count {
      isAsked.append(events.withBytes(of: isAsked.count, asked.contains) ? 1 : 0)
    }
  }

  /// Leaves out the rows of a block that nobody asks for, and returns what is known of them; their units
  /// have keys, and their events codes.
  mutating func leaveOutRows(of block: inout RowBlock) -> LeftOutRows {
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
      open.note(unitsLeftOut: units, ofParts: parts, count: leftOut.count)
    }
    open.note(unitsKept: block.unitKeys, ofParts: block.unitParts, count: block.count)
    return leftOut
  }
}
