import Testing

@testable import FunnelCore

struct RecentMinuteTests {
  private struct HalfPast: InputTimeZone {
    func offsetSeconds(atLocal seconds: Int64) -> Int64 { seconds % 7200 < 3600 ? 1800 : 5400 }
  }

  private static let shapes = [
    "2026-01-31T08:15:42.125Z", "2026-01-31 08:15:42", "2026-01-31T08:15:42Z",
    "2026-01-31T08:15:42.1", "2026-01-31T08:15:42.123456Z", "2026-01-31T08:15:42.1234567Z",
    "2026-01-31T08:15:42+02:00", "2026-01-31T08:15:60Z", "1/May/2015:10:05:03 +0000",
    "17/May/2015:10:05:03", "2026-1-31  08:15:42.5", "2026-01-31T08:15:42.Z", "1769847342.125",
    "20260131T08:15:42.125", "2026-01-31T08:15:42,125Z", " 2026-01-31T08:15:42",
  ]

  @Test(arguments: [false, true])
  func `gives what the parser gives, whatever came before`(hasZone: Bool) {
    let parser = TimestampParser(zone: hasZone ? HalfPast() : nil)
    var random = SeededGenerator(state: 8)
    var recent = RecentMinute()
    var understood = 0
    for _ in 0..<20_000 {
      var text = Array((Self.shapes.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = text.indices.randomElement(using: &random) ?? 0
        text[place] = Array("0123456789:.-TZ ".utf8).randomElement(using: &random) ?? 0
      }
      let (fast, slow) = text.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return (Timestamp?.none, Timestamp?.none) }
        let slice = ByteSlice(base: base, count: buffer.count)
        return (recent.parse(slice, by: parser), parser.parse(slice))
      }
      #expect(fast == slow, "\(String(decoding: text, as: UTF8.self))")
      if slow != nil { understood += 1 }
    }
    #expect(understood > 5000)
  }
}
