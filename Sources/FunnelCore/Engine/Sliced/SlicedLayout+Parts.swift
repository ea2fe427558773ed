/// Rows of one block, and which units have events there.
struct BlockPart {
  var firstRow: Int
  var rowCount: Int
  /// Whether the row before is one of the block's.
  var continues: Bool
  /// How many units of the stretch have an event in each of these rows.
  var longer: UnsafePointer<UInt32>
  /// The block's first unit among those of the stretch.
  var firstUnit: Int
  var unitCount: Int
}

extension SlicedLayout {
  /// Whether something holds of the rows of every block that lie in some bytes, wholly or in part.
  func allParts(
    of bytes: Range<Int>, rowLength: Int, _ holds: (BlockPart) -> Bool
  ) -> Bool {
    // A row that is cut is looked at from either side.
    let rows = bytes.lowerBound / rowLength..<(bytes.upperBound + rowLength - 1) / rowLength
    let first = blocks.firstBlock(endingBehind: rows.lowerBound)
    var stretch = stretches.indices.partitioningIndex { stretches[$0].blocks.upperBound > first }
    return longer.withUnsafeBufferPointer { longer in
      guard let longer = longer.baseAddress else { return true }
      for number in first..<blocks.count {
        let block = blocks[number]
        if block.firstRow >= rows.upperBound { break }
        while stretches[stretch].blocks.upperBound <= number { stretch += 1 }
        let part = (block.firstRow..<block.firstRow + block.rowCount).clamped(to: rows)
        let row = part.lowerBound - block.firstRow
        let holds = holds(
          BlockPart(
            firstRow: part.lowerBound, rowCount: part.count, continues: row > 0,
            longer: longer + stretch * Self.lengthCount + row,
            firstUnit: 64 * (number - stretches[stretch].blocks.lowerBound),
            unitCount: block.unitCount))
        if !holds { return false }
      }
      return true
    }
  }
}

extension SharedArray<SlicedEvents.Block> {
  /// Returns the number of the first block with rows at or behind one.
  fileprivate func firstBlock(endingBehind row: Int) -> Int {
    indices.partitioningIndex { self[$0].firstRow + self[$0].rowCount > row }
  }
}
