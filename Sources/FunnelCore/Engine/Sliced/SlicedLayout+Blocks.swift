extension SlicedLayout {
  /// Returns the blocks of all stretches, one after the other.
  static func blocks(
    of sorted: [SortedUnits], _ stretches: [SlicedEvents.Stretch], _ units: BlockUnits
  ) -> [SlicedEvents.Block] {
    var row = 0
    let firstRows = sorted.map { stretch in
      defer { row += stretch.rowCounts.reduce(0) { $0 + Int($1) } }
      return row
    }
    return SharedMemory<SlicedEvents.Block>.array(
      count: stretches.last?.blocks.upperBound ?? 0
    ) { blocks in
      _ = concurrently(sorted.count) { number in
        let stretch = sorted[number]
        var row = firstRows[number]
        var place = units.start(of: stretches[number])
        var left = stretch.unitCount
        for (block, rows) in zip(stretches[number].blocks, stretch.rowCounts) {
          blocks.base[block] = SlicedEvents.Block(
            firstRow: row, rowCount: Int(rows), unitCount: min(64, left),
            stretchStart: stretch.range.lowerBound, firstPlace: place)
          row += Int(rows)
          place += 64
          left -= 64
        }
      }
    }
  }

  /// Returns the blocks with what is known of the events of each.
  ///
  /// - Complexity: O(blocks), on all cores.
  func blocks(
    events: SharedArray<UInt64>, longest: SharedArray<UInt16>
  ) -> [SlicedEvents.Block] {
    // After filling was cancelled not all are known.
    let known = min(events.count, longest.count)
    return SharedMemory<SlicedEvents.Block>.array(count: blocks.count) { told in
      _ = concurrently((blocks.count + Self.stretch - 1) / Self.stretch) { part in
        for number in part * Self.stretch..<min((part + 1) * Self.stretch, blocks.count) {
          var block = blocks[number]
          if number < known { (block.events, block.longest) = (events[number], longest[number]) }
          told.base[number] = block
        }
      }
    }
  }
}
