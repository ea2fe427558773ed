extension LocalBackend {
  /// Counts the periods that stand behind those of a trend.
  ///
  /// With dates they are a question of their own, by ``TrendQuestion/beforeRange``: what bounds
  /// the trend takes nothing from them. Without dates they are periods the trend has.
  ///
  /// - Throws: what ``answer(_:isCancelled:)`` throws.
  func earlierPoints(
    behind points: [TrendPoint], _ query: FunnelQuery, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [TrendPoint?] {
    guard let question = query.trend, !question.before.isEmpty else { return [] }
    let (periods, range) = (question.before, question.beforeRange)
    var known = Dictionary(points.map { ($0.period, $0) }) { first, _ in first }
    let others = periods.compactMap { $0 }
    if !others.isEmpty, range != nil || others.contains(where: { known[$0] == nil }) {
      var query = query
      (query.breakdowns, query.histogram) = ([], nil)
      query.trend = TrendQuestion(periods: others)
      (query.rules.from, query.rules.until) = (range?.lowerBound, range?.upperBound)
      for point in try answer(query, isCancelled: isCancelled).trend ?? [] {
        known[point.period] = point
      }
    }
    return periods.prefix(points.count).map { period in period.flatMap { known[$0] } }
  }
}
