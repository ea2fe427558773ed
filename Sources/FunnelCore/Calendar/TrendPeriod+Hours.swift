extension TrendPeriod {
  /// Returns the hours of a zone's clock that cover a range, or nil when there are too many.
  static func hours(
    covering range: ClosedRange<Timestamp>, in zone: any DisplayTimeZone
  ) -> [TrendPeriod]? {
    let clock = HourClock(zone: zone)
    var periods: [TrendPeriod] = []
    var start = clock.start(of: range.lowerBound.rawValue)
    while start * 1_000_000 <= range.upperBound.rawValue {
      guard periods.count < limit else { return nil }
      let end = clock.next(after: start)
      periods.append(
        TrendPeriod(
          name: clock.name(start), start: Timestamp(rawValue: start * 1_000_000),
          end: Timestamp(rawValue: end * 1_000_000)))
      start = end
    }
    return periods
  }
}

/// Finds the moments, in seconds since the epoch, at which a clock shows full hours.
///
/// It goes from hour to hour in true time: on the local clock the hour that is shown twice when
/// the clock goes back would be one.
private struct HourClock {
  let zone: any DisplayTimeZone

  /// Returns the beginning of the hour a moment in microseconds lies in.
  func start(of time: Int64) -> Int64 {
    let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000)
    // A clock that leaps by less than an hour shows no full hour at the place found first.
    return floored(floored(rest < 0 ? seconds - 1 : seconds))
  }

  /// Returns the beginning of the hour after one that begins at a moment.
  func next(after start: Int64) -> Int64 {
    let end = start + 3600
    let full = floored(end)
    guard full < end else { return end }
    // Where the clock leaps by half an hour the period goes on to the next full hour.
    return full > start && floored(full) == full ? full : full + 3600
  }

  func name(_ start: Int64) -> String {
    let local = LocalMoment(start * 1_000_000, in: zone)
    let date = CalendarDate.civil(days: local.day)
    return "\(date.year)-\(twoDigits(date.month))-\(twoDigits(date.day))"
      + "T\(twoDigits(local.hour)):00:00" + offset(zone.offsetSeconds(at: start))
  }

  /// Returns the latest moment, up to the given one, at which its clock showed a full hour.
  private func floored(_ moment: Int64) -> Int64 {
    let past = (moment + zone.offsetSeconds(at: moment)) % 3600
    return moment - (past < 0 ? past + 3600 : past)
  }

  /// Returns an offset as ISO 8601 writes it, with seconds where old local times have them.
  private func offset(_ seconds: Int64) -> String {
    guard seconds != 0 else { return "Z" }
    let size = abs(seconds)
    let text = twoDigits(size / 3600) + ":" + twoDigits(size / 60 % 60)
    return (seconds < 0 ? "-" : "+") + text + (size % 60 == 0 ? "" : ":" + twoDigits(size % 60))
  }
}
