/// Rounds the times of some data down to 15 bits.
///
/// A tick is a length that divides a day where that is fine enough, so that the borders of days and
/// hours, and the windows people choose, are whole ticks and nothing about them is uncertain.
struct SlicedClock: Sendable, Equatable {
  /// The number of the last tick.
  static let lastTick = UInt64(0x7FFF)
  /// A rounded time that no event has.
  static let never = UInt16.max

  /// The time at which the ticks begin.
  let origin: Int64
  /// The microseconds from one tick to the next.
  let tick: UInt64
  /// 2⁶⁴ through the tick, rounded down: a product by it takes less time than a division.
  private let inverse: UInt64

  /// Lengths that divide a day, in microseconds.
  private static let roundTicks: [UInt64] = {
    let second: UInt64 = 1_000_000
    let fractions: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000]
    let seconds: [UInt64] = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map { $0 * second }
    let hours: [UInt64] = [1, 2, 3, 4, 6, 8, 12, 24].map { $0 * 3600 * second }
    return fractions + seconds + seconds.map { $0 * 60 } + hours
  }()

  /// Chooses the finest ticks that hold all times of a range.
  init(_ range: ClosedRange<Int64>) {
    for tick in Self.roundTicks {
      let rest = range.lowerBound % Int64(tick)
      let (origin, overflow) = range.lowerBound.subtractingReportingOverflow(
        rest < 0 ? rest + Int64(tick) : rest)
      let clock = SlicedClock(origin: origin, tick: tick)
      if !overflow, clock.distance(to: range.upperBound) / tick <= Self.lastTick {
        self = clock
        return
      }
    }
    origin = range.lowerBound
    tick = UInt64(bitPattern: range.upperBound &- range.lowerBound) / (Self.lastTick + 1) + 1
    inverse = .max / tick
  }

  private init(origin: Int64, tick: UInt64) {
    self.origin = origin
    self.tick = tick
    inverse = .max / tick
  }

  /// Returns the microseconds from the origin to a later time, which may not fit 63 bits.
  @inline(__always)
  private func distance(to time: Int64) -> UInt64 { UInt64(bitPattern: time &- origin) }

  /// Returns the tick of a time of the data.
  @inline(__always)
  func rounded(_ time: Int64) -> UInt16 {
    let distance = distance(to: time)
    // Too small by two at most.
    var ticks = distance.multipliedFullWidth(by: inverse).high
    var rest = distance &- ticks &* tick
    while rest >= tick {
      rest &-= tick
      ticks &+= 1
    }
    return UInt16(truncatingIfNeeded: ticks)
  }

  /// Whether no other time of the same tick is before this time of the data.
  func isFirst(_ time: Int64) -> Bool { distance(to: time) % tick == 0 }

  /// Whether no other time of the same tick is after this time of the data.
  func isLast(_ time: Int64) -> Bool { distance(to: time) % tick == tick - 1 }

  /// Returns how many ticks apart two times can be that lie within a length, the end included, and
  /// how many ticks apart they can be outside; no event is 0x8000 ticks after another.
  func ticks(within length: Int64) -> (lastPossible: UInt16, firstUncertain: UInt16) {
    let length = UInt64(max(0, length))
    if length >= UInt64(Int64.max) { return (UInt16(Self.lastTick), UInt16(Self.lastTick + 1)) }
    // Ticks that differ by d ≥ 1 belong to times that differ by (d − 1) × tick + 1 at least and
    // (d + 1) × tick − 1 at most.
    let possible = length == 0 ? 0 : (length - 1) / tick + 1
    let uncertain = (length + 1) / tick
    return (
      UInt16(min(possible, Self.lastTick)), UInt16(min(uncertain, Self.lastTick + 1))
    )
  }
}
