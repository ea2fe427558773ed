internal import CKernels

extension Outcomes {
  /// Puts together what was found in all stretches of some sliced events, on all cores.
  ///
  /// - Complexity: O(units).
  init(
    joining parts: [SlicedStretchSearch.Found], of sliced: SlicedEvents, _ places: SlicedPlaces
  ) {
    var starts = [(entrants: 0, rows: 0)]
    for part in parts {
      let (entrants, rows) = starts[starts.count - 1]
      starts.append((entrants + part.entrantCount, rows + part.rowCount))
    }
    let ends = starts
    let (count, rowCount) = starts[starts.count - 1]
    var depths: SharedArray<UInt8> = []
    var reasons: SharedArray<UInt8> = []
    var rows: SharedArray<UInt32> = []
    var groups: SharedArray<UInt32> = []
    var units = SharedArray<UInt32>(lent: count) { units in
      depths = SharedArray(lent: count) { depths in
        reasons = SharedArray(lent: count) { reasons in
          rows = SharedArray(lent: rowCount) { rows in
            _ = FunnelCore.concurrently(parts.count) { number in
              var entrants = sliced_entrants(
                units: units.base, depths: depths.base, reasons: reasons.base, rows: rows.base,
                count: ends[number].entrants, row_count: ends[number].rows,
                row_limit: ends[number + 1].rows)
              parts[number].append(to: &entrants, of: sliced, places)
            }
          }
        }
      }
    }
    // Runs were searched as units.
    if let runs = sliced.runs {
      groups = Self.gathered(runs.values, at: units)
      units = Self.gathered(runs.units, at: units)
    }
    self.init(units: units, depths: depths, reasons: reasons, rows: rows, groups: groups)
  }
}

extension Outcomes {
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

extension SlicedStretchSearch.Found {
  /// Appends those who entered, ascending.
  fileprivate func append(
    to entrants: inout sliced_entrants, of sliced: SlicedEvents, _ places: SlicedPlaces
  ) {
    var places = places.places(of: units)
    var place = 0
    var (entrant, row) = (0, 0)
    sliced.withStarts { starts, order in
      while true {
        place = sliced_append(
          &places, units.lowerBound, starts, order, place, units.count, &entrants)
        if place == units.count { return }
        let depth = searched.depths[entrant]
        entrants.units[entrants.count] = searched.units[entrant]
        entrants.depths[entrants.count] = depth
        entrants.reasons[entrants.count] = searched.reasons[entrant]
        for step in 0..<Int(depth) {
          entrants.rows[entrants.row_count + step] = searched.rows[row + step]
        }
        entrants.count += 1
        entrants.row_count += Int(depth)
        entrant += 1
        row += Int(depth)
        place += 1
      }
    }
  }
}

extension SlicedEvents {
  /// Calls `body` with where units start and, where their rows do not stand so, the store's rows.
  fileprivate func withStarts(
    _ body: (UnsafePointer<Int>, UnsafePointer<UInt32>?) -> Void
  ) {
    starts.withUnsafeBufferPointer { starts in
      guard let starts = starts.baseAddress else { return }
      guard let order = runs?.rows else { return body(starts, nil) }
      order.withUnsafeBufferPointer { body(starts, $0.baseAddress) }
    }
  }
}
