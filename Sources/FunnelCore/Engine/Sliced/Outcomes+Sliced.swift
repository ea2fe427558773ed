extension Outcomes {
  /// Creates what became of the units of sliced events; `fill` fills room for as many entrants and rows
  /// as there can be, and returns how many there are, or nil when it was cancelled.
  ///
  /// - Complexity: O(entrants) besides filling.
  init?(
    of sliced: SlicedEvents, steps: Int, fill: (SlicedJoining) -> StretchOrder.Size?
  ) {
    let most = sliced.unitCount
    // No event is in two chains, nor twice in one.
    let mostRows = min(most * steps, sliced.store.eventCount)
    var found: StretchOrder.Size?
    var depths: SharedArray<UInt8> = []
    var reasons: SharedArray<UInt8> = []
    var rows: SharedArray<UInt32> = []
    var groups: SharedArray<UInt32> = []
    var units = SharedArray<UInt32>(lent: most) { units in
      depths = SharedArray(lent: most) { depths in
        reasons = SharedArray(lent: most) { reasons in
          rows = SharedArray(lent: mostRows) { rows in
            found = fill(
              SlicedJoining(
                sliced: sliced, units: units, depths: depths, reasons: reasons, rows: rows))
          }
        }
      }
    }
    guard let found else { return nil }
    (units, depths) = (units.part(0..<found.entrants), depths.part(0..<found.entrants))
    (reasons, rows) = (reasons.part(0..<found.entrants), rows.part(0..<found.rows))
    // Runs were searched as units.
    if let runs = sliced.runs {
      groups = Self.gathered(runs.values, at: units)
      units = Self.gathered(runs.units, at: units)
    }
    self.init(units: units, depths: depths, reasons: reasons, rows: rows, groups: groups)
  }

  /// Returns the elements at some places, on all cores.
  private static func gathered(
    _ elements: SharedArray<UInt32>, at places: SharedArray<UInt32>
  ) -> SharedArray<UInt32> {
    let pieces = Pieces(of: places.count)
    return SharedArray(lent: places.count) { gathered in
      _ = pieces.map { _, range in
        elements.withUnsafeBufferPointer { elements in
          places.withUnsafeBufferPointer { places in
            for index in range { gathered.base[index] = elements[Int(places[index])] }
          }
        }
      }
    }
  }
}
