extension EventStoreBuilder {
  /// Appends the rows of a block and empties it.
  ///
  /// - Complexity: O(bytes of the texts) on average.
  mutating func append(_ block: inout RowBlock) {
    guard block.count > 0 else { return }
    events.intern(block.events, block.eventCodes, readableTo: block.end)
    chooseNewEvents()
    var values: [PartitionedRows.BlockColumn] = []
    values.reserveCapacity(columns.count)
    for index in columns.indices {
      let cells =
        index < block.columnCount
        ? block.values(ofColumn: index) : UnsafeBufferPointer(start: nil, count: 0)
      let codes = index < block.columnCount ? block.codes(ofColumn: index) : block.eventCodes
      if !cells.isEmpty {
        columns[index].texts.intern(cells, codes, readableTo: block.end)
        for position in cells.indices { codes[position] &+= 1 }
      }
      values.append(
        PartitionedRows.BlockColumn(
          codes: codes, cells: cells, found: cells.count, largest: columns[index].texts.count))
    }
    findUnits(of: block)
    ownOpenRows()
    let leftOut = leaveOutRows(of: &block, &values)
    open.add(
      PartitionedRows.Block(
        count: block.count, leftOut: leftOut, parts: block.unitParts, units: block.unitKeys,
        times: block.times, events: block.eventCodes, largestEvent: events.count,
        columns: values),
      &density)
    block.removeAll()
  }

  /// Makes sure that nobody else sees what is added to the open rows.
  private mutating func ownOpenRows() {
    if isKnownUniquelyReferenced(&open), !open.isContinued { return }
    closeOpenRows()
  }

  /// Adds no more to the rows that are open now.
  mutating func closeOpenRows() {
    let rows = open
    if rows.readCount > 0 { closed.append(RowGroup(rows: rows)) }
    open = PartitionedRows(after: rows)
  }

  /// Codes the rows that were appended one by one.
  mutating func codePending() {
    if pending.count == 0 { return }
    let rows = pending
    pending = PendingRows()
    rows.withBlock(columnCount: columns.count) { append(&$0) }
  }

  /// Returns the builder with all its rows coded.
  func coded() -> EventStoreBuilder {
    var copy = self
    copy.codePending()
    return copy
  }
}
