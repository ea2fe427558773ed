import Foundation
import FunnelCore
import FunnelReport
import Testing

@Suite struct ISO8601Tests {
  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00Z"), (1_769_904_000_123_000, "2026-02-01T00:00:00.123Z"),
    (951_782_400_000_001, "2000-02-29T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
    (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"),
    (253_402_300_800_000_000, "+010000-01-01T00:00:00Z"),
    (.min, "-290308-12-21T19:59:05.224192Z"), (.max, "+294247-01-10T04:00:54.775807Z"),
  ])
  func `a moment is written in UTC`(microseconds: Int64, expected: String) {
    #expect(ISO8601.text(Timestamp(rawValue: microseconds)) == expected)
  }

  @Test func `every day of four centuries agrees with the calendar`() throws {
    let style = Date.ISO8601FormatStyle()
    for day in stride(from: -50_000, through: 100_000, by: 7) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let moment = Timestamp(rawValue: Int64(day) * 86_400_000_000)
      #expect(ISO8601.text(moment) == style.format(date))
    }
  }
}
