extension TrendQuestion {
  /// Puts behind every period the one so many periods earlier.
  ///
  /// It is as many as the range of dates has periods, when the data reaches back that far:
  /// then the range right before stands behind. Otherwise it is the cycle of the interval, such as
  /// a week of days; a period that ends before the data begins is not put behind any.
  ///
  /// - Complexity: O(periods).
  public mutating func lookBack(
    by interval: TrendPeriod.Interval, rules: FunnelRules, data: ClosedRange<Timestamp>,
    in zone: any DisplayTimeZone
  ) {
    let isInside = rules.from.map { $0 > data.lowerBound } ?? false
    if isInside {
      distance = periods.count
      before = earlier(by: periods.count, interval, rules, zone)
      if let first = before.first??.start, first >= data.lowerBound { return }
    }
    distance = interval.cycle
    before = earlier(by: interval.cycle, interval, rules, zone).map { period in
      period.flatMap { $0.end > data.lowerBound ? $0 : nil }
    }
  }

  /// Puts behind the first period the first of another range, and so on.
  ///
  /// - Complexity: O(periods).
  public mutating func compare(
    with range: Range<Timestamp>, by interval: TrendPeriod.Interval, rules: FunnelRules,
    in zone: any DisplayTimeZone
  ) {
    let last = Timestamp(rawValue: range.upperBound.rawValue - 1)
    let others = TrendPeriod.covering(
      range.lowerBound...last, by: interval, in: zone,
      weeksBeginOnSunday: rules.preset == .posthog)
    before = periods.indices.map { index in
      guard let others, others.indices.contains(index) else { return nil }
      var other = others[index]
      other.start = max(other.start, range.lowerBound)
      other.end = min(other.end, range.upperBound)
      return other
    }
  }

  /// Returns, for each period, the one so many periods earlier.
  private func earlier(
    by distance: Int, _ interval: TrendPeriod.Interval, _ rules: FunnelRules,
    _ zone: any DisplayTimeZone
  ) -> [TrendPeriod?] {
    guard let first = periods.first, let last = periods.last else { return [] }
    // The longest they can be, and two days more for days that a clock leaps over.
    let reach = Int64(distance) * interval.longest + 2 * 86_400_000_000
    let end = first.start.rawValue
    let found = TrendPeriod.covering(
      Timestamp(rawValue: end - reach)...Timestamp(rawValue: end - 1), by: interval, in: zone,
      weeksBeginOnSunday: rules.preset == .posthog)
    guard let found, found.count >= distance else { return periods.map { _ in nil } }
    let all = found.suffix(distance) + periods
    var before = Array(all.prefix(periods.count))
    // What the dates cut off a period is cut off the one behind it.
    let (start, until) = (before[0].start, before[before.count - 1].start)
    if let from = rules.from, from > first.start {
      let cut = from.rawValue - first.start.rawValue
      before[0].start = min(Timestamp(rawValue: start.rawValue + cut), before[0].end)
    }
    if let end = rules.until, end < last.end {
      let cut = Timestamp(rawValue: until.rawValue + end.rawValue - last.start.rawValue)
      before[before.count - 1].end = min(cut, before[before.count - 1].end)
    }
    return before
  }
}

extension TrendPeriod.Interval {
  /// How many of these make the longer period after which life repeats itself.
  public var cycle: Int {
    switch self {
    case .hour: 24
    case .day: 7
    case .week: 4
    case .month: 12
    }
  }

  /// The longest one can be, in microseconds, but for the leaps of a clock.
  fileprivate var longest: Int64 {
    switch self {
    case .hour: 3_600_000_000
    case .day: 86_400_000_000
    case .week: 7 * 86_400_000_000
    case .month: 31 * 86_400_000_000
    }
  }
}
