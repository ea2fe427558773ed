import FunnelCore

/// Writes the shop's times as ISO 8601 in UTC with milliseconds.
///
/// The shop is open in January 2026 only, so no calendar is needed.
enum ShopClock {
  static func append(_ time: Timestamp, to buffer: inout [UInt8]) {
    let milliseconds = (time.rawValue - ShopSimulation.start.rawValue) / 1000
    buffer += "2026-01-".utf8
    append(milliseconds / 86_400_000 + 1, digits: 2, then: "T", to: &buffer)
    append(milliseconds / 3_600_000 % 24, digits: 2, then: ":", to: &buffer)
    append(milliseconds / 60_000 % 60, digits: 2, then: ":", to: &buffer)
    append(milliseconds / 1000 % 60, digits: 2, then: ".", to: &buffer)
    append(milliseconds % 1000, digits: 3, then: "Z", to: &buffer)
  }

  private static func append(
    _ value: Int64, digits: Int, then mark: Unicode.Scalar, to buffer: inout [UInt8]
  ) {
    var divisor: Int64 = digits == 3 ? 100 : 10
    while divisor > 0 {
      buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
      divisor /= 10
    }
    buffer.append(UInt8(ascii: mark))
  }
}
