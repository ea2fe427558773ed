extension StoreAssembly.Group {
  /// Calls `body` with the unit of each row, part after part, under its name in the store's builder.
  @inline(__always)
  func forEachUnit(of parts: Range<Int>, _ body: (TextKey) -> Void) {
    let codes = translation?.units.codes
    for part in parts {
      rows.forEachRun(ofPart: part) { run in
        let layout = rows.layouts[run.layout]
        let (size, unitWidth) = (layout.size, layout.unitWidth)
        var record = UnsafeRawPointer(run.base)
        if layout.packsUnits {
          for _ in 0..<run.count {
            let key = TextKey(unpacking: TextKey(loadingFrom: record), size: unitWidth)
            body(Self.named(key, codes))
            record += size
          }
        } else {
          for _ in 0..<run.count {
            body(Self.named(TextKey(loadingFrom: record), codes))
            record += size
          }
        }
      }
    }
  }

  /// Calls `body` with the units of rows that are not kept, some of them several times.
  func forEachUnitLeftOut(of parts: Range<Int>, _ body: (TextKey) -> Void) {
    let codes = translation?.units.codes
    for part in parts {
      rows.unitsLeftOut.forEach(ofPart: part) { body(Self.named($0, codes)) }
    }
  }

  /// How many units the latter are at most.
  func mostUnitsLeftOut(of parts: Range<Int>) -> Int {
    parts.reduce(0) { $0 + rows.unitsLeftOut.mostCount(ofPart: $1) }
  }

  /// Returns what a unit is called by the builder whose codes these are translated to.
  @inline(__always)
  private static func named(_ key: TextKey, _ codes: [UInt32]?) -> TextKey {
    guard let codes, let code = key.code else { return key }
    return TextKey(code: codes[code])
  }

  /// Calls `body` with the unit of each row in the order of reading; there must be few of them.
  @inline(__always)
  func forEachUnitInOrder(_ body: (TextKey) -> Void) {
    precondition(rows.partsInOrder.count == rows.rowCount, "the order of so many rows is not kept")
    var units: [TextKey] = []
    units.reserveCapacity(rows.rowCount)
    // The place of each part's next unit.
    var next: [Int] = []
    for part in 0..<PartitionedRows.partCount {
      next.append(units.count)
      forEachUnit(of: part..<part + 1) { units.append($0) }
    }
    for part in rows.partsInOrder {
      body(units[next[Int(part)]])
      next[Int(part)] += 1
    }
  }
}

extension SpanUnits {
  /// Numbers the units of rows in the order of reading.
  mutating func meet(inOrderOf groups: [StoreAssembly.Group]) {
    for group in groups { group.forEachUnitInOrder { _ = number(of: $0) } }
  }
}
