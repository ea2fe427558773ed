/// Which units the blocks of ``SlicedEvents`` hold.
///
/// Each is told by its place in its stretch. Of units that lie sorted the places are the numbers from zero
/// on, which all such stretches share: nothing is kept of them.
struct BlockUnits: Sendable {
  /// The shared numbers, and then the places of the units of stretches that were sorted.
  private let places: SharedArray<UInt16>
  /// How many numbers are shared.
  private let sharedCount: Int

  /// Makes places for so many units; `fill` gets room for one place a unit, and sets those of stretches that
  /// did not lie sorted.
  init(count: Int, fill: (SharedMemory<UInt16>) -> Void) {
    let sharedCount = min(count, SlicedLayout.stretch)
    self.sharedCount = sharedCount
    places = SharedArray(count: sharedCount + count) { places in
      for place in 0..<sharedCount { places.base[place] = UInt16(truncatingIfNeeded: place) }
      fill(SharedMemory(base: places.base + sharedCount))
    }
  }

  /// Where among all places those of the units of a stretch begin.
  func firstIndex(of stretch: SortedUnits) -> Int {
    stretch.isInOrder ? stretch.longUnits.count : sharedCount + stretch.range.lowerBound
  }

  /// The number of the unit in a lane of a block.
  subscript(block: SlicedEvents.Block, lane: Int) -> Int {
    block.stretchStart &+ Int(places[block.firstIndex &+ lane])
  }

  /// The numbers of all units of a block, the longest first.
  func of(_ block: SlicedEvents.Block) -> some RandomAccessCollection<Int> {
    places.part(block.firstIndex..<block.firstIndex + block.unitCount).lazy.map {
      block.stretchStart &+ Int($0)
    }
  }

  /// Calls `body` with the number of each unit of a block that is in a set of its lanes, the first in the lowest
  /// bit.
  @inline(__always)
  func forEach(
    in lanes: UInt64, of block: SlicedEvents.Block, _ body: (_ unit: Int) -> Void
  ) {
    var left = lanes
    while left != 0 {
      body(self[block, left.trailingZeroBitCount])
      left &= left &- 1
    }
  }

  /// Calls `body` with all places, among which those of a block begin at its first index.
  ///
  /// The pointer is valid only until it returns.
  @inline(__always)
  func withPlaces(_ body: (UnsafePointer<UInt16>) -> Void) {
    places.withUnsafeBufferPointer { places in
      if let base = places.baseAddress { body(base) }
    }
  }
}
