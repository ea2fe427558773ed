internal import CKernels

/// Those who entered, counted by the values of columns, and how long their hops took.
struct SlicedTally: Sendable {
  /// The number of a table, and of a column of it.
  private struct Place: Sendable {
    var table: Int
    var column: Int
  }

  private let tables: [TallyTable]
  private let stepCount: Int
  /// What each thread counted.
  private let counts: [TallyCounts]
  /// How far those in each table got.
  private let entrants: [EntrantCounts]
  private let pages: HopPages
  /// The microseconds of a unit of lengths.
  private let unit: Int64
  private let places: [Place]

  /// Takes what threads counted, of which there is at least one.
  init(
    tables: [TallyTable], stepCount: Int, counts: [TallyCounts], pages: HopPages, unit: Int64
  ) {
    (self.tables, self.stepCount, self.counts) = (tables, stepCount, counts)
    (self.pages, self.unit) = (pages, unit)
    entrants = tables.indices.map { table in
      counts.map { $0.entrants(inTable: table) }.total
    }
    places = tables.enumerated().flatMap { number, table in
      table.columns.indices.map { Place(table: number, column: $0) }
    }
  }

  /// A way to group those who entered.
  struct Groups: Sendable {
    fileprivate var table: Int
    /// The group of each number of the table; that of a number that nobody has is any.
    fileprivate var numbers: [UInt32]
    /// The number of groups.
    var count: Int
  }

  /// All as one group.
  var everyone: Groups {
    Groups(table: 0, numbers: Array(repeating: 0, count: tables[0].numberCount), count: 1)
  }

  /// Groups by the codes of a column; `groups` has the group of each, or they stand for themselves.
  func groups(ofColumn number: Int, _ groups: [UInt32]? = nil, count: Int) -> Groups {
    let place = places[number]
    let codes = tables[place.table].codes(ofColumn: place.column)
    return Groups(
      table: place.table, numbers: groups.map { groups in codes.map { groups[Int($0)] } } ?? codes,
      count: count)
  }

  /// Where the values of a column come from.
  func values(ofColumn number: Int) -> LateValues {
    let place = places[number]
    return counts.reduce(into: LateValues()) {
      $0.add($1.values(inTable: place.table, column: place.column))
    }
  }

  /// Returns how far the entrants of each group got.
  func entrants(of groups: Groups) -> EntrantCounts {
    entrants[groups.table].renumbered(groups.numbers, count: groups.count)
  }

  /// Returns the times of the way into a step, or in the place of the first step of the whole way.
  func times(ofStep step: Int) -> TalliedTimes {
    TalliedTimes(
      pages, step: step, counts: counts(of: everyone, step).cells, unit: unit)
  }

  /// Summarises the lengths of each step, group by group, for each way to group, on all cores.
  ///
  /// - Complexity: O(lengths), and some thousand steps for each group and step.
  func summaries(of ways: [Groups]) -> [[[TimeSummary?]]] {
    let found = concurrently(Array(0..<stepCount), size: pages.count(ofStep:)) { step in
      summaries(of: ways, step)
    }
    return ways.indices.map { way in found.map { $0[way] } }
  }

  private func summaries(of ways: [Groups], _ step: Int) -> [[TimeSummary?]] {
    let width = ShortBuckets.width
    let counted = ways.map { counts(of: $0, step) }
    let ranks = counted.map { counted in
      LengthRanks(
        counts: counted.cells, width: width, sums: counted.sums.map { Int128($0) * Int128(unit) })
    }
    let wanted = ways.indices.map { way in
      let groups =
        ways[way].count == 1
        ? nil : (ways[way].table, ways[way].numbers.map { UInt8(truncatingIfNeeded: $0) })
      return HopPages.Way(
        groups: groups,
        shares: BucketShares(of: ranks[way].places, counts: counted[way].cells, width: width))
    }
    // Where most lengths share a bucket, those of all ways together would take up much room.
    let room = pages.count(ofStep: step)
    let sizes = wanted.map(\.shares.elementCount)
    return Self.runs(of: sizes, upTo: room).flatMap { own in
      zip(own, pages.gather(ofStep: step, Array(wanted[own]))).map { way, found in
        ranks[way].summaries(wanted[way].shares.elements(found, unit: unit))
      }
    }
  }

  /// Cuts sizes into runs whose sums are no more than a limit, except for such that are so alone.
  static func runs(of sizes: [Int], upTo limit: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var (first, sum) = (0, 0)
    for (index, size) in sizes.enumerated() {
      if index > first, sum + size > limit {
        runs.append(first..<index)
        (first, sum) = (index, 0)
      }
      sum += size
    }
    return sizes.isEmpty ? [] : runs + [first..<sizes.count]
  }

  private func counts(of groups: Groups, _ step: Int) -> ShortLengthCounts {
    counts.reduce(into: ShortLengthCounts(groupCount: groups.count)) { counted, counts in
      counts.addLengths(
        inTable: groups.table, ofStep: step, groups: groups.numbers, to: &counted)
    }
  }
}
