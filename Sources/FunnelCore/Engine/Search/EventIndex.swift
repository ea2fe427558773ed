/// Where in a unit the events lie that have each bit, so that a search can jump to the next one.
struct EventIndex {
  /// The positions of each bit, ascending; nothing until the index is first used, which few units
  /// need.
  private var positions: [[Int32]] = []

  /// Forgets all positions but keeps the memory, and makes the index ready for use.
  mutating func removeAll() {
    if positions.isEmpty { positions = Array(repeating: [], count: 64) }
    for bit in positions.indices where !positions[bit].isEmpty {
      positions[bit].removeAll(keepingCapacity: true)
    }
  }

  /// Adds the bits of the event at the next position.
  mutating func append(_ bits: UInt64, at position: Int) {
    var left = bits
    while left != 0 {
      positions[left.trailingZeroBitCount].append(Int32(truncatingIfNeeded: position))
      left &= left - 1
    }
  }

  /// Returns how many events before a position have a bit.
  ///
  /// - Complexity: O(log events).
  func count(of bit: Int, before position: Int) -> Int {
    positions[bit].indices.partitioningIndex { Int(positions[bit][$0]) >= position }
  }

  /// Returns the position of the event of a number among those with a bit, or nil.
  @inline(__always)
  func position(of number: Int, with bit: Int) -> Int? {
    number < positions[bit].count ? Int(positions[bit][number]) : nil
  }

  /// Returns the first position from one on with any of some bits, or nil.
  ///
  /// - Complexity: O(bits × log events).
  func first(_ bits: UInt64, from position: Int) -> Int? {
    var found: Int?
    var left = bits
    while left != 0 {
      let bit = left.trailingZeroBitCount
      left &= left - 1
      guard let next = self.position(of: count(of: bit, before: position), with: bit) else {
        continue
      }
      found = min(found ?? next, next)
    }
    return found
  }
}
