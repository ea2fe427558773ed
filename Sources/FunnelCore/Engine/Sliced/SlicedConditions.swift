internal import CKernels

/// For each row of sliced events, which units have an event for which a condition holds.
typealias SlicedLanes = SharedArray<UInt64>

extension SlicedEvents {
  /// Returns where a condition holds, given the store's rows where it does.
  ///
  /// - Complexity: O(events / 64 + units), unless the condition was among the last few.
  func lanes(where condition: Predicate, rows: RowSet) -> SlicedLanes {
    memory.lanes(where: condition) { lanes(of: rows) }
  }

  /// Turns a set of the store's rows into sets of the units of each row.
  private func lanes(of set: RowSet) -> SlicedLanes {
    SlicedLanes(count: moments.count) { lanes in
      set.words.withUnsafeBufferPointer { words in
        starts.withUnsafeBufferPointer { starts in
          guard let words = words.baseAddress, let starts = starts.baseAddress else { return }
          let turning = SlicedTurning(
            words: words, starts: starts, units: units, order: runs?.rows, lanes: lanes)
          _ = concurrently(stretches.count) { number in
            for block in blocks[stretches[number].blocks] { turning.turn(block) }
          }
        }
      }
    }
  }
}

/// Turns bits of rows into bits of units; no two blocks share memory.
private struct SlicedTurning: @unchecked Sendable {
  let words: UnsafePointer<UInt64>
  let starts: UnsafePointer<Int>
  let units: BlockUnits
  let order: SharedArray<UInt32>?
  let lanes: SharedMemory<UInt64>

  func turn(_ block: SlicedEvents.Block) {
    if let order { return order.withUnsafeBufferPointer { gather(block, $0) } }
    units.withPlaces { places in
      sliced_turn(
        words, starts + block.stretchStart, places + block.firstIndex, block.unitCount,
        block.rowCount, lanes.base + block.firstRow)
    }
  }

  /// Does so where the rows of a unit are no neighbours.
  private func gather(_ block: SlicedEvents.Block, _ order: UnsafeBufferPointer<UInt32>) {
    for lane in 0..<block.unitCount {
      let unit = units[block, lane]
      let start = starts[unit]
      for event in 0..<starts[unit + 1] - start {
        let row = Int(order[start &+ event])
        let bit = words[row &>> 6] &>> UInt64(truncatingIfNeeded: row & 63) & 1
        lanes.base[block.firstRow &+ event] |= bit &<< UInt64(truncatingIfNeeded: lane)
      }
    }
  }
}
