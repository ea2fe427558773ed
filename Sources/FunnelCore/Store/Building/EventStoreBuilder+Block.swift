extension EventStoreBuilder {
  /// Appends the rows of a block and empties it.
  ///
  /// - Complexity: O(bytes of the texts) on average.
  mutating func append(_ block: inout RowBlock) {
    guard block.count > 0 else { return }
    events.intern(block.events, block.eventCodes, readableTo: block.end)
    chooseNewEvents()
    findUnits(of: block)
    ownOpenRows()
    let leftOut = leaveOutRows(of: &block)
    var values: [PartitionedRows.BlockColumn] = []
    values.reserveCapacity(columns.count)
    for index in columns.indices {
      values.append(code(index, of: &block, keepsAll: leftOut.count == 0))
    }
    open.add(
      PartitionedRows.Block(
        count: block.count, leftOut: leftOut, parts: block.unitParts, units: block.unitKeys,
        times: block.times, events: block.eventCodes, largestEvent: events.count,
        columns: values),
      &density)
    block.removeAll()
  }

  /// Codes the values of a column, those of rows that are left out only where they are to be known.
  private mutating func code(
    _ column: Int, of block: inout RowBlock, keepsAll: Bool
  ) -> PartitionedRows.BlockColumn {
    guard column < block.columnCount else {
      return PartitionedRows.BlockColumn(
        codes: block.eventCodes, cells: UnsafeBufferPointer(start: nil, count: 0), found: 0,
        largest: columns[column].texts.count)
    }
    let found = block.values(ofColumn: column).count
    let isCompared = columns[column].isCompared
    if !keepsAll, !isCompared { block.keepValues(ofColumn: column) }
    let (cells, codes) = (block.values(ofColumn: column), block.codes(ofColumn: column))
    if !cells.isEmpty {
      columns[column].texts.intern(cells, codes, readableTo: block.end)
      for position in cells.indices { codes[position] &+= 1 }
    }
    if !keepsAll, isCompared { block.keepValues(ofColumn: column) }
    return PartitionedRows.BlockColumn(
      codes: codes, cells: block.values(ofColumn: column), found: found,
      largest: columns[column].texts.count)
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
