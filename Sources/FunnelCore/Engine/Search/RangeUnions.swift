/// Answers which hops some event of a range spoils, by a tree of unions over ever longer ranges.
struct RangeUnions {
  private var nodes: [HopSpoilers.Bits] = []
  private var count = 0

  /// Takes the events of a unit.
  ///
  /// - Complexity: O(events).
  mutating func build(_ events: UnitEvents) {
    count = events.count
    nodes.removeAll(keepingCapacity: true)
    nodes.append(contentsOf: repeatElement(.none, count: count))
    nodes.append(contentsOf: events.spoils[..<count])
    for node in (1..<max(1, count)).reversed() {
      nodes[node] = nodes[2 * node].union(nodes[2 * node + 1])
    }
  }

  /// Returns what the events of a range spoil together.
  ///
  /// - Complexity: O(log events).
  subscript(range: Range<Int>) -> HopSpoilers.Bits {
    var union = HopSpoilers.Bits.none
    var (low, high) = (range.lowerBound + count, range.upperBound + count)
    while low < high {
      if low & 1 == 1 {
        union = union.union(nodes[low])
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        union = union.union(nodes[high])
      }
      (low, high) = (low / 2, high / 2)
    }
    return union
  }
}
