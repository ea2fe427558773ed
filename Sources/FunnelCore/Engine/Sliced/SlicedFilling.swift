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

  /// Fills the rows of a block and returns the set of its events, and the greatest difference of the rounded
  /// times of a unit.
  ///
  /// - Complexity: O(64 × rows).
  func fill(_ block: SlicedEvents.Block) -> (events: UInt64, longest: UInt16) {
    let codes = codes.base + block.firstRow * 64
    let times = times.base + block.firstRow * 64
    let moments = moments.base + block.firstRow
    let ties = ties.base + block.firstRow
    codes.initialize(repeating: SlicedEvents.noEvent, count: block.rowCount * 64)
    var events: UInt64 = 0
    var longest: UInt16 = 0
    storeTimes.withReading { storeTimes in
      storeCodes.withUnsafeBufferPointer { storeCodes in
        for lane in 0..<block.unitCount {
          let unit = layout.units[block, lane]
          let start = starts[unit]
          let count = starts[unit + 1] - start
          if let order {
            order.withUnsafeBufferPointer { order in
              events |= fill(lane, count, storeTimes, storeCodes) { Int(order[start &+ $0]) }
            }
          } else {
            events |= fill(lane, count, storeTimes, storeCodes) { start &+ $0 }
          }
          // No unit of a block is without events.
          longest = max(longest, times[(count &- 1) &* 64 &+ lane] &- times[lane])
        }
      }
    }
    return (events, longest)

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
