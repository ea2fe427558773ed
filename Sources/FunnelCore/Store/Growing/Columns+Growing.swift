extension CodeArray {
  /// An array of zeros, which takes up no memory until it is written to.
  static func zeros(_ count: Int) -> CodeArray { .bytes(SharedArray(count: count) { _ in }) }

  /// Returns an array with further codes, wide enough for the largest.
  ///
  /// - Complexity: O(added), or O(codes) where they become wider or there is no room.
  func extended(by added: Int, largest: Int, _ code: (Int) -> UInt32) -> CodeArray {
    let width = max(width, Self.width(for: largest))
    switch (self, width) {
    case (.bytes(let codes), 1):
      return .bytes(codes.extended(by: added) { Self.fill($0, added, code) })
    case (.halves(let codes), 2):
      return .halves(codes.extended(by: added) { Self.fill($0, added, code) })
    case (.words(let codes), 4):
      return .words(codes.extended(by: added) { Self.fill($0, added, code) })
    case (_, 2):
      return .halves(widened(by: added, code))
    default:
      return .words(widened(by: added, code))
    }
  }

  /// The bytes each code takes.
  private var width: Int {
    switch self {
    case .bytes: 1
    case .halves: 2
    case .words: 4
    }
  }

  private func widened<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    by added: Int, _ code: (Int) -> UInt32
  ) -> SharedArray<Code> {
    SharedArray(count: count + added, spare: count / 4 + 1024) { memory in
      for row in 0..<count { memory.base[row] = Code(truncatingIfNeeded: self[row]) }
      Self.fill(memory.base + count, added, code)
    }
  }

  private static func fill<Code: FixedWidthInteger>(
    _ target: UnsafeMutablePointer<Code>, _ count: Int, _ code: (Int) -> UInt32
  ) {
    for index in 0..<count { target[index] = Code(truncatingIfNeeded: code(index)) }
  }
}

extension TextTable {
  /// Returns a table with those texts behind that an interner has more than this one.
  ///
  /// - Complexity: O(bytes added), or O(bytes) where there is no room.
  func extended(to texts: TextInterner) -> TextTable {
    extended(by: (count..<max(count, texts.count)).map { ($0, texts) })
  }

  /// Returns a table with further texts, given by their codes.
  func extended(by added: [(code: Int, texts: TextInterner)]) -> TextTable {
    if added.isEmpty { return self }
    let lengths = added.map { $0.texts.length(of: $0.code) }
    let bytes = bytes.extended(by: lengths.reduce(0, +)) { target in
      var place = UnsafeMutableRawPointer(target)
      for text in added {
        text.texts.withBytes(of: text.code) { bytes in
          if let base = bytes.baseAddress { place.copyMemory(from: base, byteCount: bytes.count) }
          place += bytes.count
        }
      }
    }
    var end = self.bytes.count
    let ends = ends.extended(by: added.count) { target in
      for (index, length) in lengths.enumerated() {
        end += length
        target[index] = end
      }
    }
    return TextTable(bytes: bytes, ends: ends)
  }
}

extension EventStore {
  /// Returns the store with the rows of each unit behind those of the unit before, and room for more.
  ///
  /// - Complexity: O(events × columns), on all cores.
  func compacted(spare: Int) -> EventStore {
    let live = Array(liveRows)
    var starts = [0]
    for unit in 0..<unitCount {
      starts.append(starts[unit] + rows(of: UnitIndex(rawValue: unit)).count)
    }
    let arrays = concurrently(columns.count + 1) { index -> PropertyColumn.Values in
      guard index > 0 else { return .coded(eventCodes.gathered(live, spare: spare), eventNames) }
      let (codes, texts) = columns[index - 1].coded()
      return .coded(codes.gathered(live, spare: spare), texts)
    }
    guard case .coded(let events, _) = arrays[0] else { preconditionFailure("no events") }
    return EventStore(
      roles: roles, unitIDs: unitIDs, unitStarts: SharedArray(starts), movedRows: nil,
      times: times.gathered(live, spare: spare), eventNames: eventNames, eventCodes: events,
      columns: zip(columns, arrays.dropFirst()).map { column, values in
        PropertyColumn(name: column.name, values: values)
      })
  }
}

extension CodeArray {
  fileprivate func gathered(_ rows: [Int], spare: Int) -> CodeArray {
    switch self {
    case .bytes(let codes): .bytes(codes.gathered(rows, spare: spare))
    case .halves(let codes): .halves(codes.gathered(rows, spare: spare))
    case .words(let codes): .words(codes.gathered(rows, spare: spare))
    }
  }
}

extension SharedArray {
  fileprivate func gathered(_ rows: [Int], spare: Int) -> SharedArray {
    withUnsafeBufferPointer { elements in
      SharedArray(count: rows.count, spare: spare) { memory in
        for (place, row) in rows.enumerated() { memory.base[place] = elements[row] }
      }
    }
  }
}
