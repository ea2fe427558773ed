/// How long the hops of groups of entrants took, in microseconds.
///
/// The lengths of each group and step follow each other in a run, in the order of the entrants:
/// those of the hop into the step, or in the place of the first step those of the whole way.
struct HopLengths: Sendable {
  /// Stands in a run for a step that was skipped, or a hop that does not count.
  static let none: Int64 = -1

  private let stepCount: Int
  private let places: Places
  private let lengths: [Int64]

  /// Where the runs lie.
  private struct Places: Sendable {
    /// Where the run of each group and step begins, and where the last one ends.
    var starts: [Int] = []
    /// Where the lengths of each piece's entrants begin in each run.
    var ofPieces: [[Int]]

    /// Lays out the runs of groups from the counts of each piece.
    init(_ counts: [EntrantCounts], groupCount: Int, stepCount: Int) {
      ofPieces = counts.map { _ in [] }
      var next = 0
      for group in 0..<groupCount {
        let depths = counts.map { $0.depths(of: group) }
        for step in 0..<stepCount {
          starts.append(next)
          for piece in counts.indices {
            ofPieces[piece].append(next)
            // The whole way was gone by those who reached the last step.
            let shallowest = step == 0 ? stepCount : step + 1
            next += depths[piece][shallowest...].reduce(0, +)
          }
        }
      }
      starts.append(next)
    }

    /// Calls `body` with the places of a piece, for it to move them on.
    func withCursors(of piece: Int, _ body: (UnsafeMutableBufferPointer<Int>) -> Void) {
      var cursors = ofPieces[piece]
      cursors.withUnsafeMutableBufferPointer { body($0) }
    }
  }

  /// Measures the hops of all entrants as one group; `counts` are those of the pieces.
  ///
  /// - Complexity: O(rows of the chains).
  init(
    of outcomes: Outcomes, clock: HopClock, pieces: Pieces, counts: [EntrantCounts], stepCount: Int
  ) {
    let places = Places(counts, groupCount: 1, stepCount: stepCount)
    (self.places, self.stepCount) = (places, stepCount)
    lengths = SharedMemory<Int64>.array(count: places.starts.last ?? 0) { lengths in
      _ = pieces.map { piece, entrants in
        places.withCursors(of: piece) { next in
          clock.forEachChain(of: entrants, outcomes) { chain, times in
            var previous = times[0]
            for step in 1..<chain.count {
              var hop = Self.none
              if chain[step] != OptionalSteps.skipped {
                hop = HopClock.length(from: previous, to: times[step])
                if hop == 0, !clock.countsZeroHops { hop = Self.none }
                previous = times[step]
              }
              lengths.base[next[step]] = hop
              next[step] &+= 1
            }
            if chain.count == stepCount {
              lengths.base[next[0]] = HopClock.length(from: times[0], to: previous)
              next[0] &+= 1
            }
          }
        }
      }
    }
  }

  /// Puts the lengths of all entrants into runs by groups; `counts` are those of the pieces, which
  /// are the ones that all were measured in, or all of these joined.
  ///
  /// - Complexity: O(rows of the chains).
  init(
    _ all: HopLengths, by groups: EntrantGroups, of outcomes: Outcomes, pieces: Pieces,
    counts: [EntrantCounts]
  ) {
    let stepCount = all.stepCount
    let places = Places(counts, groupCount: groups.count, stepCount: stepCount)
    (self.places, self.stepCount) = (places, stepCount)
    lengths = SharedMemory<Int64>.array(count: places.starts.last ?? 0) { lengths in
      _ = pieces.map { piece, entrants in
        all.lengths.withUnsafeBufferPointer { known in
          outcomes.withColumns { outcomes in
            groups.withNumbers { numbers in
              all.places.withCursors(of: piece) { from in
                places.withCursors(of: piece) { next in
                  for entrant in entrants {
                    let runs = Int(numbers?[entrant] ?? 0) &* stepCount
                    let depth = Int(outcomes.depths[entrant])
                    // Who reached the last step has the whole way in the place of the first.
                    for step in (depth == stepCount ? 0 : 1)..<depth {
                      lengths.base[next[runs &+ step]] = known[from[step]]
                      next[runs &+ step] &+= 1
                      from[step] &+= 1
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The lengths of the whole way of all entrants of the first group.
  var ofWholeWay: [Int64] { Array(lengths[places.starts[0]..<places.starts[1]]) }

  /// Summarises every run: first by groups, then by steps.
  ///
  /// - Complexity: O(lengths).
  func summaries() -> [TimeSummary?] {
    let runs = zip(places.starts, places.starts.dropFirst()).map { $0..<$1 }
    // The longest first, so that none is left when all others are done.
    let order = runs.indices.sorted { runs[$0].count > runs[$1].count }
    let found = concurrently(order.count) { index in
      lengths.withUnsafeBufferPointer {
        TimeSummary(lengths: UnsafeBufferPointer(rebasing: $0[runs[order[index]]]))
      }
    }
    var summaries = found
    for (index, summary) in zip(order, found) { summaries[index] = summary }
    return summaries
  }
}
