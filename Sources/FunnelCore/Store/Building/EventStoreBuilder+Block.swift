extension EventStoreBuilder {
  /// Appends the rows of a block and empties it.
  ///
  /// - Complexity: O(bytes of the texts) on average.
  mutating func append(_ block: inout RowBlock) {
    guard block.count > 0 else { return }
    units.intern(block.units, block.unitCodes, readableTo: block.end)
    placeNewUnits()
    events.intern(block.events, block.eventCodes, readableTo: block.end)
    chooseNewEvents()
    let leftOut = leaveOutRows(of: &block)
    var values: [PartitionedRows.BlockColumn] = []
    values.reserveCapacity(columns.count)
    for index in columns.indices {
      values.append(code(index, of: &block, keepsAll: leftOut.count == 0))
    }
    ownOpenRows()
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: RowBlock.capacity) { parts in
      guard let parts = parts.baseAddress else { return }
      unitParts.withUnsafeBufferPointer { known in
        for row in 0..<block.count { parts[row] = known[Int(block.unitCodes[row])] }
      }
      open.add(
        PartitionedRows.Block(
          count: block.count, leftOut: leftOut, parts: parts, units: block.unitCodes,
          times: block.times, events: block.eventCodes, largestEvent: events.count, columns: values),
        &density)
    }
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

  /// Decides which part the units met for the first time belong to.
  mutating func placeNewUnits() {
    while unitParts.count < units.count { unitParts.append(units.part(of: unitParts.count)) }
  }

  /// Makes sure that nobody else sees what is added to the open rows.
  private mutating func ownOpenRows() {
    if isKnownUniquelyReferenced(&open) { return }
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

extension TextInterner {
  /// Returns the part of ``PartitionedRows`` that the rows of a unit belong to.
  ///
  /// The same in every process, so that stores of the same data have the same order of units.
  fileprivate func part(of code: Int) -> UInt8 {
    withBytes(of: code) { text in
      var hash = UInt64(truncatingIfNeeded: text.count)
      var offset = 0
      while offset &+ 8 <= text.count {
        hash =
          (hash ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        offset &+= 8
      }
      while offset < text.count {
        hash = (hash ^ UInt64(text[offset])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        offset &+= 1
      }
      return UInt8(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) &>> 56)
    }
  }
}
