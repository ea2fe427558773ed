import Testing

@testable import FunnelCore

struct ExactDecimalTests {
  @Test(arguments: ["0x10", "inf", "nan", " 1", "1 ", "", "-", ".", "1e", "1_000", "+-1"])
  func `takes only plain decimals for numbers`(_ text: String) {
    #expect(ExactDecimal(text.utf8) == nil)
  }

  /// Numbers in ascending order; those of one row are equal.
  private static let ascending = [
    ["-1e400"], ["-18446744073709551616"], ["-9007199254740993"], ["-1.50", "-1.5", "-15e-1"],
    ["-0.10000000000000001"], ["-0.1"], ["-1e-400"], ["0", "-0", "+0.00", "0e9"], ["1e-400"],
    ["0.1", ".1", "10e-2"], ["0.10000000000000001"], ["1", "+1", "01", "1."], ["2."],
    ["10", "1E1"],
    ["9007199254740992"], ["9007199254740993"], ["9223372036854775807"], ["9223372036854775808"],
    ["20530135523267709051"], ["1e400"], ["1e99999999999999999999999"],
  ]

  @Test func `orders numbers of any size exactly`() throws {
    for (low, lows) in Self.ascending.enumerated() {
      for (high, highs) in Self.ascending.enumerated() {
        for first in lows {
          for second in highs {
            let left = try #require(ExactDecimal(first.utf8))
            let right = try #require(ExactDecimal(second.utf8))
            #expect((left < right) == (low < high), "\(first) < \(second)")
            #expect((left == right) == (low == high), "\(first) = \(second)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("9007199254740993", 0, 9_007_199_254_740_993, true), ("1.25", 1, 12, false),
    ("1.25", 2, 125, true), ("-1.25", 1, -13, false), ("-1.25", 3, -1_250, true),
    ("0.001", 1, 0, false), ("-0.001", 1, -1, false), ("0", 5, 0, true),
    ("9223372036854775807", 0, .max, true), ("9223372036854775808", 0, .max, false),
    ("-9223372036854775808", 0, .min, true), ("1e400", 2, .max, false), ("-1e400", 2, .min, false),
  ])
  func `finds the whole number below`(_ text: String, _ power: Int, _ value: Int64, _ isExact: Bool)
    throws
  {
    let floor = try #require(ExactDecimal(text.utf8)).floor(timesTenToThe: power)
    #expect(floor.value == value)
    #expect(floor.isExact == isExact)
  }

  /// The ids are few, kept as text, or many, kept as decimals.
  @Test(arguments: [1, 5000])
  func `finds ids of 64 bits on the right side of a bound`(copies: Int) throws {
    let base: Int64 = 9_007_199_254_740_990
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "ts", event: "event"))
    for index in 0..<(5 * Int64(copies)) {
      builder.append(
        unit: "u", time: Timestamp(rawValue: index), event: "e",
        properties: [("id", "\(base + index)")])
    }
    let store = builder.makeStore()
    let count = 5 * copies
    for (text, expected) in [
      ("id > 9007199254740992", count - 3), ("id >= 9007199254740992", count - 2),
      ("id < 9007199254740993", 3), ("id <= 9007199254740992.5", 3), ("id > 1e400", 0),
      ("id < 1e400", count), ("id > -1e400", count), ("id > 9007199254740991.5", count - 2),
      ("id >= 9007199254740991.5", count - 2), ("id < 9007199254740991.5", 2),
    ] {
      #expect(try store.rows(matching: Predicate(parsing: text)).count == expected, "\(text)")
    }
  }
}
