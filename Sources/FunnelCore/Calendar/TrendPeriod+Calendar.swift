extension TrendPeriod {
  /// The length of a trend's periods on the calendar.
  public enum Interval: String, Hashable, Sendable, CaseIterable {
    /// A full hour of the clock.
    case hour
    /// From midnight to midnight.
    case day
    /// Seven days from Monday, or from Sunday where that is asked for.
    case week
    /// From the first day of a month to that of the next.
    case month
  }

  /// The most periods a trend has room for.
  public static let limit = 10_000

  /// Returns the periods that cover a range of moments, in order, or nil when there are too many.
  ///
  /// Periods begin at full hours, at midnight, on the first day of the week and of the month of the
  /// zone's clock. They are named by their first day; hours by their first moment with the clock's
  /// offset, which tells the two apart that a clock going back shows alike.
  ///
  /// - Complexity: O(periods).
  public static func covering(
    _ range: ClosedRange<Timestamp>, by interval: Interval, in zone: any DisplayTimeZone,
    weeksBeginOnSunday: Bool = false
  ) -> [TrendPeriod]? {
    if interval == .hour { return hours(covering: range, in: zone) }
    let calendar = PeriodCalendar(
      interval: interval, zone: zone, weeksBeginOnSunday: weeksBeginOnSunday)
    var periods: [TrendPeriod] = []
    var cursor = calendar.start(of: range.lowerBound.rawValue)
    while zone.moment(showing: cursor) <= range.upperBound.rawValue {
      guard periods.count < limit else { return nil }
      let next = calendar.next(after: cursor)
      let (start, end) = (zone.moment(showing: cursor), zone.moment(showing: next))
      // A day that a zone leaps over, to the other side of the date line, has no moments.
      if end > start {
        periods.append(
          TrendPeriod(
            name: calendar.name(cursor), start: Timestamp(rawValue: start),
            end: Timestamp(rawValue: end)))
      }
      cursor = next
    }
    return periods
  }
}

/// Finds where periods begin on a local clock; places on it are seconds since its 1970-01-01.
private struct PeriodCalendar {
  let interval: TrendPeriod.Interval
  let zone: any DisplayTimeZone
  let weeksBeginOnSunday: Bool

  private static let day: Int64 = 86_400

  /// Returns the beginning of the period a moment in microseconds lies in.
  func start(of time: Int64) -> Int64 {
    let local = LocalMoment(time, in: zone)
    switch interval {
    case .hour, .day: return local.day * Self.day
    case .week:
      let back = weeksBeginOnSunday ? (local.weekday + 1) % 7 : local.weekday
      return (local.day - back) * Self.day
    case .month:
      return (local.day - CalendarDate.civil(days: local.day).day + 1) * Self.day
    }
  }

  /// Returns the beginning of the period after one that begins at a place on the clock.
  func next(after place: Int64) -> Int64 {
    switch interval {
    case .hour, .day: return place + Self.day
    case .week: return place + 7 * Self.day
    case .month:
      // The first of the month is at most 31 days before the next.
      let later = place / Self.day + 31
      return (later - CalendarDate.civil(days: later).day + 1) * Self.day
    }
  }

  func name(_ place: Int64) -> String {
    let date = CalendarDate.civil(days: place / Self.day)
    return "\(date.year)-\(twoDigits(date.month))-\(twoDigits(date.day))"
  }
}

/// Writes a number below one hundred with two digits.
func twoDigits(_ number: Int64) -> String { (number < 10 ? "0" : "") + "\(number)" }
