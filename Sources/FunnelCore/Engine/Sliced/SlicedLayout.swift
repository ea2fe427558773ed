/// Where the units of a store go in the blocks of ``SlicedEvents``.
struct SlicedLayout: Sendable {
  /// The blocks, their events not known yet.
  private(set) var blocks: [SlicedEvents.Block] = []
  /// The units of the blocks.
  private(set) var units: [UInt32]
  /// The units that are too long for a block.
  private(set) var longUnits: [UInt32] = []
  /// The number of rows of all blocks.
  private(set) var rowCount = 0

  /// How many units are sorted at once: enough to find many of equal length among them.
  private static let stretch = 1 << 14

  /// Lays out the units of a store, one stretch after the other.
  ///
  /// - Complexity: O(units).
  init(of store: EventStore) {
    units = []
    let count = store.unitCount
    let stretches = concurrently((count + Self.stretch - 1) / Self.stretch) { number in
      let first = number * Self.stretch
      return SlicedLayout(first..<min(first + Self.stretch, count), of: store)
    }
    for stretch in stretches {
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
  private init(_ range: Range<Int>, of store: EventStore) {
    let starts = store.unitStarts
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
    for unit in range {
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

/// Copies events into the rows of blocks.
struct SlicedFilling: Sendable {
  let layout: SlicedLayout
  let store: EventStore
  let storeCodes: SharedArray<UInt8>
  let clock: SlicedClock
  let codes: SharedMemory<UInt8>
  let times: SharedMemory<UInt16>
  let ties: SharedMemory<UInt64>

  /// Fills the rows of a block and returns the set of its events.
  ///
  /// - Complexity: O(64 × rows).
  func fill(_ block: SlicedEvents.Block) -> UInt64 {
    let codes = codes.base + block.firstRow * 64
    let times = times.base + block.firstRow * 64
    let ties = ties.base + block.firstRow
    codes.initialize(repeating: SlicedEvents.noEvent, count: block.rowCount * 64)
    times.initialize(repeating: 0, count: block.rowCount * 64)
    ties.initialize(repeating: 0, count: block.rowCount)
    var events: UInt64 = 0
    let starts = store.unitStarts
    store.times.withUnsafeBufferPointer { storeTimes in
      storeCodes.withUnsafeBufferPointer { storeCodes in
        for lane in 0..<block.unitCount {
          let unit = Int(layout.units[block.firstUnit + lane])
          let start = starts[unit]
          let count = starts[unit + 1] - start
          var hasTies = false
          for event in 0..<count {
            let code = storeCodes[start &+ event]
            let time = storeTimes[start &+ event]
            codes[event &* 64 &+ lane] = code
            times[event &* 64 &+ lane] = clock.rounded(time)
            events |= 1 &<< UInt64(code & 63)
            if event > 0, time == storeTimes[start &+ event &- 1] { hasTies = true }
          }
          if hasTies {
            markTies(
              storeTimes[start..<start + count], storeCodes[start..<start + count], lane, ties)
          }
        }
      }
    }
    return events
  }

  /// Marks the events of a unit that follow another at the same time, unless all of that time are of
  /// one kind: in which order these stand never matters.
  private func markTies(
    _ times: Slice<UnsafeBufferPointer<Int64>>, _ codes: Slice<UnsafeBufferPointer<UInt8>>,
    _ lane: Int, _ ties: UnsafeMutablePointer<UInt64>
  ) {
    var start = times.startIndex
    while start < times.endIndex {
      var end = start + 1
      var isMixed = false
      while end < times.endIndex, times[end] == times[start] {
        if codes[end] != codes[start] { isMixed = true }
        end += 1
      }
      if isMixed {
        for event in start + 1..<end { ties[event - times.startIndex] |= 1 << UInt64(lane) }
      }
      start = end
    }
  }
}
