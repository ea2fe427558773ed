import FunnelCore
import TerminalUI

@testable import Dashboard

extension Samples {
  /// The result with reasons, and with a trend and a histogram when they are asked for.
  static func full(for query: FunnelQuery) -> FunnelResult {
    var result = result(for: query)
    for index in result.funnel.steps.indices {
      guard let lost = result.funnel.steps[index].lost else { continue }
      var reasons = LossReasons()
      (reasons[.late], reasons[.open], reasons[.outOfOrder]) = (lost / 5, lost / 7, lost / 90)
      reasons[.left] = lost - reasons.total
      result.funnel.steps[index].reasons = reasons
    }
    if let periods = query.trend?.periods {
      result.trend = periods.enumerated().map { index, period in
        let entered = 1_800 + index * 37 % 211
        let converted = entered * (60 + index * 17 % 40) / 1_000
        let open = index + 4 < periods.count ? 0 : (entered - converted) * 3 / 4
        return TrendPoint(period: period, entered: entered, converted: converted, open: open)
      }
      result.trendBefore =
        query.trend?.before.map { before in
          before.map { period in
            result.trend?.first { $0.period == period }
              ?? TrendPoint(period: period, entered: 1_700, converted: 119, open: 0)
          }
        } ?? []
    }
    if query.histogram != nil {
      let counts = [620, 410, 220, 130, 80, 60, 31, 20, 9, 4, 0, 3, 2, 2, 0, 4, 1, 0, 2, 1]
      var time = time(5_000)
      time?.count = counts.reduce(0, +)
      result.histogram = TimeHistogram(
        hop: query.hop ?? Hop(first: 1, last: 6), time: time,
        bins: counts.enumerated().map {
          .init(
            from: Double($0.offset) * 3_600, to: Double($0.offset + 1) * 3_600, count: $0.element)
        })
    }
    return result
  }
}

extension DashboardModel {
  /// Presses keys and answers with results that have all a view can show.
  @discardableResult mutating func use(_ keys: Key...) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for key in keys { effects = answerAll(.key(key)) { Samples.full(for: $0) } }
    return effects
  }

  /// Types characters and answers with results that have all a view can show.
  @discardableResult mutating func useKeys(_ text: String) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for character in text { effects = use(.character(character)) }
    return effects
  }
}
