import FunnelCore

extension Glyphs {
  /// A whole number with separators between thousands.
  func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (number < 0 ? minus : "") + text
  }

  /// A count with its noun: `1 user`, `2 users`.
  func count(_ number: Int, _ noun: String) -> String {
    count(number) + " " + noun + (number == 1 ? "" : "s")
  }

  /// A number with one decimal.
  func decimal(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return none }
    let tenths = Int((number * 10).rounded())
    let text = count(Int(tenths.magnitude) / 10) + "." + String(tenths.magnitude % 10)
    return (tenths < 0 ? minus : "") + text
  }

  /// A fraction in percent with one decimal.
  func percent(_ fraction: Double?) -> String {
    fraction.map { decimal($0 * 100) + " %" } ?? none
  }

  /// A share in percent with one decimal, never `0.0 %` for some nor `100.0 %` for not all.
  func percent(_ share: Proportion?) -> String {
    guard let share, let fraction = share.fraction else { return none }
    let text = percent(fraction)
    if share.part > 0, text == "0.0 %" { return "<0.1 %" }
    if share.part < share.whole, text == "100.0 %" { return ">99.9 %" }
    return text
  }

  /// A 95 % interval of fractions in percent.
  func interval(_ interval: ClosedRange<Double>) -> String {
    decimal(interval.lowerBound * 100) + range + percent(interval.upperBound)
  }

  /// A difference of fractions in percentage points, with its sign but without the unit.
  func points(_ difference: Double) -> String {
    let text = decimal(difference * 100)
    if text == "0.0" { return text }
    return difference > 0 ? "+" + text : text
  }

  /// A length of time in its two largest units, such as `4 m 12 s`.
  func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return none }
    guard seconds >= 0 else { return minus + duration(-seconds) }
    if seconds > 0, seconds < 0.05 {
      // Some time is never shown as none.
      return seconds < 0.0005 ? "<1 ms" : "\(Int((seconds * 1000).rounded())) ms"
    }
    if seconds < 9.95 { return decimal(seconds) + " s" }
    let whole = Int(seconds.rounded())
    let units = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")]
    guard let first = units.firstIndex(where: { whole >= $0.0 }) else { return "0 s" }
    let (size, name) = units[first]
    let large = count(whole / size) + " " + name
    guard first + 1 < units.count else { return large }
    let (nextSize, nextName) = units[first + 1]
    let rest = whole % size / nextSize
    return rest == 0 ? large : large + " \(rest) \(nextName)"
  }

  /// Events a second.
  func rate(_ perSecond: Double) -> String {
    guard perSecond.isFinite, perSecond >= 0, perSecond < 1e15 else { return none }
    if perSecond >= 1_000_000 { return decimal(perSecond / 1_000_000) + " M/s" }
    return perSecond < 10 ? decimal(perSecond) + "/s" : count(Int(perSecond)) + "/s"
  }
}

/// A moment in UTC to the minute, such as `2026-11-21 10:42`.
func momentWords(_ moment: Timestamp) -> String {
  func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }
  guard moment.rawValue > Int64.min + 1_000_000_000 else { return "before all time" }
  let minutes = floorDivide(moment.rawValue, 60_000_000)
  let days = floorDivide(minutes, 1440)
  let minuteOfDay = minutes - days * 1440
  let date = CalendarDate.civil(days: days)
  func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let clock = "\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))"
  return "\(date.year)-\(two(date.month))-\(two(date.day)) \(clock)"
}
