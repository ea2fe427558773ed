internal import CKernels

/// For each row of sliced events, which units have an event for which a condition holds.
typealias SlicedLanes = SharedArray<UInt64>

extension SlicedEvents {
  /// Returns where a condition holds, given the store's rows where it does.
  ///
  /// - Complexity: O(events / 64 + units), unless the condition was among the last few.
  func lanes(where condition: Predicate, rows: RowSet) -> SlicedLanes {
    kept.lanes.value(of: condition) { lanes(of: rows) }
  }

  /// Turns a set of the store's rows into sets of the units of each row.
  private func lanes(of set: RowSet) -> SlicedLanes {
    SlicedLanes(count: moments.count) { lanes in
      set.words.withUnsafeBufferPointer { words in
        store.unitStarts.withUnsafeBufferPointer { starts in
          units.withUnsafeBufferPointer { units in
            guard let words = words.baseAddress, let starts = starts.baseAddress,
              let units = units.baseAddress
            else { return }
            let turning = SlicedTurning(words: words, starts: starts, units: units, lanes: lanes)
            _ = concurrently(stretches.count) { number in
              for block in blocks[stretches[number].blocks] { turning.turn(block) }
            }
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
  let units: UnsafePointer<UInt32>
  let lanes: SharedMemory<UInt64>

  func turn(_ block: SlicedEvents.Block) {
    sliced_turn(
      words, starts, units + block.firstUnit, block.unitCount, block.rowCount,
      lanes.base + block.firstRow)
  }
}

/// What is kept with sliced events from one question to the next.
final class SlicedMemory: Sendable {
  /// Where searches put what they find.
  let places = KeptPlaces()
  /// The store's rows where conditions hold.
  let rows: KeptRows
  /// The same by the rows of blocks.
  let lanes: KeptByCondition<SlicedLanes>

  init(_ store: EventStore) {
    rows = KeptRows(columns: store.columnNames)
    lanes = KeptByCondition(columns: store.columnNames)
  }
}
