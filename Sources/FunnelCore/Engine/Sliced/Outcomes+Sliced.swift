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
    var depths: [UInt8] = []
    var reasons: [UInt8] = []
    var chainStarts: [Int] = []
    var rows: [UInt32] = []
    let units = SharedMemory<UInt32>.array(count: count) { units in
      depths = SharedMemory<UInt8>.array(count: count) { depths in
        reasons = SharedMemory<UInt8>.array(count: count) { reasons in
          chainStarts = SharedMemory<Int>.array(count: count) { chainStarts in
            rows = SharedMemory<UInt32>.array(count: rowCount) { rows in
              _ = FunnelCore.concurrently(parts.count) { number in
                var entrants = sliced_entrants(
                  units: units.base, depths: depths.base, reasons: reasons.base,
                  chain_starts: chainStarts.base, rows: rows.base,
                  count: ends[number].entrants, row_count: ends[number].rows,
                  row_limit: ends[number + 1].rows)
                parts[number].append(to: &entrants, of: sliced.store, places)
              }
            }
          }
        }
      }
    }
    self.init(
      units: units, depths: depths, reasons: reasons, chainStarts: chainStarts, rows: rows)
  }
}

extension SlicedStretchSearch.Found {
  /// Appends those who entered, ascending.
  fileprivate func append(
    to entrants: inout sliced_entrants, of store: EventStore, _ places: SlicedPlaces
  ) {
    var places = places.places(of: units)
    var place = 0
    var (entrant, row) = (0, 0)
    store.unitStarts.withUnsafeBufferPointer { starts in
      guard let starts = starts.baseAddress else { return }
      while true {
        place = sliced_append(&places, units.lowerBound, starts, place, units.count, &entrants)
        if place == units.count { return }
        let depth = searched.depths[entrant]
        entrants.units[entrants.count] = searched.units[entrant]
        entrants.depths[entrants.count] = depth
        entrants.reasons[entrants.count] = searched.reasons[entrant]
        entrants.chain_starts[entrants.count] = entrants.row_count
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
