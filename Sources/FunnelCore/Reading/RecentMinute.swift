/// Reads times quickly when they lie in the same minute as the one before, as most do.
///
/// Applies to texts such as `2026-01-31T08:15:42.125Z`: 16 bytes up to the minute, the seconds, and
/// nothing but a fraction and a `Z` behind them. Those of another minute cost some more; all other texts
/// are read by the parser.
struct RecentMinute: Sendable {
  /// The bytes up to the minute, and whether a `Z` stands at the end.
  private var words: (UInt64, UInt64) = (0, 0)
  private var isUniversal = false
  /// The moment at which the minute starts, in microseconds since the epoch.
  private var start: Int64?

  /// Returns what the parser returns.
  @inline(__always)
  mutating func parse(_ text: ByteSlice, by parser: TimestampParser) -> Timestamp? {
    guard let rest = Rest(text) else { return parser.parse(text) }
    let words = TextCell.words(
      UnsafeRawPointer(text.base), 16, readableTo: UnsafeRawPointer(text.base + text.count))
    if let start, words == self.words, rest.isUniversal == isUniversal {
      return Timestamp(rawValue: start &+ rest.microseconds)
    }
    let minute: Int64
    if rest.isUniversal || parser.zone == nil, let universal = Self.minute(words) {
      minute = universal
    } else {
      guard let moment = parser.parse(text) else { return nil }
      minute = moment.rawValue - rest.microseconds
    }
    (self.words, isUniversal, start) = (words, rest.isUniversal, minute)
    return Timestamp(rawValue: minute + rest.microseconds)
  }

  /// Reads `2026-01-31T08:15` as a minute of UTC; nil where anything is out of the ordinary.
  private static func minute(_ words: (UInt64, UInt64)) -> Int64? {
    // As in ``Rest``: digits become their values, and all other characters but the middle one zero.
    let date = words.0.littleEndian ^ 0x2D30_302D_3030_3030
    let clock = words.1.littleEndian ^ 0x3030_3A30_3054_3030
    let dateFault = (date &+ 0x0006_0600_0606_0606 | date) & 0xFFF0_F0FF_F0F0_F0F0
    let clockFault = (clock &+ 0x0606_0006_0600_0606 | clock) & 0xF0F0_FFF0_F000_F0F0
    let middle = clock &>> 16 & 0xFF
    let space = UInt64(UInt8(ascii: "T") ^ UInt8(ascii: " "))
    guard dateFault | clockFault == 0, middle == 0 || middle == space else { return nil }
    func digit(_ word: UInt64, _ place: UInt64) -> Int64 { Int64(word &>> (place &* 8) & 15) }
    func pair(_ word: UInt64, _ place: UInt64) -> Int64 {
      digit(word, place) &* 10 &+ digit(word, place &+ 1)
    }
    let (hour, minute) = (pair(clock, 3), pair(clock, 6))
    let year = pair(date, 0) &* 100 &+ pair(date, 2)
    guard hour < 24, minute < 60,
      let days = CalendarDate.days(year: year, month: pair(date, 5), day: pair(clock, 0))
    else { return nil }
    return ((days &* 24 &+ hour) &* 60 &+ minute) &* 60_000_000
  }

  /// What follows the minute.
  private struct Rest {
    var microseconds: Int64
    var isUniversal: Bool

    @inline(__always)
    init?(_ text: ByteSlice) {
      let count = text.count
      if count == 24, let milliseconds = Self.milliseconds(text) {
        (microseconds, isUniversal) = (milliseconds &* 1000, true)
        return
      }
      guard count >= 19, count <= 27, text[16] == UInt8(ascii: ":") else { return nil }
      let tens = text[17] &- 48
      let ones = text[18] &- 48
      guard tens < 6, ones < 10 else { return nil }
      microseconds = Int64(tens &* 10 &+ ones) &* 1_000_000
      isUniversal = text[count &- 1] == UInt8(ascii: "Z")
      let end = isUniversal ? count &- 1 : count
      guard end > 19 else { return }
      guard text[19] == UInt8(ascii: "."), end > 20, end <= 26 else { return nil }
      var scale: Int64 = 100_000
      for index in 20..<end {
        let digit = text[index] &- 48
        guard digit < 10 else { return nil }
        microseconds &+= Int64(digit) &* scale
        scale /= 10
      }
    }

    /// Reads `:15.125Z`, as most programs write it, behind the minute.
    @inline(__always)
    private static func milliseconds(_ text: ByteSlice) -> Int64? {
      let word = UnsafeRawPointer(text.base).loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        .littleEndian
      // Digits become their values, all other characters zero.
      let digits = word ^ 0x5A30_3030_2E30_303A
      // A digit's value is below ten when adding six does not carry into the upper half.
      let tooLarge = (digits &+ 0x0006_0606_0006_0600) | digits
      guard tooLarge & 0xFFF0_F0F0_FFF0_F0FF == 0 else { return nil }
      let seconds = (digits &>> 8 & 15) &* 10 &+ (digits &>> 16 & 15)
      guard seconds < 60 else { return nil }
      let fraction =
        (digits &>> 32 & 15) &* 100 &+ (digits &>> 40 & 15) &* 10 &+ (digits &>> 48 & 15)
      return Int64(seconds &* 1000 &+ fraction)
    }
  }
}
