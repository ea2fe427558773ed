internal import CKernels

extension SlicedEvents {
  /// Counts those who entered by the values of columns, taken where the attribution says, on all cores; nil
  /// when cancelled.
  ///
  /// The question must be one whose reported chains blocks tell. All columns are counted in the same pass.
  ///
  /// - Complexity: O(events × slots / 64 + units × columns) and what is searched again in the store.
  func counts(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, by columns: [CountedColumn],
    _ attribution: FunnelRules.Attribution, kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [TouchCounts]? {
    let pieces = Pieces(of: stretches.count, fewest: 1)
    let answers = pieces.map { _, numbers -> [TouchCounts]? in
      var count = SlicedTouchCount(
        self, question, funnel, columns, attribution, kernel, isCancelled)
      for number in numbers where !count.isCancelled { count.count(stretches[number]) }
      return count.isCancelled ? nil : count.counts
    }
    var total = columns.map {
      TouchCounts(groups: $0.groupCount, steps: question.lastSlots.count)
    }
    for answer in answers {
      guard let answer else { return nil }
      for column in total.indices { total[column].add(answer[column]) }
    }
    return total
  }
}

/// Counts the units of one stretch after the other by values.
///
/// What is found in blocks is put in the order of the units first: in that order their values lie in the
/// store.
struct SlicedTouchCount {
  let sliced: SlicedEvents
  let columns: [CountedColumn]
  let attribution: FunnelRules.Attribution
  var search: UnitSearch
  /// The counts of each column.
  var counts: [TouchCounts]
  /// Units to be searched in the store.
  private var unsure: [UInt32] = []
  private let question: SlicedQuestion
  let entries: SlicedEntrySearch
  let places: SlicedTouchPlaces

  /// Whether the count was cancelled, which leaves it unfinished.
  var isCancelled: Bool { search.isCancelled }

  init(
    _ sliced: SlicedEvents, _ question: SlicedQuestion, _ funnel: CompiledFunnel,
    _ columns: [CountedColumn], _ attribution: FunnelRules.Attribution, _ kernel: KernelForm,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) {
    var funnel = funnel
    funnel.findsReasons = false
    self.sliced = sliced
    self.question = question
    self.columns = columns
    self.attribution = attribution
    search = UnitSearch(funnel, isCancelled: isCancelled)
    counts = columns.map {
      TouchCounts(groups: $0.groupCount, steps: question.lastSlots.count)
    }
    entries = SlicedEntrySearch(question, kernel)
    let sizes = sliced.stretches.map { $0.blocks.isEmpty ? 0 : $0.units.count }
    places = SlicedTouchPlaces(unitCount: sizes.max() ?? 0, columns: columns.count)
  }

  /// Counts the units of a stretch.
  mutating func count(_ stretch: SlicedEvents.Stretch) {
    unsure = Array(sliced.longUnits[stretch.longUnits])
    if !stretch.blocks.isEmpty {
      sliced.withRows(for: question) { rows in
        find(stretch, rows)
        for column in columns.indices {
          if search.pulse.isCancelled(after: stretch.units.count) { return }
          count(stretch, column, rows)
        }
      }
    }
    for unit in unsure {
      if search.pulse.isCancelled { return }
      countInStore(Int(unit))
    }
  }

  /// Finds how far the units of a stretch got and which of their events tell their values.
  private mutating func find(_ stretch: SlicedEvents.Stretch, _ rows: SlicedRows) {
    let (entries, found) = (entries, places)
    found.depths.update(repeating: 0, count: stretch.units.count)
    sliced.units.withPlaces { places in
      for number in stretch.blocks {
        let block = sliced.blocks[number]
        let places = places + block.firstIndex
        guard let again = entries.enter(block, rows) else { continue }
        let moved = sliced.movedLanes.isEmpty ? 0 : sliced.movedLanes[number]
        entries.putEntries(of: block, leftOut: moved, at: places, in: found)
        if attribution != .entry { putRows(of: block, at: places) }
        sliced.units.forEach(in: again & ~moved, of: block) { unsure.append(UInt32($0)) }
        if search.pulse.isCancelled(after: block.rowCount &* 8) { return }
      }
    }
  }

  /// Puts the rows that values come from at the places of their units.
  private func putRows(of block: SlicedEvents.Block, at own: UnsafePointer<UInt16>) {
    if case .step = attribution { entries.follow(block) }
    for column in columns.indices {
      let found: UnsafePointer<UInt16>?
      switch attribution {
      case .step(let number): found = entries.chainRows(ofStep: number - 1, in: block)
      case .first, .last:
        found = columns[column].isSet.map {
          entries.touch(block, isLast: attribution == .last, where: $0)
        }
      case .entry, .every: found = nil
      }
      if let found {
        sliced_put_rows(found, own, block.unitCount, places.rows(ofColumn: column))
      }
    }
  }
}
