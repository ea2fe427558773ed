/// A rule that gives the local clock of moments, for periods and hours that people read.
public protocol DisplayTimeZone: Sendable {
  /// Returns the offset east of UTC, in seconds, at a moment in seconds since the epoch.
  func offsetSeconds(at moment: Int64) -> Int64
}

/// The zone without an offset.
public struct UTC: DisplayTimeZone {
  /// Creates the zone.
  public init() {}

  /// Returns zero.
  public func offsetSeconds(at moment: Int64) -> Int64 { 0 }
}

extension DisplayTimeZone {
  /// Returns the moment, in microseconds, at which the clock shows a place first, given in seconds
  /// since its 1970-01-01.
  func moment(showing place: Int64) -> Int64 {
    let early = place - offsetSeconds(at: place - 86_400)
    let late = place - offsetSeconds(at: early)
    // A place the clock leaps over is the moment of the leap.
    let isLate = late + offsetSeconds(at: late) == place
    return (early != late && isLate ? late : early) * 1_000_000
  }
}

/// A moment on a local clock.
struct LocalMoment {
  /// The days since 1970-01-01 and the seconds since midnight, both on the local clock.
  let day: Int64
  let second: Int64

  init(_ time: Int64, in zone: any DisplayTimeZone) {
    let (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000)
    let whole = rest < 0 ? seconds - 1 : seconds
    let local = whole + zone.offsetSeconds(at: whole)
    let (days, left) = local.quotientAndRemainder(dividingBy: 86_400)
    day = left < 0 ? days - 1 : days
    second = left < 0 ? left + 86_400 : left
  }

  var hour: Int64 { second / 3600 }
  /// The day of the week, Monday first, from zero.
  var weekday: Int64 { ((day + 3) % 7 + 7) % 7 }
}
