/// What became of every unit: how deep it got and by which events.
///
/// The search writes it once; totals, groups and times are read off it.
struct UnitOutcomes: Sendable {
  /// The depth of each unit, zero for units that did not enter.
  var depths: [UInt8]
  /// Where each unit's chain starts in ``chainRows``, followed by the number of rows.
  private(set) var chainStarts: [Int]
  /// The rows of the reported chains, unit after unit.
  private(set) var chainRows: [UInt32]

  /// Returns the rows of a unit's reported chain, one for each step it reached.
  @inline(__always)
  func chain(of unit: Int) -> Range<Int> {
    chainStarts[unit]..<chainStarts[unit] + Int(depths[unit])
  }

  /// The units that entered, in store order.
  var entrants: [Int] { depths.indices.filter { depths[$0] > 0 } }
}

extension UnitOutcomes {
  /// Joins the outcomes of neighbouring ranges of units.
  init(joining parts: [UnitOutcomes.Part]) {
    depths = parts.flatMap(\.depths)
    chainRows = parts.flatMap(\.chainRows)
    chainStarts = []
    chainStarts.reserveCapacity(depths.count + 1)
    var start = 0
    for depth in depths {
      chainStarts.append(start)
      start += Int(depth)
    }
    chainStarts.append(start)
  }

  /// The outcomes of a range of units.
  struct Part: Sendable {
    var depths: [UInt8] = []
    var chainRows: [UInt32] = []
  }
}
