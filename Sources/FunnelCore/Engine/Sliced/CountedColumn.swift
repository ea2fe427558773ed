/// A column by whose values units are counted that entered.
struct CountedColumn: Sendable {
  let values: SplitColumn
  /// The number of groups: one for each code, and one for those who did not reach a step.
  let groupCount: Int
  /// The rows of blocks with a value; nil where no unit's first or last one is asked for.
  let isSet: SlicedLanes?

  /// The group of those who did not reach the step that values are taken from.
  var unreached: Int { groupCount - 1 }

  /// Looks a column up; nil where it has too many values to count by.
  init?(
    _ name: String, rules: FunnelRules, store: EventStore, of sliced: SlicedEvents,
    memory: EngineMemory
  ) throws(QueryError) {
    values = try SplitColumn(required: name, in: store)
    guard let bound = values.codeBound, bound < SlicedShares.groupLimit else { return nil }
    groupCount = bound + 1
    // Here an empty text would be one more code for missing values.
    if rules.attribution != .entry, rules.conventions.takesEmptyAsMissing,
      values.code(of: "") != nil
    {
      return nil
    }
    guard [.first, .last].contains(rules.attribution) else {
      isSet = nil
      return
    }
    let condition = Predicate.isSet(column: name)
    let rows = try store.rows(matching: condition, memory: memory)
    isSet = sliced.lanes(where: condition, rows: rows)
  }
}

/// How many of those who entered got how far by the values of a column.
struct TouchCounts: Sendable {
  /// By group and depth from zero to the number of steps: who got exactly so far.
  private(set) var cells: [UInt32]
  let depthCount: Int
  /// How many have a value in the events of their chain, and how many of these none at the entry.
  private(set) var (known, late) = (0, 0)

  init(groups: Int, steps: Int) {
    depthCount = steps + 1
    cells = Array(repeating: 0, count: groups * depthCount)
  }

  /// Counts one who entered.
  mutating func add(depth: Int, to group: Int) { cells[group * depthCount + depth] += 1 }

  /// Counts one in another group than before.
  mutating func move(depth: Int, from group: Int, to other: Int) {
    cells[group * depthCount + depth] -= 1
    add(depth: depth, to: other)
  }

  /// Notes where the values of some chains are.
  mutating func note(atEntry: Int, later: Int) {
    known += atEntry + later
    late += later
  }

  /// Adds the counts of others.
  mutating func add(_ other: TouchCounts) {
    for index in cells.indices { cells[index] += other.cells[index] }
    known += other.known
    late += other.late
  }

  /// Calls `body` with the cells in memory.
  mutating func withCells(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
    cells.withUnsafeMutableBufferPointer { cells in
      if let base = cells.baseAddress { body(base) }
    }
  }

  /// Whether more than one value in twenty is missing at the entry and comes from a later event of the
  /// chain.
  var comesLater: Bool { late * 20 > known }

  /// How many reached each step.
  var counts: GroupCounts {
    var counts = GroupCounts(groups: cells.count / depthCount, steps: depthCount - 1)
    counts.withCells { reached in
      for group in 0..<cells.count / depthCount {
        var sum: UInt32 = 0
        for depth in (1..<depthCount).reversed() {
          sum += cells[group * depthCount + depth]
          reached[group * (depthCount - 1) + depth - 1] = sum
        }
      }
    }
    return counts
  }
}
