/// The events of one unit that can fill a step, in time order.
///
/// Events with equal times form an *instant*; within it any order counts as in order.
struct UnitEvents {
  /// The number of events.
  private(set) var count = 0
  /// The time of each event.
  private(set) var times: [Int64] = []
  /// The steps each event may fill.
  private(set) var masks: [UInt64] = []
  /// The store's row of each event.
  private(set) var rows: [UInt32] = []

  /// Forgets the events but keeps the memory.
  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Adds the next event in time order.
  @inline(__always)
  mutating func append(time: Int64, mask: UInt64, row: Int) {
    if count == times.count { grow() }
    times[count] = time
    masks[count] = mask
    rows[count] = UInt32(truncatingIfNeeded: row)
    count &+= 1
  }

  private mutating func grow() {
    let added = max(64, count)
    times.append(contentsOf: repeatElement(0, count: added))
    masks.append(contentsOf: repeatElement(0, count: added))
    rows.append(contentsOf: repeatElement(0, count: added))
  }

  /// Returns the end of the instant that starts at a position.
  @inline(__always)
  func instantEnd(from start: Int) -> Int {
    var end = start &+ 1
    while end < count, times[end] == times[start] { end &+= 1 }
    return end
  }

  /// Returns the start of the instant that ends before a position.
  @inline(__always)
  func instantStart(before end: Int) -> Int {
    var start = end &- 1
    while start > 0, times[start &- 1] == times[end &- 1] { start &-= 1 }
    return start
  }

  /// Returns every step some event of an instant may fill.
  @inline(__always)
  func union(of instant: Range<Int>) -> UInt64 {
    var union: UInt64 = 0
    for position in instant { union |= masks[position] }
    return union
  }
}
