extension EventStore {
  /// What the sections do not say themselves.
  public var outline: StoreOutline {
    StoreOutline(
      roles: roles, times: timeForm,
      columns: columns.map { column in
        StoreOutline.Column(
          name: column.name, fractionDigits: column.fractionDigits, isInRuns: column.isInRuns)
      })
  }

  /// All arrays of the store, which share its memory; it must not be one that has grown.
  ///
  /// - Complexity: O(columns).
  public var sections: [StoreSection] {
    precondition(movedRows == nil, "rows of units lie apart")
    precondition(leftOut.count == 0, "rows were left out")
    return unitIDs.sections(.unitTexts, .unitEnds, column: 0)
      + [StoreSection(.unitStarts, column: 0, unitStarts)] + times.sections
      + eventNames.sections(.eventTexts, .eventEnds, column: 0)
      + [eventCodes.section(.eventCodes, column: 0)]
      + columns.enumerated().flatMap { $1.values.sections(column: $0) }
  }

  /// Puts a store together from the sections of one, whose memory it shares.
  ///
  /// Everything that safety and the order of events depend on is checked, block by block on all
  /// cores, whoever wrote the sections: a wrong code would reach beyond its table.
  ///
  /// - Parameters:
  ///   - outline: What the sections do not say themselves.
  ///   - sections: The arrays, each once.
  ///   - blockLength: How many bytes are checked at a time; a multiple of eight.
  ///   - isIntact: Whether a stretch of a section, by the section's position, is what was kept. It is
  ///     asked about every block just before the block is looked at, on any thread.
  /// - Throws: What is wrong with the first section that is not one of a store.
  /// - Complexity: O(bytes of all sections).
  public init(
    outline: StoreOutline, sections: [StoreSection], blockLength: Int,
    isIntact: @escaping @Sendable (Int, Range<Int>) -> Bool
  ) throws(StoreFault) {
    try self.init(
      outline: outline, sections: sections, blockLength: blockLength,
      origin: SectionOrigin(isIntact: isIntact))
    if let fault = firstFault() { throw fault }
  }

  /// Puts a store together as ``init(outline:sections:blockLength:isIntact:)`` does, and checks each
  /// column before its first use only.
  ///
  /// What every question needs is checked at once: the events' names and the first row of each unit.
  ///
  /// - Throws: What is wrong with the first of these sections, or with the number or the width of the
  ///   elements of any.
  /// - Complexity: O(units + event names).
  public init(
    outline: StoreOutline, sections: [StoreSection], blockLength: Int, origin: SectionOrigin
  ) throws(StoreFault) {
    precondition(blockLength > 0 && blockLength.isMultiple(of: 8), "blocks hold whole elements")
    var assembly = try SectionAssembly(sections)
    let store = try assembly.store(outline)
    let kept = try KeptSections(
      of: store, from: &assembly, blockLength: blockLength, origin: origin)
    self = store.checkedBeforeUse(by: kept)
  }
}

extension SectionAssembly {
  /// Puts the store together; its elements are yet to be checked.
  mutating func store(_ outline: StoreOutline) throws(StoreFault) -> EventStore {
    let unitIDs = try TextTable(.unitTexts, .unitEnds, column: 0, from: &self)
    eventCount = count(of: .times, column: 0)
    guard eventCount <= Int(UInt32.max) else { throw .wrongCount(.times, column: 0) }
    let rows = eventCount
    let starts: SharedArray<Int> = try elements(.unitStarts, column: 0) { array in
      .starts(array, total: rows)
    }
    let times = try TimeColumn(outline.times, starts, from: &self)
    guard starts.count == unitIDs.count + 1 else { throw .wrongCount(.unitStarts, column: 0) }
    let eventNames = try TextTable(.eventTexts, .eventEnds, column: 0, from: &self)
    let eventCodes = try CodeArray(
      .eventCodes, column: 0, count: eventCount, below: eventNames.count, from: &self)
    var columns: [PropertyColumn] = []
    for (index, column) in outline.columns.enumerated() {
      columns.append(
        PropertyColumn(
          name: column.name,
          values: try PropertyColumn.Values(
            column, number: index, from: &self)))
    }
    return EventStore(
      roles: outline.roles, unitIDs: unitIDs, unitStarts: starts, times: times,
      eventNames: eventNames, eventCodes: eventCodes, columns: columns)
  }
}
