/// Reads the many ways in which event data writes a time.
///
/// Whole-number arithmetic only, so every digit down to the microsecond survives.
public struct TimestampParser: Sendable {
  /// The zone of times written without one; nil is UTC.
  public let zone: (any InputTimeZone)?

  /// Creates a parser.
  public init(zone: (any InputTimeZone)? = nil) { self.zone = zone }

  /// Returns the moment a text gives, or nil when it is no time.
  public func parse(_ text: String) -> Timestamp? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.baseAddress.flatMap { parse(ByteSlice(base: $0, count: bytes.count)) }
    }
  }

  /// Returns the moment the bytes give, or nil when they are no time.
  func parse(_ bytes: ByteSlice) -> Timestamp? {
    var cursor = TimeCursor(bytes.trimmed)
    guard cursor.count > 0 else { return nil }
    let local: LocalTime
    if cursor.isNumber {
      if cursor.count != 8 || cursor.isSigned { return cursor.epoch() }
      // Eight digits are a compact date where the year is one of our times.
      guard let date = cursor.compactDate() else {
        cursor.rewind()
        return cursor.epoch()
      }
      guard let days = date.days else { return nil }
      return moment(LocalTime(seconds: days * 86_400, fraction: 0), cursor.zone())
    } else if let parsed = cursor.dateAndTime() {
      local = parsed
    } else {
      return nil
    }
    let written = cursor.zone()
    guard cursor.isAtEnd else { return nil }
    return moment(local, written)
  }

  private func moment(_ local: LocalTime, _ offset: Int64?) -> Timestamp {
    let offset = offset ?? zone?.offsetSeconds(atLocal: local.seconds) ?? 0
    return Timestamp(rawValue: (local.seconds - offset) * 1_000_000 + local.fraction)
  }
}

/// A time on a local clock: whole seconds, and microseconds beyond them.
struct LocalTime {
  var seconds: Int64
  var fraction: Int64
}
