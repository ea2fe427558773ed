internal import CKernels

/// The lengths of hops as 32-bit numbers of the units that the store keeps times in.
struct ShortHopLengths: Sendable {
  /// The microseconds of a unit.
  private let unit: Int64
  private let lengths: SharedArray<UInt32>
  /// The bucket of each length.
  private let buckets: SharedArray<UInt16>
  /// Those of each step's run, as of groups.
  private let counts: ShortLengthCounts

  /// Measures the hops of entrants, of which none takes more units than `reach`; nil where one does, or
  /// goes back in time.
  ///
  /// - Complexity: O(rows of the chains).
  init?(
    of outcomes: Outcomes, clock: HopClock, reach: UInt32, pieces: Pieces, _ places: HopPlaces,
    kernel: KernelForm = .bestForLanes
  ) {
    let count = places.lengthCount
    let empty = ShortLengthCounts(groupCount: places.stepCount)
    var counts = empty
    var areRight = true
    var buckets: SharedArray<UInt16> = []
    lengths = SharedArray(lent: count) { lengths in
      buckets = SharedArray(lent: count) { buckets in
        let parts = pieces.map { piece, entrants in
          var own = empty
          var isRight = true
          var next = places.ofPieces[piece]
          clock.withChains(of: entrants, outcomes, reach: reach) { times, chains in
            isRight = next.withUnsafeMutableBufferPointer { next in
              own.cells.withUnsafeMutableBufferPointer { cells in
                own.sums.withUnsafeMutableBufferPointer { sums in
                  var runs = hop_runs(
                    lengths: lengths.base, buckets: buckets.base,
                    next: next.baseAddress.unsafelyUnwrapped,
                    counts: cells.baseAddress.unsafelyUnwrapped,
                    sums: sums.baseAddress.unsafelyUnwrapped)
                  return measure_hops(
                    kernel.form, &times, &chains, Int32(places.stepCount), &runs)
                }
              }
            }
          }
          return (own, isRight)
        }
        for (own, isRight) in parts {
          counts.add(own)
          areRight = areRight && isRight
        }
      }
    }
    guard areRight else { return nil }
    (unit, self.buckets, self.counts) = (clock.store.times.form.unit, buckets, counts)
  }

  /// Returns the lengths at some places.
  func microseconds(in places: Range<Int>) -> [Int64] {
    lengths.part(places).map { Int64($0) &* unit }
  }

  /// Summarises the lengths of a step, which are in a run.
  func summary(of step: Int, _ run: Range<Int>) -> TimeSummary? {
    let width = ShortBuckets.width
    return withLengths(run, nil as SharedArray<UInt8>?, 1) { lengths in
      TimeSummary.summaries(
        of: lengths, ShortBuckets(), counts: Array(counts.cells[step * width..<(step + 1) * width]),
        sums: [Int128(counts.sums[step]) * Int128(unit)])[0]
    }
  }

  /// Summarises the lengths of a run by their groups.
  func summaries<Number: FixedWidthInteger & Sendable>(
    _ run: Range<Int>, _ groups: SharedArray<Number>, _ groupCount: Int
  ) -> [TimeSummary?] {
    if groupCount <= Self.fewGroups, let bytes = groups as? SharedArray<UInt8> {
      return summariesOfFew(run, bytes, groupCount)
    }
    return withLengths(run, groups, groupCount) { lengths in
      TimeSummary.summaries(of: UnbucketedLengths(lengths: lengths), holdsNone: false)
    }
  }

  /// So few groups have a table of all buckets each.
  private static let fewGroups = 128

  private func summariesOfFew(
    _ run: Range<Int>, _ groups: SharedArray<UInt8>, _ groupCount: Int
  ) -> [TimeSummary?] {
    withLengths(run, groups, groupCount) { lengths in
      let parts = Pieces(of: lengths.count, fewest: 1 << 16).map { _, places in
        lengths.counted(places)
      }
      let counted = parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
      return TimeSummary.summaries(
        of: lengths, ShortBuckets(), counts: counted.cells,
        sums: counted.sums.map { Int128($0) * Int128(unit) })
    }
  }

  private func withLengths<Number, Answer>(
    _ run: Range<Int>, _ groups: SharedArray<Number>?, _ groupCount: Int,
    _ body: (ShortBucketedLengths<Number>) -> Answer
  ) -> Answer {
    lengths.withUnsafeBufferPointer { lengths in
      buckets.withUnsafeBufferPointer { buckets in
        func answer(_ groups: UnsafeBufferPointer<Number>?) -> Answer {
          body(
            ShortBucketedLengths(
              lengths: UnsafeBufferPointer(rebasing: lengths[run]),
              buckets: UnsafeBufferPointer(rebasing: buckets[run]), unit: unit, groups: groups,
              groupCount: groupCount))
        }
        return groups.map { $0.withUnsafeBufferPointer(answer) } ?? answer(nil)
      }
    }
  }
}
