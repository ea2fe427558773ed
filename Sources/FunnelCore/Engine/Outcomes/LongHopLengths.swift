/// The lengths of hops in microseconds, whatever they are.
struct LongHopLengths: Sendable {
  private let lengths: SharedArray<Int64>
  /// The number of each length's bucket among the finest.
  private let buckets: SharedArray<UInt16>
  /// How many lengths each bucket has, each run as a group.
  private let counted: LengthCounts

  /// Measures the hops of entrants.
  ///
  /// - Complexity: O(rows of the chains).
  init(of outcomes: Outcomes, clock: HopClock, pieces: Pieces, _ places: HopPlaces) {
    let count = places.lengthCount
    let empty = LengthCounts(groupCount: places.stepCount, scale: .finest)
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
    (self.buckets, self.counted) = (buckets, counted)
  }

  /// Returns the lengths at some places.
  func microseconds(in places: Range<Int>) -> [Int64] { Array(lengths.part(places)) }

  /// Summarises the lengths of a step, which are in a run.
  func summary(of step: Int, _ run: Range<Int>) -> TimeSummary? {
    withLengths(run) { lengths, buckets in
      TimeSummary.summaries(
        of: BucketedLengths<UInt8>(lengths: lengths, buckets: buckets, groups: nil, groupCount: 1),
        counted.only(step), holdsNone: true)[0]
    }
  }

  /// Summarises the lengths of a run by their groups.
  func summaries<Number: FixedWidthInteger>(
    _ run: Range<Int>, _ groups: SharedArray<Number>, _ groupCount: Int
  ) -> [TimeSummary?] {
    withLengths(run) { lengths, buckets in
      groups.withUnsafeBufferPointer { groups in
        TimeSummary.summaries(
          of: BucketedLengths(
            lengths: lengths, buckets: buckets, groups: groups, groupCount: groupCount),
          holdsNone: true)
      }
    }
  }

  private func withLengths<Answer>(
    _ run: Range<Int>,
    _ body: (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<UInt16>) -> Answer
  ) -> Answer {
    lengths.withUnsafeBufferPointer { lengths in
      buckets.withUnsafeBufferPointer { buckets in
        body(
          UnsafeBufferPointer(rebasing: lengths[run]), UnsafeBufferPointer(rebasing: buckets[run]))
      }
    }
  }
}
