/// How the times of records are written: as so many units after a base.
struct RecordClock: Sendable, Equatable {
  /// The time written as zero, in microseconds since the epoch.
  let base: Int64
  /// A second, a millisecond or a microsecond, in microseconds.
  let unit: Int64
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
    self.base = base
    self.unit = unit
    self.width = width
  }

  /// Returns the clock that begins an eighth of what its bytes hold before a span.
  private static func clock(_ width: Int, of unit: Int64, before span: TimeSpan) -> RecordClock? {
    guard let first = span.range?.lowerBound else { return nil }
    let eighth: Int64 = 1 << Int64(width * 8 - 3)
    let (distance, isTooFar) = eighth.multipliedReportingOverflow(by: unit)
    let (base, isTooEarly) = first.subtractingReportingOverflow(distance)
    return isTooFar || isTooEarly ? nil : RecordClock(base: base, unit: unit, width: width)
  }

  /// Whether the times of a span can be written.
  func holds(_ span: TimeSpan) -> Bool {
    guard let range = span.range, width < 8 else { return true }
    guard range.lowerBound >= base, span.unit.isMultiple(of: unit) else { return false }
    return code(of: range.upperBound) >> UInt64(width * 8) == 0
  }

  /// Returns what is written for a time that is held.
  @inline(__always)
  private func code(of time: Int64) -> UInt64 {
    let distance = UInt64(bitPattern: time &- base)
    // Division by a constant takes a fraction of the time.
    return switch unit {
    case 1: distance
    case 1000: distance / 1000
    default: distance / 1_000_000
    }
  }

  /// Writes a time in four bytes.
  @inline(__always)
  func store4(_ time: Int64, to target: UnsafeMutableRawPointer) {
    target.storeBytes(of: UInt32(truncatingIfNeeded: code(of: time)), as: UInt32.self)
  }

  /// Writes a time in six bytes.
  @inline(__always)
  func store6(_ time: Int64, to target: UnsafeMutableRawPointer) {
    let code = code(of: time)
    target.storeBytes(of: UInt32(truncatingIfNeeded: code), as: UInt32.self)
    target.storeBytes(
      of: UInt16(truncatingIfNeeded: code &>> 32), toByteOffset: 4, as: UInt16.self)
  }

  /// Returns the time whose bytes end at a place, at least eight bytes into its record.
  @inline(__always)
  func time(endingAt end: UnsafeRawPointer) -> Int64 {
    let word = (end - 8).loadUnaligned(as: UInt64.self)
    let code = word &>> UInt64(truncatingIfNeeded: 64 &- width &* 8)
    return base &+ Int64(bitPattern: code) &* unit
  }
}
