internal import CKernels

extension TimeColumn {
  /// How many codes are looked at together, while they are near the processor.
  private static let stretch = 1024

  /// Whether no time of some rows is too far from the epoch, and every time that is earlier than the
  /// one before, the first compared with the row in front, is the first of its unit.
  ///
  /// The starts need not have been checked: where they are wrong their own check fails.
  ///
  /// - Complexity: O(rows).
  func areInOrder(_ starts: SharedArray<Int>, rows: Range<Int>) -> Bool {
    guard !rows.isEmpty else { return true }
    // Both are within the limit, so that their difference is a number.
    let greatest = UInt64(SectionCheck.timeLimit - form.base) / UInt64(form.unit)
    return withReading { reading in
      var falls = 0
      var isNear = true
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.stretch) { codes in
        guard let base = codes.baseAddress else { return }
        // Neighbouring stretches share a row, so that each is compared with the one in front.
        var first = Swift.max(0, rows.lowerBound - 1)
        while isNear {
          let end = Swift.min(first + Self.stretch, rows.upperBound)
          isNear = reading.codes(of: first..<end, into: base) <= greatest
          falls += base.withMemoryRebound(to: Int64.self, capacity: Self.stretch) {
            count_of_descents($0, end - first)
          }
          if end == rows.upperBound { break }
          first = end - 1
        }
      }
      return isNear && falls == reading.fallsAtStarts(starts, in: rows)
    }
  }
}

extension TimeReading {
  /// Puts the codes of some rows, at least one, into memory and returns the greatest.
  fileprivate func codes(of rows: Range<Int>, into codes: UnsafeMutablePointer<UInt64>) -> UInt64 {
    let words = UnsafeBufferPointer(rebasing: words[rows])
    guard let words = words.baseAddress else { return 0 }
    return time_codes(
      words, extras.baseAddress, Int32(form.extraBits), rows.lowerBound, rows.count, codes)
  }

  /// Returns how many of some rows begin a unit and are earlier than the row before.
  fileprivate func fallsAtStarts(_ starts: SharedArray<Int>, in rows: Range<Int>) -> Int {
    starts.withUnsafeBufferPointer { starts in
      var low = starts.indices.partitioningIndex { starts[$0] >= max(1, rows.lowerBound) }
      var falls = 0
      while low < starts.count, rows.contains(starts[low]), starts[low] > 0 {
        let row = starts[low]
        if code(at: row) < code(at: row &- 1) { falls &+= 1 }
        low += 1
      }
      return falls
    }
  }
}
