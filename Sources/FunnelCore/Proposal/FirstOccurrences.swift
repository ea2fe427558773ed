/// The first occurrence of each event name within one unit, in time order.
struct FirstOccurrences {
  struct Occurrence {
    var code: Int
    var time: Int64
    /// How many of the unit's other names came first at an earlier time.
    var rank: Int
  }

  /// The occurrences for the unit looked at last.
  private(set) var occurrences: [Occurrence] = []
  private let store: EventStore

  private init(_ store: EventStore) { self.store = store }

  /// Looks at one unit; every unit can be looked at once.
  ///
  /// `lastUnits` has, for each name, the unit that had it last, plus one; this saves clearing a
  /// table for every unit.
  private mutating func look(at unit: Int, _ lastUnits: UnsafeMutableBufferPointer<Int>) {
    occurrences.removeAll(keepingCapacity: true)
    let rows = store.rows(of: UnitIndex(rawValue: unit))
    switch store.eventCodes {
    case .bytes(let codes): codes.withUnsafeBufferPointer { look(at: unit, $0[rows], lastUnits) }
    case .halves(let codes): codes.withUnsafeBufferPointer { look(at: unit, $0[rows], lastUnits) }
    case .words(let codes): codes.withUnsafeBufferPointer { look(at: unit, $0[rows], lastUnits) }
    }
  }

  private mutating func look<Code: FixedWidthInteger>(
    at unit: Int, _ codes: Slice<UnsafeBufferPointer<Code>>,
    _ lastUnits: UnsafeMutableBufferPointer<Int>
  ) {
    for row in codes.indices {
      let code = Int(codes[row])
      if lastUnits[code] == unit &+ 1 { continue }
      lastUnits[code] = unit &+ 1
      let time = store.times[row]
      // Names that tie share a rank: the order of reading says nothing about the order of events.
      let rank = occurrences.last.map { $0.time == time ? $0.rank : occurrences.count } ?? 0
      occurrences.append(Occurrence(code: code, time: time, rank: rank))
    }
  }

  /// The place of an occurrence between the unit's first name (0) and its last (1).
  func relativePosition(_ occurrence: Occurrence) -> Double {
    Double(occurrence.rank) / Double(max(1, occurrences.count - 1))
  }

  /// What some units say about each name, indexed by event code.
  struct Sums: Sendable {
    /// How many units count for a name.
    var units: [Int]
    /// The sum of the places that the name has in these units.
    var positions: [Double]
  }

  /// Adds up what `look` notes about units after having looked at each, on all cores.
  ///
  /// - Complexity: O(events) besides what `look` does.
  static func sums(
    _ store: EventStore, look: @Sendable (FirstOccurrences, inout Sums) -> Void
  ) -> Sums {
    let nothing = Sums(
      units: Array(repeating: 0, count: store.eventNames.count),
      positions: Array(repeating: 0, count: store.eventNames.count))
    // As many pieces whatever the number of threads: sums of fractions depend on their order.
    let pieces = Pieces(of: store.unitCount, pieceCount: max(1, store.unitCount >> 14))
    let parts = pieces.map { _, units in
      var firsts = FirstOccurrences(store)
      var sums = nothing
      var lastUnits = [Int](repeating: 0, count: store.eventNames.count)
      lastUnits.withUnsafeMutableBufferPointer { lastUnits in
        for unit in units {
          firsts.look(at: unit, lastUnits)
          look(firsts, &sums)
        }
      }
      return sums
    }
    return parts.dropFirst().reduce(into: parts[0]) { total, part in
      for code in part.units.indices {
        total.units[code] += part.units[code]
        total.positions[code] += part.positions[code]
      }
    }
  }
}
