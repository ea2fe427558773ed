internal import CKernels

/// What one thread counts of those who enter.
///
/// One thread uses it until it is finished; then it stays as it is, and any may read it.
final class TallyCounts: @unchecked Sendable {
  private let tally: UnsafeMutablePointer<chain_tally>
  /// How many lengths each table has by step, number and bucket; it is written through the table until this
  /// is finished.
  private let lengths: [SharedArray<UInt32>]
  private let counted: UnsafeMutableBufferPointer<tally_table>
  private let tables: [TallyTable]
  private let stepCount: Int

  /// Prepares counts of nobody.
  ///
  /// All that is pointed at must live until they are finished, and is not looked at afterwards.
  init(
    _ tables: [TallyTable], stepCount: Int, times: hop_times, pages: hop_pages, form: kernel_form
  ) {
    (self.tables, self.stepCount) = (tables, stepCount)
    counted = .allocate(capacity: tables.count)
    // So much memory is better used again than taken up.
    lengths = tables.map { table in
      let count = table.numberCount * stepCount * ShortBuckets.width
      return SharedArray(lent: count) { $0.base.update(repeating: 0, count: count) }
    }
    guard let bunch = make_bunch(stepCount, tables.count) else {
      fatalError("there is no memory for a few entrants")
    }
    tally = .allocate(capacity: 1)
    tally.initialize(
      to: chain_tally(
        form: form, picks: form == kernel_avx512 && picking_has_form(form), times: times,
        pages: pages, bunch: bunch, tables: counted.baseAddress.unsafelyUnwrapped,
        table_count: tables.count,
        step_count: stepCount, reason_count: EntrantCounts.reasonCount))
    for (place, table) in tables.enumerated() {
      let columns = UnsafeMutableBufferPointer<tally_column>.allocate(
        capacity: max(1, table.columns.count))
      for (place, column) in table.columns.enumerated() {
        column.codes.withUnsafeBufferPointer { codes in
          columns.initializeElement(
            at: place,
            to: tally_column(
              codes: codes.baseAddress.unsafelyUnwrapped, code_count: column.codeCount, at_entry: 0,
              later: 0))
        }
      }
      let hopCounts = lengths[place].withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
      counted.initializeElement(
        at: place,
        to: tally_table(
          columns: columns.baseAddress.unsafelyUnwrapped, column_count: table.columns.count,
          number_count: table.numberCount,
          cells: Self.zeros(Int(ENTRANT_TABLES) * cellCount(of: table)),
          hop_counts: UnsafeMutablePointer(mutating: hopCounts),
          hop_sums: Self.zeros(table.numberCount * stepCount)))
    }
  }

  deinit {
    for table in counted {
      table.columns.deallocate()
      table.cells.deallocate()
      table.hop_sums.deallocate()
    }
    counted.deallocate()
    free_bunch(tally.pointee.bunch)
    tally.deallocate()
  }

  private func cellCount(of table: TallyTable) -> Int {
    table.numberCount * (stepCount + 1) * EntrantCounts.reasonCount
  }

  private static func zeros<Number: FixedWidthInteger>(
    _ count: Int
  ) -> UnsafeMutablePointer<Number> {
    let numbers = UnsafeMutablePointer<Number>.allocate(capacity: count)
    numbers.initialize(repeating: 0, count: count)
    return numbers
  }

  /// Brings what is told of some rows nearer to the processor.
  func bringNear(_ rows: Range<Int>) { tally_ahead(tally, rows.lowerBound, rows.upperBound) }

  /// Adds what was found in a block, given where all units start; returns false where some hop has no
  /// length of the kind that was expected.
  ///
  /// - Complexity: O(units of the block × (steps + columns)).
  @inline(__always)
  func add(_ found: SlicedBlockSearch.Found, starts: UnsafePointer<Int>) -> Bool {
    var units = tally_units(
      places: found.places, first: found.block.stretchStart, are_neighbours: found.isInOrder,
      count: found.block.unitCount, left_out: found.leftOut)
    return tally_block(found.outcomes, &units, starts, tally)
  }

  /// Adds units that were searched in the store; returns false as above.
  func add(_ searched: Outcomes.Part) -> Bool {
    if searched.depths.isEmpty { return true }
    return searched.depths.withUnsafeBufferPointer { depths in
      searched.rows.withUnsafeBufferPointer { rows in
        var chains = hop_chains(
          depths: depths.baseAddress.unsafelyUnwrapped, count: depths.count,
          rows: rows.baseAddress.unsafelyUnwrapped, row_count: rows.count)
        return tally_chains(&chains, searched.reasons, tally)
      }
    }
  }

  /// Counts the lengths that are not counted yet, after all was added; returns false as above.
  func finish() -> Bool { tally_finish(tally) }

  /// How far those in a table got, by number.
  func entrants(inTable number: Int) -> EntrantCounts {
    let size = cellCount(of: tables[number])
    let cells = (0..<size).map { cell in
      (0..<Int(ENTRANT_TABLES)).reduce(UInt32(0)) {
        $0 &+ counted[number].cells[$1 * size + cell]
      }
    }
    return EntrantCounts(cells: cells, stepCount: stepCount)
  }

  /// Where the values of a column of a table come from.
  func values(inTable number: Int, column: Int) -> LateValues {
    let column = counted[number].columns[column]
    var values = LateValues()
    values.note(atEntry: column.at_entry, later: column.later)
    return values
  }

  /// Adds how long the hop into a step took those in a table, or in the place of the first step the whole
  /// way, to the counts of groups, of which each number has one.
  ///
  /// - Complexity: O(numbers × buckets).
  func addLengths(
    inTable number: Int, ofStep step: Int, groups: [UInt32], to counts: inout ShortLengthCounts
  ) {
    let (counted, width) = (counted[number], ShortBuckets.width)
    counts.cells.withUnsafeMutableBufferPointer { cells in
      for (number, group) in groups.enumerated() {
        let place = step * groups.count + number
        let (own, target) = (counted.hop_counts + place * width, Int(group) * width)
        // The group of a number that nobody has is any.
        guard target < cells.count else { continue }
        for bucket in 0..<width { cells[target + bucket] &+= own[bucket] }
        counts.sums[Int(group)] &+= counted.hop_sums[place]
      }
    }
  }
}
