/// How long the hops of all entrants took, in microseconds.
///
/// The lengths of each step follow each other in a run, in the order of the entrants: those of the
/// hop into the step, or in the place of the first step those of the whole way.
struct HopLengths: Sendable {
  /// Stands in a run for a step that was skipped, or a hop that does not count.
  static let none: Int64 = -1

  /// Where the lengths of each piece's entrants are.
  let places: HopPlaces
  private let lengths: SharedArray<Int64>
  /// The number of each length's bucket among the finest.
  private let buckets: SharedArray<UInt16>
  /// How many lengths each bucket has, each run as a group.
  private let counted: LengthCounts

  /// Measures the hops of entrants; `counts` are those of the pieces.
  ///
  /// - Complexity: O(rows of the chains).
  init(
    of outcomes: Outcomes, clock: HopClock, pieces: Pieces, counts: [EntrantCounts], stepCount: Int
  ) {
    let places = HopPlaces(counts, stepCount: stepCount)
    let count = places.starts[stepCount]
    let empty = LengthCounts(groupCount: stepCount, scale: .finest)
    var counted = empty
    var buckets: SharedArray<UInt16> = []
    lengths = SharedArray(lent: count) { lengths in
      buckets = SharedArray(lent: count) { buckets in
        let parts = pieces.map { piece, entrants in
          var measuring = HopMeasuring(
            clock: clock, lengths: lengths, buckets: buckets, next: places.ofPieces[piece],
            counted: empty)
          measuring.measure(entrants, of: outcomes)
          return measuring.counted
        }
        for part in parts { counted.add(part) }
      }
    }
    (self.places, self.buckets, self.counted) = (places, buckets, counted)
  }

  /// The lengths of the whole way.
  var ofWholeWay: [Int64] { Array(lengths[places.run(of: 0)]) }

  /// Summarises the lengths of each step.
  ///
  /// - Complexity: O(lengths).
  func summaries() -> [TimeSummary?] {
    forEachStep { step, lengths, buckets in
      TimeSummary.summaries(
        of: BucketedLengths<UInt8>(lengths: lengths, buckets: buckets, groups: nil, groupCount: 1),
        counted.only(step), holdsNone: true)[0]
    }
  }

  /// Calls `body` with each step, the lengths of its run and their buckets, on all cores.
  func forEachStep<Answer: Sendable>(
    _ body:
      @Sendable (
        _ step: Int, _ lengths: UnsafeBufferPointer<Int64>, _ buckets: UnsafeBufferPointer<UInt16>
      ) -> Answer
  ) -> [Answer] {
    let steps = places.starts.indices.dropLast()
    // The longest first, so that none is left when all others are done.
    let order = steps.sorted { places.run(of: $0).count > places.run(of: $1).count }
    let found = concurrently(order.count) { index in
      let run = places.run(of: order[index])
      return lengths.withUnsafeBufferPointer { lengths in
        buckets.withUnsafeBufferPointer { buckets in
          body(
            order[index], UnsafeBufferPointer(rebasing: lengths[run]),
            UnsafeBufferPointer(rebasing: buckets[run]))
        }
      }
    }
    var ofSteps = found
    for (step, own) in zip(order, found) { ofSteps[step] = own }
    return ofSteps
  }
}

/// Where the lengths of hops are in their runs.
struct HopPlaces: Sendable {
  /// Where the run of each step begins, and where the last one ends.
  let starts: [Int]
  /// Where in each step's run the lengths of each piece's entrants begin.
  let ofPieces: [[Int]]

  /// Lays out the runs for entrants whose pieces were counted.
  init(_ counts: [EntrantCounts], stepCount: Int) {
    let depths = counts.map { $0.depths(of: 0) }
    var starts: [Int] = []
    var places = counts.map { _ in [Int]() }
    var next = 0
    for step in 0..<stepCount {
      starts.append(next)
      let shallowest = Self.shallowest(step, of: stepCount)
      for piece in counts.indices {
        places[piece].append(next)
        next += depths[piece][shallowest...].reduce(0, +)
      }
    }
    (self.starts, ofPieces) = (starts + [next], places)
  }

  /// Returns the least depth of the entrants in a step's run; the whole way was gone by those who
  /// reached the last step.
  static func shallowest(_ step: Int, of stepCount: Int) -> Int { step == 0 ? stepCount : step + 1 }

  /// Returns the places of a step's run.
  func run(of step: Int) -> Range<Int> { starts[step]..<starts[step + 1] }

  /// Returns the places of a piece's entrants in a step's run.
  func run(of step: Int, piece: Int) -> Range<Int> {
    let next = piece + 1 < ofPieces.count ? ofPieces[piece + 1][step] : starts[step + 1]
    return ofPieces[piece][step]..<next
  }
}
