/// Where the units of a store go in the blocks of ``SlicedEvents``.
struct SlicedLayout: Sendable {
  /// The blocks, their events not known yet.
  private(set) var blocks: [SlicedEvents.Block] = []
  private(set) var stretches: [SlicedEvents.Stretch] = []
  /// The units of the blocks.
  private(set) var units: [UInt32]
  /// The units that are too long for a block.
  private(set) var longUnits: [UInt32] = []
  /// The number of rows of all blocks.
  private(set) var rowCount = 0

  /// How many units are sorted at once: enough to find many of equal length among them.
  private static let stretch = 1 << 14

  /// Lays out units whose events start where `starts` says, one stretch after the other; the last one
  /// is the end.
  ///
  /// Of runs, those of the same value and length lie together.
  ///
  /// - Complexity: O(units).
  init(_ starts: SharedArray<Int>, of runs: UnitRuns? = nil) {
    units = []
    let count = max(0, starts.count - 1)
    let stretches = concurrently((count + Self.stretch - 1) / Self.stretch) { number in
      let first = number * Self.stretch
      let units = first..<min(first + Self.stretch, count)
      let sorted = runs.flatMap { $0.sortedByValue(units) }
      return SlicedLayout(units, sorted ?? Array(units), starts)
    }
    for (number, stretch) in stretches.enumerated() {
      let first = number * Self.stretch
      self.stretches.append(
        SlicedEvents.Stretch(
          blocks: blocks.count..<blocks.count + stretch.blocks.count,
          units: first..<min(first + Self.stretch, count),
          longUnits: longUnits.count..<longUnits.count + stretch.longUnits.count))
      for var block in stretch.blocks {
        block.firstRow += rowCount
        block.firstUnit += units.count
        blocks.append(block)
      }
      rowCount += stretch.rowCount
      units += stretch.units
      longUnits += stretch.longUnits
    }
  }

  /// Sorts units by their number of events, the longest first, and cuts them into blocks.
  ///
  /// Those of equal length are put in the order in which `sorted` has the units of the range.
  private init(_ range: Range<Int>, _ sorted: [Int], _ starts: SharedArray<Int>) {
    var counts = Array(repeating: 0, count: SlicedEvents.longestUnit + 1)
    for unit in range {
      let length = starts[unit + 1] - starts[unit]
      if length > SlicedEvents.longestUnit {
        longUnits.append(UInt32(unit))
      } else if length > 0 {
        counts[length] += 1
      }
    }
    var places = counts
    var total = 0
    for length in counts.indices.reversed() {
      places[length] = total
      total += counts[length]
    }
    units = Array(repeating: 0, count: total)
    for unit in sorted {
      let length = starts[unit + 1] - starts[unit]
      guard length > 0, length <= SlicedEvents.longestUnit else { continue }
      units[places[length]] = UInt32(unit)
      places[length] += 1
    }
    for first in stride(from: 0, to: total, by: 64) {
      let longest = Int(units[first])
      let rows = starts[longest + 1] - starts[longest]
      blocks.append(
        SlicedEvents.Block(
          firstRow: rowCount, rowCount: rows, firstUnit: first,
          unitCount: min(64, total - first), events: 0))
      rowCount += rows
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
