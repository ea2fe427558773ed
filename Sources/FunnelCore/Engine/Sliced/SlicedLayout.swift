/// Where the units of a store go in the blocks of ``SlicedEvents``.
struct SlicedLayout: Sendable {
  /// The blocks, their events not known yet.
  private(set) var blocks: [SlicedEvents.Block] = []
  private(set) var stretches: [SlicedEvents.Stretch] = []
  /// The units of the blocks, those of each stretch from the number of its first unit on.
  private(set) var units: [UInt32] = []
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
    var sorted: [Sorted] = []
    units = SharedMemory<UInt32>.array(count: count) { units in
      sorted = concurrently((count + Self.stretch - 1) / Self.stretch) { number in
        let first = number * Self.stretch
        let range = first..<min(first + Self.stretch, count)
        let order = runs.flatMap { $0.sortedByValue(range) }
        return starts.withUnsafeBufferPointer { starts in
          let sorted = order == nil ? Self.sortedRanges(of: range, starts) : []
          let ranges = sorted.isEmpty ? [range] : sorted
          return ranges.map {
            Sorted(
              $0, order, isInOrder: !sorted.isEmpty, starts, into: units.base + $0.lowerBound)
          }
        }
      }.flatMap { $0 }
    }
    blocks.reserveCapacity(sorted.reduce(0) { $0 + $1.rowCounts.count })
    longer.reserveCapacity(sorted.count * Self.lengthCount)
    for stretch in sorted { append(stretch) }
  }

  /// Cuts units where one has more events than the one before; returns none where that would leave few at
  /// a time on average.
  private static func sortedRanges(
    of units: Range<Int>, _ starts: UnsafeBufferPointer<Int>
  ) -> [Range<Int>] {
    var cuts = [units.lowerBound]
    var before = Int.max
    for unit in units {
      let length = min(starts[unit &+ 1] &- starts[unit], lengthCount)
      if length > before {
        cuts.append(unit)
        if cuts.count * fewestSorted > units.count { return [] }
      }
      before = length
    }
    return zip(cuts, cuts.dropFirst() + [units.upperBound]).map { $0..<$1 }
  }

  /// Adds the blocks of a stretch.
  private mutating func append(_ stretch: Sorted) {
    stretches.append(
      SlicedEvents.Stretch(
        blocks: blocks.count..<blocks.count + stretch.rowCounts.count, units: stretch.range,
        firstInOrder: stretch.firstInOrder,
        longUnits: longUnits.count..<longUnits.count + stretch.longUnits.count))
    longUnits += stretch.longUnits
    longer += stretch.longer
    for (number, rows) in stretch.rowCounts.enumerated() {
      blocks.append(
        SlicedEvents.Block(
          firstRow: rowCount, rowCount: rows, firstUnit: stretch.range.lowerBound + 64 * number,
          unitCount: min(64, stretch.unitCount - 64 * number)))
      rowCount += rows
    }
  }
}

extension SlicedLayout {
  /// The units of one stretch, sorted by their number of events, the longest first.
  private struct Sorted: Sendable {
    var range: Range<Int>
    /// How many of them are in blocks.
    var unitCount = 0
    /// The number of rows of each block.
    var rowCounts: [Int] = []
    var longUnits: [UInt32] = []
    /// The first unit that is in a block, where they were sorted before.
    var firstInOrder: Int?
    /// How many of them have more events than a number, for each number up to the most events.
    var longer = Array(repeating: UInt32(0), count: SlicedLayout.lengthCount)

    /// Sorts the units of a range; those of equal length are put in the order in which `order` has
    /// them, or in their own.
    init(
      _ range: Range<Int>, _ order: [Int]?, isInOrder: Bool,
      _ starts: UnsafeBufferPointer<Int>,
      into units: UnsafeMutablePointer<UInt32>
    ) {
      self.range = range
      let lengthCount = SlicedLayout.lengthCount
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lengthCount) { places in
        places.initialize(repeating: 0)
        for unit in range {
          let length = starts[unit &+ 1] &- starts[unit]
          if length < lengthCount { places[length] &+= 1 } else { longUnits.append(UInt32(unit)) }
        }
        // Units without events are in no block.
        var total: UInt32 = 0
        for length in (1..<lengthCount).reversed() {
          longer[length] = total
          total &+= places[length]
          places[length] = longer[length]
        }
        longer[0] = total
        unitCount = Int(total)
        func put(_ unit: Int) {
          let length = starts[unit &+ 1] &- starts[unit]
          if length == 0 || length >= lengthCount { return }
          units[Int(places[length])] = UInt32(truncatingIfNeeded: unit)
          places[length] &+= 1
        }
        if isInOrder {
          let first = UInt32(range.lowerBound + longUnits.count)
          for place in 0..<unitCount { units[place] = first &+ UInt32(truncatingIfNeeded: place) }
        } else if let order {
          order.forEach(put)
        } else {
          range.forEach(put)
        }
      }
      firstInOrder = isInOrder ? range.lowerBound + longUnits.count : nil
      rowCounts = stride(from: 0, to: unitCount, by: 64).map { first in
        let longest = Int(units[first])
        return starts[longest + 1] - starts[longest]
      }
    }
  }
}

extension UnitRuns {
  /// Returns some runs sorted by value, those of one value in their order; nil where there are more
  /// values than are told apart in blocks.
  fileprivate func sortedByValue(_ range: Range<Int>) -> [Int]? {
    guard valueCount <= SlicedShares.groupLimit else { return nil }
    var places = Array(repeating: 0, count: valueCount + 1)
    for run in range { places[Int(values[run]) + 1] += 1 }
    for value in 0..<valueCount { places[value + 1] += places[value] }
    var sorted = Array(repeating: 0, count: range.count)
    for run in range {
      let value = Int(values[run])
      sorted[places[value]] = run
      places[value] += 1
    }
    return sorted
  }
}
