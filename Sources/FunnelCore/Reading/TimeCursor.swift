/// A position in the text of a time, and the small steps of reading it.
struct TimeCursor {
  private let bytes: ByteSlice
  private var position = 0

  init(_ bytes: ByteSlice) { self.bytes = bytes }

  var count: Int { bytes.count }
  var isAtEnd: Bool { position == bytes.count }
  var isSigned: Bool { bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") }

  /// Whether the text is a plain number: a sign, digits and at most one point.
  var isNumber: Bool {
    var points = 0
    for index in (isSigned ? 1 : 0)..<bytes.count {
      if bytes[index] == UInt8(ascii: ".") {
        points += 1
      } else if !Self.isDigit(bytes[index]) {
        return false
      }
    }
    return points <= 1
  }

  mutating func rewind() { position = 0 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Takes a number of at least one and at most `limit` digits.
  private mutating func digits(_ range: ClosedRange<Int>) -> Int64? {
    let start = position
    var value: Int64 = 0
    while position - start < range.upperBound, Self.isDigit(next) {
      value = value * 10 + Int64(next - 48)
      position += 1
    }
    return position - start >= range.lowerBound ? value : nil
  }

  /// Takes digits after a point as millionths; further digits are dropped.
  private mutating func millionths() -> Int64? {
    let start = position
    var value: Int64 = 0
    var scale: Int64 = 100_000
    while Self.isDigit(next) {
      value += Int64(next - 48) * scale
      scale /= 10
      position += 1
    }
    return position > start ? value : nil
  }
}

extension TimeCursor {
  /// Takes a date with or without a time of day; nil when it is none or out of range.
  mutating func dateAndTime() -> LocalTime? {
    guard let first = digits(1...8) else { return nil }
    if position == 8 {
      rewind()
      guard let days = compactDate()?.days else { return nil }
      return timeOfDay(days: days)
    }
    let separator = next
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") else { return nil }
    if position <= 2, separator == UInt8(ascii: "/") { return commonLogTime(day: first) }
    guard position == 4, take(separator), let month = digits(1...2), take(separator),
      let day = digits(1...2),
      let days = CalendarDate.days(year: first, month: month, day: day)
    else { return nil }
    return timeOfDay(days: days)
  }

  /// A date written as eight digits; nil unless its year is of our times.
  mutating func compactDate() -> (days: Int64?, year: Int64)? {
    guard let year = digits(4...4), (1900...2099).contains(year), let month = digits(2...2),
      let day = digits(2...2)
    else { return nil }
    return (CalendarDate.days(year: year, month: month, day: day), year)
  }

  private mutating func timeOfDay(days: Int64) -> LocalTime? {
    let midnight = LocalTime(seconds: days * 86_400, fraction: 0)
    if isAtEnd { return midnight }
    if !take(UInt8(ascii: "T")), !take(UInt8(ascii: "t")) {
      guard take(UInt8(ascii: " ")) else { return nil }
      while take(UInt8(ascii: " ")) {}
    }
    return clock(days: days)
  }

  private mutating func clock(days: Int64) -> LocalTime? {
    guard let hour = digits(1...2) else { return nil }
    let isCompact = Self.isDigit(next)
    guard isCompact || take(UInt8(ascii: ":")),
      let minute = digits(isCompact ? 2...2 : 1...2), hour < 24, minute < 60
    else { return nil }
    var second: Int64 = 0
    var fraction: Int64 = 0
    if isCompact ? Self.isDigit(next) : take(UInt8(ascii: ":")) {
      // A leap second is written as 60 and counts as the second after.
      guard let value = digits(isCompact ? 2...2 : 1...2), value <= 60 else { return nil }
      second = value
      if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
        guard let value = millionths() else { return nil }
        fraction = value
      }
    }
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    return LocalTime(seconds: seconds, fraction: fraction)
  }

  /// The form of access logs, `17/May/2015:10:05:03`, after its day.
  private mutating func commonLogTime(day: Int64) -> LocalTime? {
    guard take(UInt8(ascii: "/")), let month = monthName(), take(UInt8(ascii: "/")),
      let year = digits(4...4),
      let days = CalendarDate.days(year: year, month: month, day: day),
      take(UInt8(ascii: ":"))
    else { return nil }
    return clock(days: days)
  }

  private mutating func monthName() -> Int64? {
    guard position + 3 <= bytes.count else { return nil }
    var key: UInt32 = 0
    for offset in 0..<3 { key = key << 8 | UInt32(bytes[position + offset] | 0x20) }
    position += 3
    switch key {
    case 0x6A_61_6E: return 1
    case 0x66_65_62: return 2
    case 0x6D_61_72: return 3
    case 0x61_70_72: return 4
    case 0x6D_61_79: return 5
    case 0x6A_75_6E: return 6
    case 0x6A_75_6C: return 7
    case 0x61_75_67: return 8
    case 0x73_65_70: return 9
    case 0x6F_63_74: return 10
    case 0x6E_6F_76: return 11
    case 0x64_65_63: return 12
    default: return nil
    }
  }
}

extension TimeCursor {
  /// Takes a zone and returns its offset east of UTC in seconds, or nil when none is written.
  mutating func zone() -> Int64? {
    let start = position
    while take(UInt8(ascii: " ")) {}
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    if takeName("UTC") || takeName("GMT") { return 0 }
    let isEast = take(UInt8(ascii: "+"))
    if isEast || take(UInt8(ascii: "-")), let hours = digits(2...2), hours <= 18 {
      _ = take(UInt8(ascii: ":"))
      let minutes = Self.isDigit(next) ? digits(2...2) : 0
      if let minutes, minutes < 60 {
        return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
      }
    }
    position = start
    return nil
  }

  private mutating func takeName(_ name: StaticString) -> Bool {
    guard position + 3 <= bytes.count else { return false }
    for offset in 0..<3 where bytes[position + offset] & 0xDF != name.utf8Start[offset] {
      return false
    }
    position += 3
    return true
  }

  /// Reads the whole text as a number since the epoch whose size tells the unit.
  mutating func epoch() -> Timestamp? {
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { _ = take(UInt8(ascii: "+")) }
    guard let whole = digits(1...18) else { return nil }
    var value = whole
    while Self.isDigit(next) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(next - 48))
      guard !overflow, !carry else { return nil }
      value = sum
      position += 1
    }
    var fraction: Int64 = 0
    if take(UInt8(ascii: ".")), !isAtEnd {
      guard let digits = millionths() else { return nil }
      fraction = digits
    }
    guard isAtEnd else { return nil }
    let magnitude =
      if value < 100_000_000_000 {
        value * 1_000_000 + fraction
      } else if value < 100_000_000_000_000 {
        value * 1_000 + fraction / 1_000
      } else if value < 100_000_000_000_000_000 {
        value
      } else {
        value / 1_000
      }
    return Timestamp(rawValue: isNegative ? -magnitude : magnitude)
  }
}
