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
    ranges = (0..<pieceCount).map {
      count * $0 / pieceCount..<count * ($0 + 1) / pieceCount
    }
  }

  /// All elements as one piece.
  var joined: Pieces { Pieces(of: ranges.last?.upperBound ?? 0, pieceCount: 1) }

  /// Calls `work` with the number and the elements of each piece, on all cores, and returns the
  /// answers in the order of the pieces.
  func map<Answer: Sendable>(_ work: @Sendable (Int, Range<Int>) -> Answer) -> [Answer] {
    concurrently(ranges.count) { work($0, ranges[$0]) }
  }
}
