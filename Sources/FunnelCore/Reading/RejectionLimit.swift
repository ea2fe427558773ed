extension ReadingOptions.RejectionLimit {
  /// Checks the whole of what was read; throws when too much was rejected or nothing is there.
  public func check(
    events: Int, duplicates: Int, rejections: Rejections
  ) throws(LoadError) {
    let rejected = rejections.count
    let rows = events + duplicates + rejected
    let isTooMuch =
      switch self {
      case .count(let limit): rejected > limit
      case .fraction(let limit): Double(rejected) > limit * Double(rows)
      case .unlimited: false
      }
    if isTooMuch, let commonest = rejections.commonestKind {
      throw .tooManyRejected(
        rejected: rejected, rows: rows, commonest: commonest,
        first: rejections.lines.first { $0.kind == commonest } ?? rejections.lines.first)
    }
    if events == 0, self != .unlimited || rejected == 0 { throw .noRows }
  }
}
