import FunnelCore

/// Writes numbers for people: grouped digits, one decimal of a percent, lengths of time in words.
enum NumberText {
  /// What stands where there is no value.
  static func none(isASCII: Bool) -> String { isASCII ? "-" : "—" }

  /// Returns a count with its thousands marked: `12,345`.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// Returns a count with its noun: `1 user`, `2 users`.
  static func count(_ value: Int, _ noun: String) -> String {
    count(value) + " " + noun + (value == 1 ? "" : "s")
  }

  /// Returns a share with one decimal, never `0.0%` for some nor `100.0%` for not all.
  static func percent(_ share: Proportion?) -> String? {
    guard let share, let fraction = share.fraction else { return nil }
    let text = percent(fraction)
    if share.part > 0, text == "0.0%" { return "<0.1%" }
    if share.part < share.whole, text == "100.0%" { return ">99.9%" }
    return text
  }

  /// Returns a fraction as a percentage with one decimal.
  static func percent(_ fraction: Double) -> String { tenths(fraction * 1000) + "%" }

  /// Returns the bound of an interval, never `0.0%` for more than none nor `100.0%` for not all.
  static func bound(_ fraction: Double) -> String {
    let text = percent(fraction)
    if fraction > 0, text == "0.0%" { return "<0.1%" }
    return fraction < 1 && text == "100.0%" ? ">99.9%" : text
  }

  /// Returns a difference of fractions in percentage points, always with a sign.
  static func points(_ difference: Double) -> String {
    let text = tenths(difference * 1000)
    return (text.hasPrefix("-") ? "" : "+") + text + " pp"
  }

  private static func tenths(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "?" }
    let whole = Int(value.rounded())
    return (whole < 0 ? "-" : "") + count(abs(whole / 10)) + "." + String(abs(whole % 10))
  }

  /// Returns a length of time in its two largest units: `4.2 s`, `3 m 05 s`, `2 d 4 h`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e15 else { return "?" }
    if seconds > 0, seconds < 0.05 {
      // Some time is never shown as none.
      return seconds < 0.0005 ? "<1 ms" : "\(Int((seconds * 1000).rounded())) ms"
    }
    if seconds < 9.95 { return tenths(seconds * 10) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) m \(twoDigits(whole % 60)) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) m" }
    return "\(count(whole / 86_400)) d \(whole / 3600 % 24) h"
  }

  /// Returns a length without the units that are zero: `14 days`, `90 minutes`.
  static func roundDuration(_ length: Microseconds) -> String {
    let units: [(Int64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
    for (size, noun) in units where length.rawValue % (size * 1_000_000) == 0 {
      return count(Int(length.rawValue / (size * 1_000_000)), noun)
    }
    return duration(length.seconds)
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
