import FunnelCore

extension DashboardModel {
  /// The question with what the view shown needs besides; more is not asked, to stay fast.
  var question: FunnelQuery {
    var question = query
    switch view {
    case .funnel, .segments: break
    case .time:
      guard let way = shownWay else { break }
      question.histogram = histogramBins
      question.hop = way
    case .trend:
      let periods = trendPeriods(by: trendInterval)
      guard let periods, !periods.isEmpty, let data = data?.summary.timeRange else { break }
      var trend = TrendQuestion(periods: periods)
      let (rules, zone) = (query.rules, options.clock.zone)
      if let compared = options.compared {
        trend.compare(with: compared, by: trendInterval, rules: rules, in: zone)
      } else {
        trend.lookBack(by: trendInterval, rules: rules, data: data, in: zone)
      }
      question.trend = trend
      question.hop = wholeWay
    }
    return question
  }

  /// Whether the numbers shown answer what is asked now; they may answer more.
  func isAnswered(_ question: FunnelQuery) -> Bool {
    guard let result else { return false }
    var core = question
    var known = result.query
    (core.trend, core.histogram, core.hop) = (nil, nil, nil)
    (known.trend, known.histogram, known.hop) = (nil, nil, nil)
    guard core == known else { return false }
    let (asked, answered) = (question, result.query)
    if asked.trend != nil, asked.trend != answered.trend { return false }
    if asked.histogram != nil, asked.histogram != answered.histogram { return false }
    return asked.trend == nil && asked.histogram == nil || asked.hop == answered.hop
  }

  /// From the first step to the last, or as the command line says; nil for a single step.
  var wholeWay: Hop? {
    let last = query.funnel.steps.count
    guard last > 1 else { return nil }
    return givenWay.flatMap { $0.last <= last ? $0 : nil } ?? Hop(first: 1, last: last)
  }

  /// The way whose times are shown; nil when the funnel is a single step.
  var shownWay: Hop? {
    let steps = query.funnel.steps
    guard timeWay == .hop, selectedStep > 0 else { return wholeWay }
    // A hop begins at a step that all had to take.
    let before = steps.prefix(selectedStep).lastIndex { !$0.isOptional } ?? 0
    return Hop(first: before + 1, last: selectedStep + 1)
  }

  /// The range of moments a trend covers: all data, or the dates asked for.
  var trendRange: ClosedRange<Timestamp>? {
    guard let data = data?.summary.timeRange else { return nil }
    let start = max(query.rules.from ?? data.lowerBound, data.lowerBound)
    let last = query.rules.until.map { Timestamp(rawValue: $0.rawValue - 1) }
    let end = min(last ?? data.upperBound, data.upperBound)
    return start <= end ? start...end : nil
  }

  private func trendPeriods(by interval: TrendPeriod.Interval) -> [TrendPeriod]? {
    trendRange.flatMap { range in
      TrendPeriod.covering(
        range, by: interval, in: options.clock.zone,
        weeksBeginOnSunday: query.rules.conventions.weeksBeginOnSunday)
    }
  }

  /// The length of the periods: the one chosen, or one of which a screen shows all.
  var trendInterval: TrendPeriod.Interval {
    if let chosenInterval { return chosenInterval }
    guard let range = trendRange else { return .day }
    let hours = (Double(range.upperBound.rawValue) - Double(range.lowerBound.rawValue)) / 3.6e9
    return switch hours / 24 {
    case ...2.5: .hour
    case ...70: .day
    case ...400: .week
    default: .month
    }
  }

  /// Takes the next length of periods of which there are not too many.
  mutating func nextInterval() {
    let all = TrendPeriod.Interval.allCases
    let current = all.firstIndex(of: trendInterval) ?? 0
    for step in 1...all.count {
      let interval = all[(current + step) % all.count]
      guard let count = trendPeriods(by: interval)?.count, count <= Self.mostPeriods else {
        continue
      }
      chosenInterval = interval
      selectedPeriod = nil
      notice = "entered by \(interval.rawValue): \(count) \(count == 1 ? "period" : "periods")"
      return
    }
  }

  /// More periods than this say nothing on a screen and take long to count.
  private static let mostPeriods = 1_500

  /// The trend shown, when it belongs to the funnel asked for.
  var trend: [TrendPoint]? { steps == nil ? nil : result?.trend }

  /// What stands behind each point of the trend shown.
  func trendBefore(_ points: [TrendPoint]) -> [TrendPoint?] {
    guard let before = result?.trendBefore, before.count >= points.count else {
      return points.map { _ in nil }
    }
    return before.prefix(points.count).map { point in point.flatMap { $0.entered > 0 ? $0 : nil } }
  }

  /// The position of the selected period; until another was selected, the last one
  /// that somebody entered.
  func selectedPeriodIndex(in points: [TrendPoint]) -> Int {
    let index = points.firstIndex { $0.period.start == selectedPeriod }
    return index ?? points.lastIndex { $0.entered > 0 } ?? max(0, points.count - 1)
  }

  /// Shows the next view, or the one before.
  mutating func changeView(by step: Int) {
    let all = DashboardView.allCases
    let index = all.firstIndex(of: view) ?? 0
    show(all[(index + step + all.count) % all.count])
  }

  mutating func show(_ next: DashboardView) {
    view = next
    focus = .funnel
    if next == .segments, panes.contains(.segments(0)) { focus = .segments(0) }
  }

  /// Asks again when what a key changed needs other numbers.
  mutating func askIfNeeded(_ effects: [DashboardEffect]) -> [DashboardEffect] {
    let isAsked = effects.contains { if case .recompute = $0 { true } else { false } }
    guard !isAsked, hasFunnel, data != nil else { return effects }
    let question = question
    guard question != askedQuestion else { return effects }
    guard pendingID == nil, isAnswered(question) else { return effects + ask() }
    // What went wrong was about more than what is shown now.
    queryError = nil
    return effects
  }
}
