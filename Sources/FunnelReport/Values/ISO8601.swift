public import FunnelCore

/// Writes moments as ISO 8601 in UTC.
public enum ISO8601: Sendable {
  /// Returns a moment such as `2026-01-31T08:05:00Z`, with three or six decimals where it has them.
  ///
  /// Years outside 0 to 9999 get a sign and at least six digits, as the standard's expanded form.
  public static func text(_ moment: Timestamp) -> String {
    let (days, rest) = floorDivide(moment.rawValue, by: 86_400_000_000)
    let (year, month, day) = CalendarDate.civil(days: days)
    let seconds = rest / 1_000_000
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    let date = "\(yearText(year))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    return date + "T" + time.joined(separator: ":") + fraction(rest % 1_000_000) + "Z"
  }

  private static func fraction(_ microseconds: Int64) -> String {
    if microseconds == 0 { return "" }
    if microseconds % 1000 == 0 { return "." + padded(microseconds / 1000, to: 3) }
    return "." + padded(microseconds, to: 6)
  }

  private static func yearText(_ year: Int64) -> String {
    if (0...9999).contains(year) { return padded(year, to: 4) }
    return (year < 0 ? "-" : "+") + padded(abs(year), to: 6)
  }

  private static func padded(_ value: Int64, to digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func floorDivide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
