/// How far the rows of each unit of one span lie apart in time.
///
/// One value serves for span after span.
struct UnitReaches {
  private var first: [Int64] = []
  private var last: [Int64] = []

  /// One more than the greatest number of a unit; each number stands for an eighth of a power of two.
  static let limit = 64 * 8

  /// Goes through the rows of a span, of which `numbers` has the unit of each, below a count.
  ///
  /// - Complexity: O(rows + units).
  mutating func find(
    _ parts: Range<Int>, of groups: [StoreAssembly.Group], _ numbers: [UInt32], unitCount: Int
  ) {
    first.removeAll(keepingCapacity: true)
    last.removeAll(keepingCapacity: true)
    first.append(contentsOf: repeatElement(.max, count: unitCount))
    last.append(contentsOf: repeatElement(.min, count: unitCount))
    numbers.withUnsafeBufferPointer { numbers in
      first.withUnsafeMutableBufferPointer { first in
        last.withUnsafeMutableBufferPointer { last in
          groups.forEachRow(of: parts, numbers) { _, unit, time in
            first[unit] = min(first[unit], time)
            last[unit] = max(last[unit], time)
          }
        }
      }
    }
  }

  /// Returns a number of a unit that is the greater, the farther its rows lie apart.
  func number(of unit: Int) -> Int {
    if last[unit] < first[unit] { return 0 }
    let apart = UInt64(bitPattern: last[unit] &- first[unit]) | 1
    let power = 63 - apart.leadingZeroBitCount
    // The highest bit is known; the three behind it tell more.
    let eighth = (apart << UInt64(63 - power)) >> 60
    return power << 3 | Int(eighth & 7)
  }
}
