/// How many entrants of each group reached each step, and nothing else about them.
struct GroupCounts: Sendable, Equatable {
  /// The number of steps.
  let stepCount: Int
  /// By group and step.
  private(set) var cells: [UInt32]

  /// Prepares to count in so many groups.
  init(groups: Int, steps: Int) {
    stepCount = steps
    cells = Array(repeating: 0, count: groups * steps)
  }

  /// The number of groups; some may have nobody.
  var groupCount: Int { cells.count / max(1, stepCount) }

  /// Counts one entrant of a group, who got so far.
  mutating func add(depth: Int, to group: Int) {
    for step in 0..<depth { cells[group * stepCount + step] += 1 }
  }

  /// Calls `body` with the counts in memory, step after step of group after group.
  mutating func withCells(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
    cells.withUnsafeMutableBufferPointer { cells in
      if let base = cells.baseAddress { body(base) }
    }
  }

  /// Adds the counts of other entrants in the same groups.
  mutating func add(_ other: GroupCounts) {
    for index in cells.indices { cells[index] += other.cells[index] }
  }

  /// Returns how many entrants of a group reached each step.
  func steps(of group: Int) -> [Int] {
    (0..<stepCount).map { Int(cells[group * stepCount + $0]) }
  }

  /// Returns how many entrants each group has.
  var sizes: [Int] { (0..<groupCount).map { Int(cells[$0 * stepCount]) } }

  /// Returns the counts of all groups together but one, or of all.
  func total(without left: Int?) -> [Int] {
    (0..<groupCount).reduce(into: Array(repeating: 0, count: stepCount)) { total, group in
      if group == left { return }
      for step in total.indices { total[step] += Int(cells[group * stepCount + step]) }
    }
  }

  /// Returns the counts of groups that are joined: `numbers` says in which of `count` groups each is.
  func joined(_ numbers: [UInt32], count: Int) -> GroupCounts {
    var joined = GroupCounts(groups: count, steps: stepCount)
    // Groups that nobody is in may have no number.
    for group in 0..<groupCount where cells[group * stepCount] > 0 {
      for step in 0..<stepCount {
        joined.cells[Int(numbers[group]) * stepCount + step] += cells[group * stepCount + step]
      }
    }
    return joined
  }
}
