extension EventStoreBuilder {
  /// Finds the keys of the units of a block's rows, and the parts that the rows belong to.
  mutating func findUnits(of block: borrowing RowBlock) {
    let (keys, parts) = (block.unitKeys, block.unitParts)
    let longest = codesAllUnits ? -1 : TextKey.longestShort
    let (cells, end) = (block.units, block.end)
    var longCount = 0
    for row in 0..<cells.count {
      let cell = cells[row]
      let count = Int(cell.count)
      if count > longest {
        longCount &+= 1
        continue
      }
      let words = TextCell.words(UnsafeRawPointer(cell.base), count, readableTo: end)
      let key = TextKey(words: words, count: count)
      keys[row] = key
      parts[row] = key.part
    }
    if longCount > 0 { codeUnits(of: block, longerThan: longest, longCount) }
  }

  /// Looks up the texts of units that do not fit a key.
  private mutating func codeUnits(
    of block: borrowing RowBlock, longerThan longest: Int, _ longCount: Int
  ) {
    let (keys, parts, codes) = (block.unitKeys, block.unitParts, block.unitCodes)
    withUnsafeTemporaryAllocation(of: TextCell.self, capacity: longCount) { long in
      var next = 0
      for cell in block.units where Int(cell.count) > longest {
        long.initializeElement(at: next, to: cell)
        next += 1
      }
      units.intern(UnsafeBufferPointer(long), codes, readableTo: block.end)
      placeNewUnits()
      for (index, cell) in long.enumerated() {
        keys[Int(cell.row)] = TextKey(code: codes[index])
        parts[Int(cell.row)] =
          codesAllUnits
          ? UInt8(truncatingIfNeeded: codes[index]) : unitParts[Int(codes[index])]
      }
    }
  }

  /// Decides which part the units whose texts were coded for the first time belong to.
  mutating func placeNewUnits() {
    if codesAllUnits { return }
    while unitParts.count < units.count { unitParts.append(units.part(of: unitParts.count)) }
  }
}

extension EventStoreBuilder {
  /// The number of different units collected so far.
  ///
  /// - Complexity: O(events), O(1) once the rows were taken out.
  public var unitCount: Int {
    if pending.count > 0 { return coded().unitCount }
    if codesAllUnits { return units.count }
    return (0..<PartitionedRows.partCount).reduce(0) { $0 + unitCount(ofPart: $1) }
  }

  /// About how many units there are, from those of one part.
  ///
  /// - Complexity: O(events of the part).
  var likelyUnitCount: Int {
    codesAllUnits ? units.count : unitCount(ofPart: 0) * PartitionedRows.partCount
  }

  private func unitCount(ofPart part: Int) -> Int {
    var found = SpanUnits()
    for group in assemblyGroups(of: closed + [RowGroup(rows: open)]) {
      group.forEachUnit(of: part..<part + 1) { _ = found.number(of: $0) }
      group.forEachUnitLeftOut(of: part..<part + 1) { _ = found.number(of: $0) }
    }
    return found.keys.count
  }
}

extension TextInterner {
  /// Returns the part of ``PartitionedRows`` that the rows of a unit with a long text belong to.
  ///
  /// The same in every process, so that stores of the same data have the same order of units.
  fileprivate func part(of code: Int) -> UInt8 {
    withBytes(of: code) { text in
      var hash = UInt64(truncatingIfNeeded: text.count)
      var offset = 0
      while offset &+ 8 <= text.count {
        hash =
          (hash ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        offset &+= 8
      }
      while offset < text.count {
        hash = (hash ^ UInt64(text[offset])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        offset &+= 1
      }
      return UInt8(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) &>> 56)
    }
  }
}
