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
    if let from = rules.from, from > data.lowerBound {
      putBehind(periods.count, interval, rules, zone)
      if let range = beforeRange, range.lowerBound >= data.lowerBound { return }
    }
    putBehind(interval.cycle, interval, rules, zone)
    before = before.map { period in
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
      weeksBeginOnSunday: rules.conventions.weeksBeginOnSunday)
    // All of them: where exclusions remove units, one period can hide a unit in the others.
    before = others ?? []
    before += repeatElement(nil, count: max(0, periods.count - before.count))
    beforeRange = range
  }

  /// Puts behind each period the one so many periods earlier, and behind the dates those that lie
  /// in these as the dates do in their own periods.
  private mutating func putBehind(
    _ distance: Int, _ interval: TrendPeriod.Interval, _ rules: FunnelRules,
    _ zone: any DisplayTimeZone
  ) {
    self.distance = distance
    before = periods.map { _ in nil }
    beforeRange = nil
    guard let first = periods.first, let last = periods.last else { return }
    // The longest they can be, and two days more for days that a clock leaps over.
    let reach = Int64(distance) * interval.longest + 2 * 86_400_000_000
    let end = first.start.rawValue
    let found = TrendPeriod.covering(
      Timestamp(rawValue: end - reach)...Timestamp(rawValue: end - 1), by: interval, in: zone,
      weeksBeginOnSunday: rules.conventions.weeksBeginOnSunday)
    guard let found, found.count >= distance else { return }
    let earlier = Array((found.suffix(distance) + periods).prefix(periods.count))
    before = earlier
    guard rules.from != nil || rules.until != nil else { return }
    let (earliest, latest) = (earlier[0], earlier[earlier.count - 1])
    let start = rules.from?.moved(from: first, to: earliest, by: interval, in: zone)
    let until = rules.until?.moved(from: last, to: latest, by: interval, in: zone)
    let range = (start ?? earliest.start, until ?? latest.end)
    // Of two moments in the hour that a clock shows twice, the later one may show the earlier time.
    beforeRange = range.0..<max(range.0, range.1)
  }
}

extension Timestamp {
  /// Returns the moment that lies in another period as this one does in its own, no further out
  /// than the periods reach: by the clock on the same day of it, of hours by time gone by.
  fileprivate func moved(
    from own: TrendPeriod, to other: TrendPeriod, by interval: TrendPeriod.Interval,
    in zone: any DisplayTimeZone
  ) -> Timestamp {
    if self <= own.start { return other.start }
    if self >= own.end { return other.end }
    var moved = other.start.rawValue + rawValue - own.start.rawValue
    if interval != .hour {
      let place = LocalMoment(rawValue, in: zone)
      let day = place.day - LocalMoment(own.start.rawValue, in: zone).day
      let otherDay = LocalMoment(other.start.rawValue, in: zone).day + day
      // What is left of a second is the same on every clock.
      let rest = ((rawValue % 1_000_000) + 1_000_000) % 1_000_000
      moved = zone.moment(showing: otherDay * 86_400 + place.second) + rest
    }
    return min(max(Timestamp(rawValue: moved), other.start), other.end)
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
