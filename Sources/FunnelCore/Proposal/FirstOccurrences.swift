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
  /// The unit that had each name last, plus one; saves clearing a table for every unit.
  private var lastUnit: [Int]

  init(_ store: EventStore) {
    self.store = store
    lastUnit = Array(repeating: 0, count: store.eventNames.count)
  }

  /// Looks at one unit; every unit can be looked at once.
  ///
  /// - Complexity: O(events of the unit).
  mutating func look(at unit: Int) {
    occurrences.removeAll(keepingCapacity: true)
    for row in store.rows(of: UnitIndex(rawValue: unit)) {
      let code = store.eventCodes[row]
      guard lastUnit[code] != unit + 1 else { continue }
      lastUnit[code] = unit + 1
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
}
