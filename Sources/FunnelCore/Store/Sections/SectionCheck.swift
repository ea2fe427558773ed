internal import CKernels

/// What must hold of the numbers in a section before a store may use them as positions, or trust
/// their order.
enum SectionCheck: Sendable {
  /// Text: any bytes will do.
  case anything
  /// Codes, each below a limit.
  case bytes(SharedArray<UInt8>, below: UInt64)
  case halves(SharedArray<UInt16>, below: UInt64)
  case words(SharedArray<UInt32>, below: UInt64)
  /// Where texts end: never before the one in front, the last at the end of all bytes.
  case ends(TextEnds<UInt32>, total: Int)
  /// The first row of each unit, every unit having one, and the number of rows at the end.
  case starts(SharedArray<Int>, total: Int)
  /// Times in order within each unit, and so far from the ends that their differences are numbers.
  case times(TimeColumn, SharedArray<Int>)
  /// Where runs begin, the first with the first row and as many as there are codes, with how many
  /// begin before each word.
  case marks(SharedArray<UInt64>, SharedArray<UInt32>, rows: Int, runs: Int)
  /// Decimals of the digits a column can have, or the mark of a missing value.
  case decimals(SharedArray<Int64>)
  /// Numbers, none negative, which make so many together.
  case totals(SharedArray<Int>, sum: Int)
  /// Two times in order, and no further from the ends than others.
  case span(SharedArray<Int64>)

  /// No time is further from the epoch, in microseconds: some 70 000 years.
  static let timeLimit = Int64.max / 4

  /// Whether it holds of the elements that a stretch of the section's bytes is.
  ///
  /// - Complexity: O(bytes).
  func holds(in bytes: Range<Int>) -> Bool {
    switch self {
    case .anything: true
    case .bytes(let codes, let limit):
      Self.isBelow(limit, codes, bytes, greatest_of_bytes)
    case .halves(let codes, let limit):
      Self.isBelow(limit, codes, bytes, greatest_of_halves)
    case .words(let codes, let limit):
      Self.isBelow(limit, codes, bytes, greatest_of_words)
    case .ends(let ends, let total):
      Self.areEnds(ends, bytes, total)
    case .starts(let starts, let total):
      Self.rises(starts, bytes, from: 0, to: total, count: count_of_standstills)
        && (bytes.lowerBound > 0 || starts.first == 0)
    case .times(let times, let starts):
      times.areInOrder(starts, rows: bytes.lowerBound / 4..<bytes.upperBound / 4)
    case .marks(let marks, let ranks, let rows, let runs):
      Self.areCounted(marks, ranks, bytes, rows: rows, runs: runs)
    case .totals(let totals, let sum): Self.total(totals) == sum
    case .span(let span):
      span.count == 2 && span[0] <= span[1] && span[0] >= -Self.timeLimit
        && span[1] <= Self.timeLimit
    case .decimals(let mantissas):
      mantissas.withUnsafeBufferPointer { elements in
        let part = UnsafeBufferPointer(rebasing: elements[Self.elements(bytes)])
        return part.baseAddress.map {
          count_beyond(DecimalColumn.mantissaLimit, DecimalColumn.missing, $0, part.count) == 0
        } ?? true
      }
    }
  }

  /// Returns the sum of some numbers, nil where one is negative or the sum is no number.
  private static func total(_ numbers: SharedArray<Int>) -> Int? {
    var total = 0
    for number in numbers {
      let (sum, overflow) = total.addingReportingOverflow(number)
      if overflow || number < 0 { return nil }
      total = sum
    }
    return total
  }

  private static func elements(_ bytes: Range<Int>) -> Range<Int> {
    bytes.lowerBound / 8..<bytes.upperBound / 8
  }

  /// Whether the rank of each word is the number of bits in the words before, from none to all runs.
  private static func areCounted(
    _ marks: SharedArray<UInt64>, _ ranks: SharedArray<UInt32>, _ bytes: Range<Int>, rows: Int,
    runs: Int
  ) -> Bool {
    guard ranks[0] == 0, Int(ranks[marks.count]) == runs else { return false }
    guard let last = marks.last else { return true }
    // No bit stands for a row that there is not.
    guard marks[0] & 1 == 1, rows % 64 == 0 || last >> UInt64(rows % 64) == 0 else { return false }
    return elements(bytes).allSatisfy { word in
      Int(ranks[word]) + marks[word].nonzeroBitCount == Int(ranks[word + 1])
    }
  }

  private static func isBelow<Code>(
    _ limit: UInt64, _ codes: SharedArray<Code>, _ bytes: Range<Int>,
    _ greatest: (UnsafePointer<Code>, Int) -> UInt64
  ) -> Bool {
    codes.withUnsafeBufferPointer { codes in
      let width = MemoryLayout<Code>.stride
      let rows = bytes.lowerBound / width..<bytes.upperBound / width
      guard !rows.isEmpty, let base = codes.baseAddress else { return true }
      return greatest(base + rows.lowerBound, rows.count) < limit
    }
  }

  /// Whether the lower parts of ends fall only where they carry, and end where they must.
  private static func areEnds(
    _ ends: TextEnds<UInt32>, _ bytes: Range<Int>, _ total: Int
  ) -> Bool {
    let part = bytes.lowerBound / 4..<bytes.upperBound / 4
    if part.upperBound == ends.count, ends.lows.last ?? 0 != UInt32(truncatingIfNeeded: total) {
      return false
    }
    guard !part.isEmpty else { return true }
    let first = max(0, part.lowerBound - 1)
    return ends.lows.withUnsafeBufferPointer { lows in
      guard let base = lows.baseAddress else { return true }
      return count_of_word_descents(base + first, part.upperBound - first)
        == ends.carries.count(in: first + 1..<part.upperBound)
    }
  }

  /// Whether numbers never fall, and end where they must; the first is compared with the one before.
  private static func rises(
    _ numbers: SharedArray<Int>, _ bytes: Range<Int>, from least: Int, to last: Int,
    count falls: (UnsafePointer<Int64>, Int) -> Int
  ) -> Bool {
    let part = elements(bytes)
    if part.upperBound == numbers.count, numbers.last ?? 0 != last { return false }
    guard !part.isEmpty else { return true }
    if part.lowerBound == 0, numbers[0] < least { return false }
    let first = max(0, part.lowerBound - 1)
    return numbers.withUnsafeBufferPointer { numbers in
      guard let base = numbers.baseAddress else { return true }
      let count = part.upperBound - first
      return (base + first).withMemoryRebound(to: Int64.self, capacity: count) {
        falls($0, count) == 0
      }
    }
  }
}
