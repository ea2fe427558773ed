extension EventStoreBuilder {
  /// Makes an immutable store of everything collected so far.
  ///
  /// - Complexity: O(events × columns), plus sorting for units whose events came out of time order.
  public func makeStore() -> EventStore {
    guard pending.count == 0 else { return coded().makeStore() }
    precondition(takenCount == 0, "the rows are no longer here")
    let groups = open.readCount > 0 ? closed + [RowGroup(rows: open)] : closed
    return store(of: groups, spare: 0, givesBack: false)
  }

  /// Moves all rows into a store with room for so many events more, in which every column stays coded
  /// then; the codes of their texts stay.
  ///
  /// Where nobody else has the rows, their memory is given back while the store is filled, so that both
  /// are never there as a whole.
  mutating func takeStore(spare: Int) -> EventStore {
    precondition(takenCount == 0, "the rows are no longer here")
    var groups = takeRows()
    restTexts()
    let isOnlyOwner = groups.indices.allSatisfy { isKnownUniquelyReferenced(&groups[$0].rows) }
    return store(of: groups, spare: spare, givesBack: isOnlyOwner)
  }

  private func store(of groups: [RowGroup], spare: Int, givesBack: Bool) -> EventStore {
    let spans = spans
    let leftOut = groups.reduce(into: LeftOutRows()) { $0.formUnion($1.rows.leftOut) }
    let kept = keptColumns().map { column in
      (index: column, width: CodeArray.width(for: columns[column].texts.count))
    }
    let assembly = StoreAssembly(
      groups: assemblyGroups(of: groups), spans: spans, firstRows: firstRows(of: spans, groups),
      longUnits: units,
      eventWidth: CodeArray.width(for: events.count), columns: kept)
    let rows = assembly.rowCount
    let eventMemory = LargeMemory(byteCount: (rows + spare) * assembly.eventWidth)
    let columnMemory = kept.map { LargeMemory(byteCount: (rows + spare) * $0.width) }
    var found: [FoundUnits] = []
    let form = TimeForm(Self.timeSpan(of: groups), isGrowing: spare > 0)
    let times = TimeColumn(form, count: rows, spare: spare) { times in
      found = assembly.fill(
        StoreAssembly.Target(times: times, events: eventMemory, columns: columnMemory),
        givesBack: givesBack)
    }
    let unitStarts = found.starts(rowCount: rows)
    let unitIDs = found.table(hasRoom: spare > 0)
    let finished = concurrently(kept.count) { index -> PropertyColumn.Values in
      let texts = columns[kept[index].index].texts
      let codes = CodeArray(columnMemory[index], count: rows, width: kept[index].width)
      // Decimals would know nothing of the values that only rows left out have.
      let keepsTexts = leftOut.count > 0 && columns[kept[index].index].isCompared
      return spare > 0 || keepsTexts
        ? .coded(codes, texts.table) : PropertyColumn.Values(codes, texts)
    }
    return EventStore(
      roles: roles, unitIDs: unitIDs, unitStarts: unitStarts, times: times,
      eventNames: events.table,
      eventCodes: CodeArray(eventMemory, count: rows, width: assembly.eventWidth),
      columns: zip(kept, finished).map { column, values in
        PropertyColumn(name: columns[column.index].name, values: values)
      },
      unreadColumns: unreadColumns, leftOut: leftOut)
  }

  private static func timeSpan(of groups: [RowGroup]) -> TimeSpan {
    groups.reduce(into: TimeSpan()) { span, group in span.formUnion(group.rows.timeSpan) }
  }

  func assemblyGroups(of groups: [RowGroup]) -> [StoreAssembly.Group] {
    groups.map { group in
      StoreAssembly.Group(
        rows: group.rows, translation: group.origin.flatMap { translations[$0] })
    }
  }

  /// Small data are one span, so that their units stay in the order in which they were met; otherwise a span
  /// has as many parts as give it so many rows.
  var spans: [Range<Int>] {
    let parts = PartitionedRows.partCount
    if eventCount < PartitionedRows.orderedCount { return [0..<parts] }
    var width = 1
    while width < parts / RecordMemory.shelfCount, eventCount / parts * width < Self.spanRows {
      width *= 2
    }
    return stride(from: 0, to: parts, by: width).map { $0..<$0 + width }
  }

  /// Units of equal numbers of rows are found only within a span, and the rows of a span are near the
  /// processor only where they are few.
  private static let spanRows = 1 << 16

  private func firstRows(of spans: [Range<Int>], _ groups: [RowGroup]) -> [Int] {
    var first = [0]
    for span in spans {
      let rows = groups.reduce(0) { count, group in
        span.reduce(count) { $0 + group.rows.rowCount(ofPart: $1) }
      }
      first.append(first[first.count - 1] + rows)
    }
    return first
  }
}

extension CodeArray {
  /// An array of codes of a width in memory that nobody writes to any more.
  fileprivate init(_ memory: LargeMemory, count: Int, width: Int) {
    memory.used = count * width
    switch width {
    case 1: self = .bytes(SharedArray(memory, count: count))
    case 2: self = .halves(SharedArray(memory, count: count))
    default: self = .words(SharedArray(memory, count: count))
    }
  }
}

extension PropertyColumn.Values {
  /// A column's values, as decimals or in runs where that is the smaller exact form.
  fileprivate init(_ codes: CodeArray, _ texts: TextInterner) {
    let table = texts.table
    guard texts.count > 4096, texts.count * 8 > codes.count,
      let decimals = DecimalColumn(codes: codes, texts: table)
    else {
      self = CodeRuns(codes).map { .runs($0, table) } ?? .coded(codes, table)
      return
    }
    self = .decimal(decimals)
  }
}
