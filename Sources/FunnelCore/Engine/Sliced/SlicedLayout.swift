/// Where the units of a store go in the blocks of ``SlicedEvents``.
struct SlicedLayout: Sendable {
  /// The blocks, with what was known of their events.
  let blocks: SharedArray<SlicedEvents.Block>
  private(set) var stretches: [SlicedEvents.Stretch] = []
  /// The units of the blocks.
  let units: BlockUnits
  /// The units that are too long for a block.
  private(set) var longUnits: [UInt32] = []
  /// For each stretch, how many of its units in blocks have more events than a number, for each number
  /// up to the most events.
  let longer: SharedArray<UInt32>
  /// The number of rows of all blocks.
  var rowCount: Int { blocks.last.map { $0.firstRow + $0.rowCount } ?? 0 }

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
  /// - Parameters:
  ///   - starts: The first row of each unit, and the number of rows.
  ///   - runs: What the units are, where they are runs.
  ///   - known: What the file that they lie in knows of the events of blocks.
  /// - Complexity: O(units), on all cores.
  init(_ starts: SharedArray<Int>, of runs: UnitRuns? = nil, known: KeptSlices.Arrays? = nil) {
    let count = max(0, starts.count - 1)
    var sorted: [SortedUnits] = []
    units = BlockUnits(count: count) { room in
      sorted = concurrently((count + Self.stretch - 1) / Self.stretch) { number in
        let first = number * Self.stretch
        return SortedUnits.sort(
          first..<min(first + Self.stretch, count), starts, runs, into: room)
      }.flatMap { $0 }
    }
    for stretch in sorted {
      let blocks = stretches.last?.blocks.upperBound ?? 0
      stretches.append(
        SlicedEvents.Stretch(
          blocks: blocks..<blocks + stretch.rowCounts.count, units: stretch.range,
          isInOrder: stretch.isInOrder,
          longUnits: longUnits.count..<longUnits.count + stretch.longUnits.count))
      longUnits += stretch.longUnits
    }
    longer = SharedArray(count: sorted.count * Self.lengthCount) { longer in
      for (number, stretch) in sorted.enumerated() {
        for (length, count) in stretch.longer.enumerated() {
          longer.base[number * Self.lengthCount + length] = count
        }
      }
    }
    blocks = Self.blocks(of: sorted, stretches, units, known)
  }
}
