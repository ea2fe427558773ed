/// Units in the order of a store, as one piece of the work to make it found them.
struct FoundUnits: Sendable {
  /// The first row of each unit.
  var starts: [Int] = []
  var texts = GrowingTexts()

  /// Adds a unit with its first row; one with a long text is called by its code with an interner.
  mutating func append(_ key: TextKey, start: Int, _ longTexts: TextInterner) {
    starts.append(start)
    if let code = key.code {
      let text = longTexts.place(of: code)
      texts.append(UnsafeBufferPointer(start: text.base, count: text.count))
    } else {
      key.withText { texts.append($0) }
    }
  }
}

extension [FoundUnits] {
  /// Where the rows of each unit start, followed by the number of rows.
  func starts(rowCount: Int) -> SharedArray<Int> {
    let firsts = reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.starts.count) }
    return SharedArray<Int>(count: firsts[count] + 1) { memory in
      _ = concurrently(count) { piece in
        self[piece].starts.withUnsafeBufferPointer { starts in
          guard let base = starts.baseAddress else { return }
          (memory.base + firsts[piece]).update(from: base, count: starts.count)
        }
      }
      memory.base[firsts[count]] = rowCount
    }
  }

  /// The texts of all units as a table, with or without room for more.
  ///
  /// - Complexity: O(bytes of the texts), on all cores.
  func table(hasRoom: Bool) -> TextTable {
    let tables = map(\.texts.table)
    let firsts = tables.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let places = tables.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes.count) }
    let (total, textCount) = (places[count], firsts[count])
    var lows: SharedArray<UInt32> = []
    let bytes = SharedArray<UInt8>(count: total, spare: hasRoom ? total / 4 + 1024 : 0) { bytes in
      lows = SharedArray(count: textCount, spare: hasRoom ? textCount / 4 + 1024 : 0) { lows in
        _ = concurrently(count) { piece in
          let table = tables[piece]
          table.bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            (bytes.base + places[piece]).update(from: base, count: source.count)
          }
          for text in 0..<table.count {
            lows.base[firsts[piece] + text] = UInt32(
              truncatingIfNeeded: places[piece] + table.range(of: text).upperBound)
          }
        }
      }
    }
    guard let ends = TextEnds(lows: lows, total: total) else {
      preconditionFailure("a unit id is as long as no row can be")
    }
    return TextTable(bytes: bytes, ends: ends)
  }
}
