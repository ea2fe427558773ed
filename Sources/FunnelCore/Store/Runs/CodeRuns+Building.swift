extension CodeRuns {
  /// Finds the runs of codes, or returns nil where they would not take less than half the memory.
  ///
  /// Codes of one byte stay as they are: less would be gained than looking them up costs.
  ///
  /// - Complexity: O(rows).
  init?(_ codes: CodeArray) {
    switch codes {
    case .bytes: return nil
    case .halves(let halves):
      guard let runs = CodeRuns(halves, CodeArray.halves) else { return nil }
      self = runs
    case .words(let words):
      guard let runs = CodeRuns(words, CodeArray.words) else { return nil }
      self = runs
    }
  }

  private init?<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ codes: SharedArray<Code>, _ array: (SharedArray<Code>) -> CodeArray
  ) {
    let rows = codes.count
    let width = MemoryLayout<Code>.stride
    let words = Self.wordCount(of: rows)
    var ranks: SharedArray<UInt32> = []
    let marks = SharedArray<UInt64>(count: words) { marks in
      ranks = SharedArray(count: words + 1) { ranks in
        codes.withUnsafeBufferPointer { Self.mark($0, marks.base, ranks.base) }
      }
    }
    let count = Int(ranks[words])
    guard words * 12 + 4 + count * width < rows * width / 2 else { return nil }
    let kept = SharedArray<Code>(count: count) { kept in
      codes.withUnsafeBufferPointer { codes in
        var next = kept.base
        marks.forEachRun { row in
          next.pointee = codes[row]
          next += 1
        }
      }
    }
    self.init(marks: marks, ranks: ranks, codes: array(kept), count: rows)
  }

  /// Sets the bit of every row that differs from the one before, and of the first.
  private static func mark<Code: FixedWidthInteger>(
    _ codes: UnsafeBufferPointer<Code>, _ marks: UnsafeMutablePointer<UInt64>,
    _ ranks: UnsafeMutablePointer<UInt32>
  ) {
    var count: UInt32 = 0
    var before = codes.first.map { ~$0 } ?? 0
    for word in 0..<wordCount(of: codes.count) {
      var bits: UInt64 = 0
      for row in word * 64..<min(codes.count, word * 64 + 64) {
        let code = codes[row]
        bits |= (code != before ? 1 : 0) &<< UInt64(row & 63)
        before = code
      }
      marks[word] = bits
      ranks[word] = count
      count += UInt32(bits.nonzeroBitCount)
    }
    ranks[wordCount(of: codes.count)] = count
  }
}

extension SharedArray<UInt64> {
  /// Calls `body` with the position of each bit that is set, ascending.
  fileprivate func forEachRun(_ body: (Int) -> Void) {
    for (index, word) in enumerated() {
      var rest = word
      while rest != 0 {
        body(index &* 64 &+ rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }
}
