/// How long the hops of all entrants took, in microseconds.
///
/// The lengths of each step follow each other in a run, in the order of the entrants: those of the
/// hop into the step, or in the place of the first step those of the whole way.
struct HopLengths: Sendable {
  /// Stands in a run for a step that was skipped, or a hop that does not count.
  static let none: Int64 = -1

  /// Where the run of each step begins, and where the last one ends.
  private let starts: [Int]
  private let lengths: [Int64]
  /// The entrant of each length.
  private var entrants: [UInt32] = []

  /// Measures the hops of entrants; `counts` are those of the pieces.
  ///
  /// - Complexity: O(rows of the chains).
  init(
    of outcomes: Outcomes, clock: HopClock, pieces: Pieces, counts: [EntrantCounts], stepCount: Int
  ) {
    let (starts, places) = Self.places(counts, stepCount: stepCount)
    self.starts = starts
    var numbers: [UInt32] = []
    lengths = SharedMemory<Int64>.array(count: starts[stepCount]) { lengths in
      numbers = SharedMemory<UInt32>.array(count: starts[stepCount]) { numbers in
        _ = pieces.map { piece, entrants in
          var next = places[piece]
          next.withUnsafeMutableBufferPointer { next in
            func put(_ length: Int64, of entrant: Int, at step: Int) {
              lengths.base[next[step]] = length
              numbers.base[next[step]] = UInt32(truncatingIfNeeded: entrant)
              next[step] &+= 1
            }
            clock.forEachChain(of: entrants, outcomes) { entrant, chain, times in
              var previous = times[0]
              for step in 1..<chain.count {
                var hop = Self.none
                if chain[step] != OptionalSteps.skipped {
                  hop = HopClock.length(from: previous, to: times[step])
                  if hop == 0, !clock.countsZeroHops { hop = Self.none }
                  previous = times[step]
                }
                put(hop, of: entrant, at: step)
              }
              if chain.count == stepCount {
                put(HopClock.length(from: times[0], to: previous), of: entrant, at: 0)
              }
            }
          }
        }
      }
    }
    entrants = numbers
  }

  /// Returns where the run of each step begins and the last one ends, and where in them the lengths
  /// of each piece's entrants begin.
  private static func places(
    _ counts: [EntrantCounts], stepCount: Int
  ) -> (starts: [Int], ofPieces: [[Int]]) {
    let depths = counts.map { $0.depths(of: 0) }
    var starts: [Int] = []
    var places = counts.map { _ in [Int]() }
    var next = 0
    for step in 0..<stepCount {
      starts.append(next)
      // The whole way was gone by those who reached the last step.
      let shallowest = step == 0 ? stepCount : step + 1
      for piece in counts.indices {
        places[piece].append(next)
        next += depths[piece][shallowest...].reduce(0, +)
      }
    }
    return (starts + [next], places)
  }

  /// The lengths of the whole way.
  var ofWholeWay: [Int64] { Array(lengths[starts[0]..<starts[1]]) }

  /// The lengths of one step's run and the groups of their entrants.
  private struct Run: GroupedValues {
    let lengths: UnsafeBufferPointer<Int64>
    let entrants: UnsafeBufferPointer<UInt32>
    let groups: UnsafePointer<UInt32>
    let groupCount: Int

    var count: Int { lengths.count }

    @inline(__always)
    func value(at index: Int) -> Int64 { lengths[index] }
    @inline(__always)
    func group(at index: Int) -> Int { Int(groups[Int(entrants[index])]) }
  }

  /// Summarises the lengths of each step, group by group.
  ///
  /// - Complexity: O(lengths), and some thousand steps for each group and step.
  func summaries(of groups: EntrantGroups) -> [[TimeSummary?]] {
    let steps = starts.indices.dropLast()
    // The longest first, so that none is left when all others are done.
    let order = steps.sorted { starts[$0 + 1] - starts[$0] > starts[$1 + 1] - starts[$1] }
    let found = concurrently(order.count) { index in
      summaries(ofRun: starts[order[index]]..<starts[order[index] + 1], groups)
    }
    var ofSteps = found
    for (step, own) in zip(order, found) { ofSteps[step] = own }
    return ofSteps
  }

  private func summaries(ofRun run: Range<Int>, _ groups: EntrantGroups) -> [TimeSummary?] {
    lengths.withUnsafeBufferPointer { lengths in
      let lengths = UnsafeBufferPointer(rebasing: lengths[run])
      return entrants.withUnsafeBufferPointer { entrants in
        groups.withNumbers { numbers in
          guard let numbers else {
            return TimeSummary.summaries(of: UngroupedValues(values: lengths), holdsNone: true)
          }
          let values = Run(
            lengths: lengths, entrants: UnsafeBufferPointer(rebasing: entrants[run]),
            groups: numbers, groupCount: groups.count)
          return TimeSummary.summaries(of: values, holdsNone: true)
        }
      }
    }
  }
}
