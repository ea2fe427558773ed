internal import Synchronization

extension EventStoreBuilder {
  /// A builder without rows that knows all texts of this one under the same codes.
  ///
  /// Its rows can be taken over again and again; each time only its new texts are looked up. Of this
  /// builder they must have been taken over already: where most texts came only once, it forgets all
  /// of them, at least so many.
  func continued(forgetting fewestForgotten: Int = 1 << 16) -> EventStoreBuilder {
    var next = self
    next.closed = []
    next.open = PartitionedRows(after: open)
    next.lineage = Lineage(after: lineage)
    next.chooseNewEvents()
    next.placeNewUnits()
    next.units.forgetUnlessRepeated(among: eventCount, fewest: fewestForgotten)
    next.events.forgetUnlessRepeated(among: eventCount, fewest: fewestForgotten)
    let read = max(1, closed.reduce(open.readCount) { $0 + $1.rows.readCount })
    for (column, count) in valueCounts.enumerated() {
      // Values of rows that were left out are mostly not among the texts.
      let coded = columns[column].isCompared ? count : count * keptRowCount / read
      next.columns[column].texts.forgetUnlessRepeated(among: coded, fewest: fewestForgotten)
    }
    return next
  }

  /// Appends what other builders collected, one after the other, as if their events came here.
  ///
  /// - Complexity: O(bytes of the others' texts that they did not have the last time), on all cores.
  mutating func absorb(_ others: [EventStoreBuilder]) {
    precondition(
      !codesAllUnits && others.allSatisfy { !$0.codesAllUnits },
      "a unit would be called by its text here and by its code there")
    codePending()
    closeOpenRows()
    for other in others { unreadColumns.formUnion(other.unreadColumns) }
    for column in others.lazy.flatMap(\.columns) { _ = columnIndex(named: column.name) }
    let origins = others.map { origin(of: $0.lineage) }
    var known = origins.map { translations[$0] ?? CodeTranslation() }
    for index in others.indices {
      known[index].units.extend(&units, from: others[index].units)
      known[index].events.extend(&events, from: others[index].events)
    }
    chooseNewEvents()
    extendColumns(&known, others)
    for (index, other) in others.enumerated() {
      let origin = origins[index]
      translations[origin] = known[index]
      for group in other.closed + [RowGroup(rows: other.open)] where group.rows.readCount > 0 {
        closed.append(RowGroup(rows: group.rows, origin: origin))
      }
    }
  }

  /// Returns the number of the translation that a builder's codes go on from.
  ///
  /// Only the builder that comes right after one that was taken over goes on from its codes; a copy
  /// of it does not, whatever it has in common.
  private mutating func origin(of lineage: Lineage) -> Int {
    guard let known = latest.firstIndex(where: { $0 == lineage.parent }) else {
      latest.append(lineage.number)
      return latest.count - 1
    }
    latest[known] = lineage.number
    return known
  }

  /// Looks up the texts of the others' columns, all columns at the same time.
  private mutating func extendColumns(
    _ known: inout [CodeTranslation], _ others: [EventStoreBuilder]
  ) {
    let places = others.indices.map { other in
      columns.map { others[other].columnIndices[$0.name] }
    }
    // Each table is taken out, changed by one thread, and put back, so that none is copied.
    let tables = Mutex(columns.map { Optional($0.texts) })
    for index in columns.indices { columns[index].texts = TextInterner() }
    let before = known
    let extended = concurrently(columns.count) { index -> [CodeTable] in
      guard var texts = tables.withLock({ $0[index].take() }) else { return [] }
      let found = others.indices.map { other -> CodeTable in
        guard let column = places[other][index] else { return CodeTable() }
        var table = before[other].table(ofColumn: index)
        table.extend(&texts, from: others[other].columns[column].texts)
        return table
      }
      tables.withLock { $0[index] = texts }
      return found
    }
    for index in columns.indices {
      if let texts = tables.withLock({ $0[index].take() }) { columns[index].texts = texts }
      for other in others.indices {
        known[other].set(extended[index][other], from: places[other][index], ofColumn: index)
      }
    }
  }
}
