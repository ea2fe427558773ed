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

  /// How many units are sorted at once: enough to find many of equal length among them.
  static let stretch = 1 << 14
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
    let stretchCount = (count + Self.stretch - 1) / Self.stretch
    var sorted: [Sorted] = []
    longer = SharedMemory<UInt32>.array(count: stretchCount * Self.lengthCount) { longer in
      units = SharedMemory<UInt32>.array(count: count) { units in
        sorted = concurrently(stretchCount) { number in
          let first = number * Self.stretch
          let range = first..<min(first + Self.stretch, count)
          let order = runs.flatMap { $0.sortedByValue(range) }
          return starts.withUnsafeBufferPointer { starts in
            Sorted(
              range, order, starts, into: units.base + first,
              longer: longer.base + number * Self.lengthCount)
          }
        }
      }
    }
    blocks.reserveCapacity(sorted.reduce(0) { $0 + $1.rowCounts.count })
    for stretch in sorted { append(stretch) }
  }

  /// Adds the blocks of a stretch.
  private mutating func append(_ stretch: Sorted) {
    stretches.append(
      SlicedEvents.Stretch(
        blocks: blocks.count..<blocks.count + stretch.rowCounts.count, units: stretch.range,
        longUnits: longUnits.count..<longUnits.count + stretch.longUnits.count))
    longUnits += stretch.longUnits
    for (number, rows) in stretch.rowCounts.enumerated() {
      blocks.append(
        SlicedEvents.Block(
          firstRow: rowCount, rowCount: rows, firstUnit: stretch.range.lowerBound + 64 * number,
          unitCount: min(64, stretch.unitCount - 64 * number), events: 0))
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

    /// Sorts the units of a range; those of equal length are put in the order in which `order` has
    /// them, or in their own.
    init(
      _ range: Range<Int>, _ order: [Int]?, _ starts: UnsafeBufferPointer<Int>,
      into units: UnsafeMutablePointer<UInt32>, longer: UnsafeMutablePointer<UInt32>
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
        if let order { order.forEach(put) } else { range.forEach(put) }
      }
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

/// Copies events into the rows of blocks.
struct SlicedFilling: Sendable {
  let layout: SlicedLayout
  /// Where the events of each unit start, and the end.
  let starts: SharedArray<Int>
  /// The store's rows unit after unit, where they do not stand so in the store.
  let order: SharedArray<UInt32>?
  let storeTimes: TimeColumn
  let storeCodes: SharedArray<UInt8>
  let clock: SlicedClock
  let codes: SharedMemory<UInt8>
  let times: SharedMemory<UInt16>
  let moments: SharedMemory<UInt64>
  let ties: SharedMemory<UInt64>

  /// Fills the rows of a block and returns the set of its events.
  ///
  /// - Complexity: O(64 × rows).
  func fill(_ block: SlicedEvents.Block) -> UInt64 {
    let codes = codes.base + block.firstRow * 64
    let times = times.base + block.firstRow * 64
    let moments = moments.base + block.firstRow
    let ties = ties.base + block.firstRow
    codes.initialize(repeating: SlicedEvents.noEvent, count: block.rowCount * 64)
    var events: UInt64 = 0
    storeTimes.withReading { storeTimes in
      storeCodes.withUnsafeBufferPointer { storeCodes in
        for lane in 0..<block.unitCount {
          let unit = Int(layout.units[block.firstUnit + lane])
          let start = starts[unit]
          let count = starts[unit + 1] - start
          if let order {
            order.withUnsafeBufferPointer { order in
              events |= fill(lane, count, storeTimes, storeCodes) { Int(order[start &+ $0]) }
            }
          } else {
            events |= fill(lane, count, storeTimes, storeCodes) { start &+ $0 }
          }
        }
      }
    }
    return events

    /// Fills the lane of a unit, whose events are in the store where `row` says.
    @inline(__always)
    func fill(
      _ lane: Int, _ count: Int, _ storeTimes: TimeReading,
      _ storeCodes: UnsafeBufferPointer<UInt8>, row: (Int) -> Int
    ) -> UInt64 {
      var events: UInt64 = 0
      var before: Int64?
      var hasTies = false
      for event in 0..<count {
        let row = row(event)
        let code = storeCodes[row]
        let time = storeTimes[row]
        codes[event &* 64 &+ lane] = code
        times[event &* 64 &+ lane] = clock.rounded(time)
        events |= 1 &<< UInt64(code & 63)
        if time == before {
          moments[event] |= 1 &<< UInt64(lane)
          hasTies = true
        }
        before = time
      }
      if hasTies { markTies(count, lane, codes, moments, ties) }
      return events
    }
  }

  /// Marks the events of a unit that follow another at the same time, unless all of that time are of
  /// one kind: in which order these stand never matters.
  private func markTies(
    _ count: Int, _ lane: Int, _ codes: UnsafePointer<UInt8>, _ moments: UnsafePointer<UInt64>,
    _ ties: UnsafeMutablePointer<UInt64>
  ) {
    let bit: UInt64 = 1 << UInt64(lane)
    var start = 0
    while start < count {
      var end = start + 1
      var isMixed = false
      while end < count, moments[end] & bit != 0 {
        if codes[end * 64 + lane] != codes[start * 64 + lane] { isMixed = true }
        end += 1
      }
      if isMixed {
        for event in start + 1..<end { ties[event] |= bit }
      }
      start = end
    }
  }
}
