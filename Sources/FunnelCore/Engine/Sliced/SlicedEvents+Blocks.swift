extension SlicedEvents {
  /// 64 units, or fewer at the end of a stretch of them.
  struct Block: Sendable {
    /// The block's first row among all rows.
    let firstRow: Int
    private let rows: UInt16
    private let lanes: UInt8
    private let start: UInt32
    private let index: UInt32
    /// The event codes that occur, as bits; codes that are equal modulo 64 share one.
    var events: UInt64 = 0
    /// The greatest difference of the rounded times of a unit; the greatest there is until it is known.
    var longest = UInt16(SlicedClock.lastTick)

    /// The number of events of its longest unit.
    var rowCount: Int { Int(rows) }
    var unitCount: Int { Int(lanes) }
    /// The first unit of its stretch.
    var stretchStart: Int { Int(start) }
    /// Where ``BlockUnits`` has the place of its first unit.
    var firstIndex: Int { Int(index) }

    /// Creates a block of which the events are not known yet.
    init(firstRow: Int, rowCount: Int, unitCount: Int, stretchStart: Int, firstIndex: Int) {
      self.firstRow = firstRow
      rows = UInt16(rowCount)
      lanes = UInt8(unitCount)
      start = UInt32(stretchStart)
      index = UInt32(firstIndex)
    }
  }

  /// Neighbouring units that are sorted into blocks together.
  struct Stretch: Sendable {
    /// Their blocks among all blocks.
    var blocks: Range<Int>
    /// Their numbers.
    var units: Range<Int>
    /// Whether its blocks have their units in the order of the store, one by one.
    var isInOrder = false
    /// Those with more events than blocks hold, by their places in ``SlicedEvents/longUnits``.
    var longUnits: Range<Int>
  }
}
