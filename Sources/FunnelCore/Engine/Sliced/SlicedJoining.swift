internal import CKernels

/// Room for what becomes of those who enter, in which each stretch fills a part of its own.
struct SlicedJoining: Sendable {
  let sliced: SlicedEvents
  let units: SharedMemory<UInt32>
  let depths: SharedMemory<UInt8>
  let reasons: SharedMemory<UInt8>
  let rows: SharedMemory<UInt32>

  /// Puts what was found in a stretch where it belongs, the entrants ascending, and gives its places
  /// back; returns false where it is not known yet where that is.
  ///
  /// - Complexity: O(units of the stretch).
  func put(_ found: SlicedStretchSearch.Found, as number: Int, _ order: StretchOrder) -> Bool {
    guard let (start, end) = order.range(of: number) else { return false }
    var entrants = sliced_entrants(
      units: units.base, depths: depths.base, reasons: reasons.base, rows: rows.base,
      count: start.entrants, row_count: start.rows, row_limit: end.rows)
    append(found, to: &entrants)
    sliced.memory.places.giveBack(found.places)
    return true
  }

  private func append(
    _ found: SlicedStretchSearch.Found, to entrants: inout sliced_entrants
  ) {
    var places = found.places.places
    let searched = found.searched
    var place = 0
    var (entrant, row) = (0, 0)
    withStarts { starts, order in
      while true {
        place = sliced_append(
          &places, found.units.lowerBound, starts, order, place, found.units.count, &entrants)
        if place == found.units.count { return }
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

  /// Calls `body` with where units start and, where their rows do not stand so, the store's rows.
  private func withStarts(
    _ body: (UnsafePointer<Int>, UnsafePointer<UInt32>?) -> Void
  ) {
    sliced.starts.withUnsafeBufferPointer { starts in
      guard let starts = starts.baseAddress else { return }
      guard let order = sliced.runs?.rows else { return body(starts, nil) }
      order.withUnsafeBufferPointer { body(starts, $0.baseAddress) }
    }
  }
}
