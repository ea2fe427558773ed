internal import Synchronization

extension EventStoreBuilder {
  /// Appends what other builders collected, one after the other, as if their events came here.
  ///
  /// - Complexity: O(bytes of the others' different texts + events), on all cores.
  mutating func absorb(_ others: [EventStoreBuilder]) {
    closeOpenRows()
    for column in others.lazy.flatMap(\.columns) { _ = columnIndex(named: column.name) }
    let unitCodes = translate(&units, others.map(\.units))
    let translations = translateColumns(of: others)
    let eventCodes = translate(&events, others.map(\.events))
    let columnIndices = columnIndices
    let batches = concurrently(others.count) { index in
      others[index].batches.map { batch in
        var batch = batch
        batch.unitCodes = batch.unitCodes.map { unitCodes[index][Int($0)] }
        batch.eventTranslation = eventCodes[index]
        var cells = Array(repeating: ColumnCells(), count: translations.count)
        for (column, values) in zip(others[index].columns, batch.columns) {
          if let own = columnIndices[column.name] { cells[own] = values }
        }
        batch.columns = cells
        batch.columnTranslations = translations.map { $0[index] }
        return batch
      }
    }
    closedBatches.append(contentsOf: batches.joined())
  }

  private mutating func closeOpenRows() {
    if open.count > 0 { closedBatches.append(open) }
    open = RowBatch()
  }

  /// Returns for each column and each other builder what its codes are called here.
  private mutating func translateColumns(of others: [EventStoreBuilder]) -> [[[UInt32]?]] {
    // Each table is taken out, changed by one thread, and put back, so that none is copied.
    let tables = Mutex(columns.map { Optional($0.texts) })
    for index in columns.indices { columns[index].texts = TextInterner() }
    let names = columns.map(\.name)
    let translations = concurrently(columns.count) { index in
      guard var texts = tables.withLock({ $0[index].take() }) else { return [[UInt32]?]() }
      let found = others.map { other -> [UInt32]? in
        guard let theirs = other.columnIndices[names[index]] else { return nil }
        return [0] + texts.translate(other.columns[theirs].texts).map { $0 + 1 }
      }
      tables.withLock { $0[index] = texts }
      return found
    }
    for index in columns.indices {
      if let texts = tables.withLock({ $0[index].take() }) { columns[index].texts = texts }
    }
    return translations
  }

  private func translate(_ texts: inout TextInterner, _ others: [TextInterner]) -> [[UInt32]] {
    others.map { texts.translate($0) }
  }
}

extension TextInterner {
  /// Adds the texts of another table and returns for each of its codes the one here.
  mutating func translate(_ other: TextInterner) -> [UInt32] {
    let table = other.table
    let block = RowBlock.capacity
    return [UInt32](unsafeUninitializedCapacity: table.count) { codes, count in
      count = table.count
      table.bytes.withUnsafeBufferPointer { bytes in
        // Texts are never read where there are no bytes.
        guard let base = bytes.baseAddress, let target = codes.baseAddress else { return }
        var cells: [TextCell] = []
        for start in stride(from: 0, to: table.count, by: block) {
          cells.removeAll(keepingCapacity: true)
          for code in start..<min(start + block, table.count) {
            let range = table.range(of: code)
            cells.append(
              TextCell(base: base + range.lowerBound, count: UInt32(range.count), row: 0))
          }
          cells.withUnsafeBufferPointer {
            intern($0, target + start, readableTo: base + table.bytes.count)
          }
        }
      }
    }
  }
}
