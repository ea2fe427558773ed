/// Where texts end that lie one behind the other, in half the bytes that a position takes.
///
/// Only the lower part of each end is kept, and which texts carry into the upper part: those at which
/// the lower part is less than before. Every text is shorter than the lower part can count.
struct TextEnds<Low: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
  /// The lower part of each end.
  let lows: SharedArray<Low>
  /// The texts that carry.
  let carries: TextCarries

  init(lows: SharedArray<Low>, carries: TextCarries) {
    self.lows = lows
    self.carries = carries
  }

  /// Takes the ends of texts that have so many bytes in all.
  ///
  /// Nil when ends up to there would have to carry another number of times.
  ///
  /// - Complexity: O(1), or O(texts) where there are more bytes than the lower part can count.
  init?(lows: SharedArray<Low>, total: Int) {
    self.lows = lows
    guard total >> Low.bitWidth > 0 else {
      carries = TextCarries()
      return
    }
    carries = lows.withUnsafeBufferPointer { TextCarries(in: $0) }
    if carries.count != total >> Low.bitWidth { return nil }
  }

  /// The number of texts.
  var count: Int { lows.count }

  /// The byte positions of one text.
  func range(of index: Int) -> Range<Int> {
    precondition(index >= 0 && index < lows.count, "index out of range")
    return lows.withUnsafeBufferPointer { lows in
      guard let base = lows.baseAddress else { return 0..<0 }
      let (start, end) = carries.bounds(of: index, base)
      return start..<end
    }
  }
}

/// The texts whose ends carry into the upper part; mostly there are none.
struct TextCarries: Sendable, Equatable {
  private var texts: [Int] = []

  init() {}

  /// Finds the ends that are less than the one before.
  ///
  /// - Complexity: O(ends).
  init<Low: FixedWidthInteger>(in lows: UnsafeBufferPointer<Low>) {
    texts = lows.indices.filter { $0 > 0 && lows[$0] < lows[$0 - 1] }
  }

  var count: Int { texts.count }

  /// How many of some neighbouring texts carry.
  func count(in range: Range<Int>) -> Int { texts.count { range.contains($0) } }

  /// Notes the end of the next text, which has the given number.
  @inline(__always)
  mutating func note<Low: FixedWidthInteger>(_ low: Low, after before: Low, text: Int) {
    if low < before { texts.append(text) }
  }

  /// Returns where a text starts and ends, from the lower parts of all ends.
  @inline(__always)
  func bounds<Low: FixedWidthInteger>(
    of text: Int, _ lows: UnsafePointer<Low>
  ) -> (start: Int, end: Int) {
    let start = text == 0 ? 0 : Int(truncatingIfNeeded: lows[text &- 1])
    let end = Int(truncatingIfNeeded: lows[text])
    if texts.isEmpty { return (start, end) }
    return (
      start + carried(before: text, Low.bitWidth), end + carried(before: text + 1, Low.bitWidth)
    )
  }

  /// What the texts before one have carried.
  @inline(never)
  private func carried(before text: Int, _ width: Int) -> Int {
    texts.prefix { $0 < text }.count << width
  }
}
