/// Neighbouring ranges that work on many elements is cut into, so that all cores share it.
///
/// No result depends on how many there are.
struct Pieces: Sendable {
  let ranges: [Range<Int>]

  /// Cuts so many elements for all cores, into pieces of at least `fewest` where there are as many.
  init(of count: Int, fewest: Int = 1 << 13) {
    let most = Parallelism.threadCount == 1 ? 1 : Parallelism.threadCount * 4
    self.init(of: count, pieceCount: max(1, min(most, count / fewest)))
  }

  /// Cuts so many elements into pieces of about equal length.
  init(of count: Int, pieceCount: Int) {
    ranges = (0..<pieceCount).map { (0..<count).part($0, of: pieceCount) }
  }

  /// All elements as one piece.
  var joined: Pieces { Pieces(of: ranges.last?.upperBound ?? 0, pieceCount: 1) }

  /// Calls `work` with the number and the elements of each piece, on all cores, and returns the
  /// answers in the order of the pieces.
  func map<Answer: Sendable>(_ work: @Sendable (Int, Range<Int>) -> Answer) -> [Answer] {
    concurrently(ranges.count) { work($0, ranges[$0]) }
  }
}

extension Range<Int> {
  /// Returns one of so many parts of about equal length.
  func part(_ number: Int, of count: Int) -> Range {
    lowerBound + self.count * number / count..<lowerBound + self.count * (number + 1) / count
  }
}
