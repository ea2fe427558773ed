extension SlicedLayout {
  /// Returns the blocks of all stretches, one after the other.
  static func blocks(
    of sorted: [SortedUnits], _ stretches: [SlicedEvents.Stretch], _ units: BlockUnits,
    _ known: KeptSlices.Arrays?
  ) -> SharedArray<SlicedEvents.Block> {
    var row = 0
    let firstRows = sorted.map { stretch in
      defer { row += stretch.rowCounts.reduce(0) { $0 + Int($1) } }
      return row
    }
    return SharedArray(count: stretches.last?.blocks.upperBound ?? 0) { blocks in
      _ = concurrently(sorted.count) { number in
        let stretch = sorted[number]
        var row = firstRows[number]
        var index = units.firstIndex(of: stretch)
        var left = stretch.unitCount
        for (number, rows) in zip(stretches[number].blocks, stretch.rowCounts) {
          var block = SlicedEvents.Block(
            firstRow: row, rowCount: Int(rows), unitCount: min(64, left),
            stretchStart: stretch.range.lowerBound, firstIndex: index)
          known?.tell(&block, number: number)
          blocks.base[number] = block
          row += Int(rows)
          index += 64
          left -= 64
        }
      }
    }
  }

  /// Returns the blocks after their events became known.
  ///
  /// - Complexity: O(blocks).
  func blocks(telling known: KeptSlices.Arrays) -> SharedArray<SlicedEvents.Block> {
    SharedArray(count: blocks.count) { told in
      for (number, block) in blocks.enumerated() {
        var block = block
        known.tell(&block, number: number)
        told.base[number] = block
      }
    }
  }
}
