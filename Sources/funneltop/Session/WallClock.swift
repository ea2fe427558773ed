import Glibc

/// The time of day in the terminal's time zone, to the minute: a screen that shows seconds never rests.
struct WallClock {
  private var last = ""

  /// The time now, such as `10:42`.
  var text: String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let minute = parts.tm_min < 10 ? "0\(parts.tm_min)" : "\(parts.tm_min)"
    return (parts.tm_hour < 10 ? "0" : "") + "\(parts.tm_hour):\(minute)"
  }

  /// The time when it changed since the last call, otherwise nil.
  mutating func newText() -> String? {
    let now = text
    guard now != last else { return nil }
    last = now
    return now
  }
}
