/// How the times of records are written: as the codes of a form of whole bytes.
struct RecordClock: Sendable, Equatable {
  let form: TimeForm
  /// The bytes of a time: 4, 6 or 8.
  let width: Int

  /// Creates the clock of whole seconds from 1970 to 2106.
  init() { self.init(base: 0, unit: 1_000_000, width: 4) }

  /// Creates the clock of the fewest bytes for the times of a span and somewhat earlier ones, as files
  /// are mostly, but not strictly, in the order of time.
  init(_ span: TimeSpan) {
    let narrow = [4, 6].lazy.compactMap { width in
      Self.clock(width, of: span.unit, before: span).flatMap { $0.holds(span) ? $0 : nil }
    }
    self = narrow.first ?? RecordClock(base: 0, unit: 1, width: 8)
  }

  private init(base: Int64, unit: Int64, width: Int) {
    form = TimeForm(base: base, unit: unit, extraBits: width * 8 - 32)
    self.width = width
  }

  /// Returns the clock that begins an eighth of what its bytes hold before a span.
  private static func clock(_ width: Int, of unit: Int64, before span: TimeSpan) -> RecordClock? {
    guard let first = span.range?.lowerBound else { return nil }
    return TimeForm.time(1 << Int64(width * 8 - 3), of: unit, before: first)
      .map { RecordClock(base: $0, unit: unit, width: width) }
  }

  /// Whether the times of a span can be written: eight bytes hold any.
  func holds(_ span: TimeSpan) -> Bool { width == 8 || form.holds(span) }

  /// Writes a time in four bytes.
  @inline(__always)
  func store4(_ time: Int64, to target: UnsafeMutableRawPointer) {
    target.storeBytes(of: UInt32(truncatingIfNeeded: form.code(of: time)), as: UInt32.self)
  }

  /// Writes a time in six bytes.
  @inline(__always)
  func store6(_ time: Int64, to target: UnsafeMutableRawPointer) {
    let code = form.code(of: time)
    target.storeBytes(of: UInt32(truncatingIfNeeded: code), as: UInt32.self)
    target.storeBytes(
      of: UInt16(truncatingIfNeeded: code &>> 32), toByteOffset: 4, as: UInt16.self)
  }

  /// Returns the time whose bytes end at a place, at least eight bytes into its record.
  @inline(__always)
  func time(endingAt end: UnsafeRawPointer) -> Int64 {
    let word = (end - 8).loadUnaligned(as: UInt64.self)
    return form.time(of: word &>> UInt64(truncatingIfNeeded: 64 &- width &* 8))
  }
}
