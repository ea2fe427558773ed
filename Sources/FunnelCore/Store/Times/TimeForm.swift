/// How times are kept as codes: a time is the base and so many units.
///
/// A code has 32 bits, and as many more as the times' span needs.
public struct TimeForm: Sendable, Equatable {
  /// The time of code zero, in microseconds since the epoch.
  public let base: Int64
  /// The microseconds from one code to the next, more than zero.
  public let unit: Int64
  /// The bits of a code beyond its first 32: one of ``extraWidths``.
  public let extraBits: Int

  /// The numbers of further bits a code can have.
  static let extraWidths = [0, 1, 2, 4, 8, 16, 32]

  /// Creates a form.
  public init(base: Int64, unit: Int64, extraBits: Int) {
    self.base = base
    self.unit = unit
    self.extraBits = extraBits
  }

  /// Creates the smallest form that holds the times of a span.
  ///
  /// Where more times are to follow, earlier ones too find room, the codes have whole bytes, and their
  /// span can grow to twice its length at least.
  init(_ span: TimeSpan, isGrowing: Bool = false) {
    guard let range = span.range else {
      self.init(base: 0, unit: 1, extraBits: 0)
      return
    }
    let greatest = UInt64(bitPattern: range.upperBound &- range.lowerBound) / UInt64(span.unit)
    guard isGrowing else {
      self.init(
        base: range.lowerBound, unit: span.unit, extraBits: Self.extraBits(for: greatest))
      return
    }
    let (doubled, overflow) = greatest.multipliedReportingOverflow(by: 2)
    let bits = Self.extraBits(for: overflow ? .max : doubled)
    let extraBits = bits == 0 ? 0 : max(8, bits)
    let room = (Self.greatestCode(extraBits) - greatest) / 4
    let base = Self.time(Int64(clamping: room), of: span.unit, before: range.lowerBound)
    self.init(base: base ?? range.lowerBound, unit: span.unit, extraBits: extraBits)
  }

  /// Returns a time so many units before another, or nil where there is none so early.
  static func time(_ count: Int64, of unit: Int64, before time: Int64) -> Int64? {
    let (distance, isTooFar) = count.multipliedReportingOverflow(by: unit)
    let (base, isTooEarly) = time.subtractingReportingOverflow(distance)
    return isTooFar || isTooEarly ? nil : base
  }

  private static func extraBits(for greatest: UInt64) -> Int {
    let bits = 32 - greatest.leadingZeroBitCount
    return extraWidths.first { $0 >= bits } ?? 32
  }

  private static func greatestCode(_ extraBits: Int) -> UInt64 { .max >> UInt64(32 - extraBits) }

  /// The greatest code there can be.
  var greatestCode: UInt64 { Self.greatestCode(extraBits) }

  /// The bytes that the further bits of so many codes take up.
  func extraBytes(_ count: Int) -> Int { (count * extraBits + 7) / 8 }

  /// Whether the times of a span have codes.
  func holds(_ span: TimeSpan) -> Bool {
    guard let range = span.range else { return true }
    guard range.lowerBound >= base, span.unit.isMultiple(of: unit) else { return false }
    let first = UInt64(bitPattern: range.lowerBound &- base)
    return first.isMultiple(of: UInt64(unit))
      && UInt64(bitPattern: range.upperBound &- base) / UInt64(unit) <= greatestCode
  }

  /// Returns the time of a code.
  @inline(__always)
  func time(of code: UInt64) -> Int64 { base &+ Int64(bitPattern: code) &* unit }

  /// Returns the code of a time that has one.
  @inline(__always)
  func code(of time: Int64) -> UInt64 {
    let distance = UInt64(bitPattern: time &- base)
    // Division by a constant takes a fraction of the time.
    return switch unit {
    case 1: distance
    case 1000: distance / 1000
    case 1_000_000: distance / 1_000_000
    default: distance / UInt64(unit)
    }
  }
}
