/// Where the units of a store go in the blocks of ``SlicedEvents``.
struct SlicedLayout: Sendable {
  /// The blocks, their events not known yet.
  private(set) var blocks: [SlicedEvents.Block] = []
  private(set) var stretches: [SlicedEvents.Stretch] = []
  /// The units of the blocks.
  let units: BlockUnits
  /// The units that are too long for a block.
  private(set) var longUnits: [UInt32] = []
  /// The number of rows of all blocks.
  private(set) var rowCount = 0
  /// For each stretch, how many of its units in blocks have more events than a number, for each number
  /// up to the most events.
  private(set) var longer: [UInt32] = []

  // Snapshots hold slices laid out like this: another layout needs another version of them.

  /// How many units are sorted at once: enough to find many of equal length among them.
  static let stretch = 1 << 14
  /// Where units lie sorted already, so many or more at a time on average, those are a stretch of their own:
  /// then the rows of a block are neighbours in the store too.
  static let fewestSorted = 1 << 10
  /// The numbers of events there are to tell, from zero on.
  static let lengthCount = SlicedEvents.longestUnit + 1

  /// Lays out units whose events start where `starts` says, one stretch after the other; the last one
  /// is the end.
  ///
  /// Of runs, those of the same value and length lie together.
  ///
  /// - Complexity: O(units), on all cores.
  init(_ starts: SharedArray<Int>, of runs: UnitRuns? = nil) {
    let count = max(0, starts.count - 1)
    var sorted: [SortedUnits] = []
    units = BlockUnits(count: count) { places in
      sorted = concurrently((count + Self.stretch - 1) / Self.stretch) { number in
        let first = number * Self.stretch
        return SortedUnits.sort(
          first..<min(first + Self.stretch, count), starts, runs, into: places)
      }.flatMap { $0 }
    }
    longer.reserveCapacity(sorted.count * Self.lengthCount)
    for stretch in sorted {
      let blocks = stretches.last?.blocks.upperBound ?? 0
      stretches.append(
        SlicedEvents.Stretch(
          blocks: blocks..<blocks + stretch.rowCounts.count, units: stretch.range,
          isInOrder: stretch.isInOrder,
          longUnits: longUnits.count..<longUnits.count + stretch.longUnits.count))
      longUnits += stretch.longUnits
      longer += stretch.longer
    }
    blocks = Self.blocks(of: sorted, stretches, units)
    rowCount = blocks.last.map { $0.firstRow + $0.rowCount } ?? 0
  }
}
