internal import CKernels

/// Which units of each block are counted in which group.
struct SlicedShares: Sendable {
  /// Where the shares of each block start, and the end; none where all blocks have the same ones.
  private let starts: [Int]
  private let shares: [sliced_share]
  /// The number of groups.
  let groupCount: Int

  /// With more groups than these, shares are not worth their memory.
  static let groupLimit = 1 << 12

  /// Everyone in one group.
  static let everyone = SlicedShares(
    starts: [], shares: [sliced_share(units: .max, group: 0)], groupCount: 1)

  private init(starts: [Int], shares: [sliced_share], groupCount: Int) {
    (self.starts, self.shares, self.groupCount) = (starts, shares, groupCount)
  }

  /// Finds the shares of blocks whose units are runs, by the values of these; nil where there are too
  /// many.
  ///
  /// - Complexity: O(runs), times the different values of a block.
  init?(_ blocks: SharedArray<SlicedEvents.Block>, of units: BlockUnits, _ runs: UnitRuns) {
    guard runs.valueCount <= Self.groupLimit else { return nil }
    let pieces = Pieces(of: blocks.count, fewest: 256)
    let parts = pieces.map { _, numbers in
      var shares: [sliced_share] = []
      var counts: [Int] = []
      for block in blocks[numbers] {
        let first = shares.count
        for lane in 0..<block.unitCount {
          let group = runs.values[units[block, lane]]
          // The units of a block are sorted by value as far as they are of equal length.
          let place = shares[first...].lastIndex { $0.group == group } ?? shares.count
          if place == shares.count { shares.append(sliced_share(units: 0, group: group)) }
          shares[place].units |= 1 << UInt64(lane)
        }
        counts.append(shares.count - first)
      }
      return (shares: shares, counts: counts)
    }
    starts = parts.reduce(into: [0]) { starts, part in
      for count in part.counts { starts.append(starts[starts.count - 1] + count) }
    }
    shares = parts.flatMap(\.shares)
    groupCount = runs.valueCount
  }

  /// Whether all are in one group.
  var isEveryone: Bool { starts.isEmpty }

  /// The bytes they take up.
  var byteCount: Int {
    starts.count * MemoryLayout<Int>.stride + shares.count * MemoryLayout<sliced_share>.stride
  }

  /// Calls `body` with what tells the shares of a block by its number.
  func withShares(_ body: (Reading) -> Void) {
    starts.withUnsafeBufferPointer { starts in
      shares.withUnsafeBufferPointer { shares in
        guard let base = shares.baseAddress else { return }
        body(Reading(starts: starts, shares: base))
      }
    }
  }

  /// The shares in memory, for as long as a call lasts.
  struct Reading {
    fileprivate let starts: UnsafeBufferPointer<Int>
    fileprivate let shares: UnsafePointer<sliced_share>

    /// The shares of a block.
    @inline(__always)
    func shares(of block: Int) -> UnsafeBufferPointer<sliced_share> {
      if starts.isEmpty { return UnsafeBufferPointer(start: shares, count: 1) }
      let start = starts[block]
      return UnsafeBufferPointer(start: shares + start, count: starts[block &+ 1] &- start)
    }
  }
}
