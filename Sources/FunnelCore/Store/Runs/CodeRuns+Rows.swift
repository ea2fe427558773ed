extension CodeRuns {
  /// Returns the rows whose code is true in a table.
  ///
  /// - Complexity: O(rows / 64 + runs).
  func rows(where table: [Bool]) -> RowSet {
    RowSet(rowCount: count) { range, words in
      table.withUnsafeBufferPointer { table in
        marks.withUnsafeBufferPointer { marks in
          ranks.withUnsafeBufferPointer { ranks in
            codes.withReading { codes in
              for index in range {
                var run = Int(ranks[index])
                var isIn = run > 0 && table[Int(codes.code(at: run &- 1))]
                var word: UInt64 = isIn ? .max : 0
                var rest = marks[index]
                while rest != 0 {
                  let holds = table[Int(codes.code(at: run))]
                  // What follows the bit changes where the answer does.
                  if holds != isIn { word ^= .max &<< UInt64(rest.trailingZeroBitCount) }
                  isIn = holds
                  run &+= 1
                  rest &= rest &- 1
                }
                words.set(index, to: word)
              }
            }
          }
        }
      }
    }
  }

  /// The codes, one for each row.
  ///
  /// - Complexity: O(rows).
  var expanded: CodeArray { gathered(0..<count) }

  /// Returns the codes of the given rows, in their order.
  ///
  /// - Complexity: O(rows).
  func gathered(_ rows: some Collection<Int>) -> CodeArray {
    withReading { reading in
      switch codes {
      case .bytes: .bytes(SharedArray(rows, reading))
      case .halves: .halves(SharedArray(rows, reading))
      case .words: .words(SharedArray(rows, reading))
      }
    }
  }
}

extension SharedArray where Element: FixedWidthInteger {
  fileprivate init(_ rows: some Collection<Int>, _ reading: CodeRuns.Reading) {
    self.init(count: rows.count) { memory in
      for (place, row) in rows.enumerated() {
        memory.base[place] = Element(truncatingIfNeeded: reading.code(at: row))
      }
    }
  }
}
