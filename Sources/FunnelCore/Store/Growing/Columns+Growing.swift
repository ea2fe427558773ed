extension CodeArray {
  /// An array of zeros with room for more codes; it takes up no memory until it is written to.
  static func zeros(_ count: Int, spare: Int) -> CodeArray {
    .bytes(SharedArray(count: count, spare: spare) { _ in })
  }

  /// Returns an array with the codes of added rows behind, wide enough for the largest.
  ///
  /// - Complexity: O(added rows), or O(codes) where they become wider or there is no room.
  func extended(by added: AddedRows, largest: Int, new: (Int) -> UInt32) -> CodeArray {
    switch (self, max(width, Self.width(for: largest))) {
    case (.bytes(let codes), 1): .bytes(Self.extended(codes, by: added, new))
    case (.halves(let codes), 2): .halves(Self.extended(codes, by: added, new))
    case (.words(let codes), 4): .words(Self.extended(codes, by: added, new))
    case (_, 2): .halves(widened(by: added, new))
    default: .words(widened(by: added, new))
    }
  }

  private static func extended<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ codes: SharedArray<Code>, by added: AddedRows, _ new: (Int) -> UInt32
  ) -> SharedArray<Code> {
    codes.extended(by: added.count) { target in
      added.fill(target, old: codes) { Code(truncatingIfNeeded: new($0)) }
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
    by added: AddedRows, _ new: (Int) -> UInt32
  ) -> SharedArray<Code> {
    SharedArray(count: count + added.count, spare: count / 4 + 1024) { memory in
      for row in 0..<count { memory.base[row] = Code(truncatingIfNeeded: self[row]) }
      var place = count
      added.forEach(
        old: {
          memory.base[place] = memory.base[$0]
          place += 1
        },
        new: {
          memory.base[place] = Code(truncatingIfNeeded: new($0))
          place += 1
        })
    }
  }
}

extension CodeArray {
  /// Returns the codes of the given rows, in their order, with room for more.
  func gathered(_ rows: [Int], spare: Int) -> CodeArray {
    switch self {
    case .bytes(let codes): .bytes(codes.gathered(rows, spare: spare))
    case .halves(let codes): .halves(codes.gathered(rows, spare: spare))
    case .words(let codes): .words(codes.gathered(rows, spare: spare))
    }
  }
}

extension SharedArray {
  /// Returns the elements of the given rows, in their order, with room for more.
  func gathered(_ rows: [Int], spare: Int) -> SharedArray {
    withUnsafeBufferPointer { elements in
      SharedArray(count: rows.count, spare: spare) { memory in
        for (place, row) in rows.enumerated() { memory.base[place] = elements[row] }
      }
    }
  }
}
