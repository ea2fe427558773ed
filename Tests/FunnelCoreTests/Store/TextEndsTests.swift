import Testing

@testable import FunnelCore

/// Ends of texts kept in one byte each, which carry often, against plain sums.
struct TextEndsTests {
  @Test func `say where each text lies`() {
    var random = SeededGenerator(state: 12)
    for count in [0, 1, 2, 3, 10, 300] {
      for longest in [0, 1, 60, 255] {
        let lengths = (0..<count).map { _ in Int.random(in: 0...longest, using: &random) }
        var ends: [Int] = []
        var carries = TextCarries()
        var lows: [UInt8] = []
        for length in lengths {
          let end = (ends.last ?? 0) + length
          let low = UInt8(truncatingIfNeeded: end)
          if let before = lows.last { carries.note(low, after: before, text: lows.count) }
          ends.append(end)
          lows.append(low)
        }
        let expected = zip([0] + ends, ends).map { $0..<$1 }
        let noted = TextEnds(lows: SharedArray(lows), carries: carries)
        #expect((0..<count).map { noted.range(of: $0) } == expected)
        let total = ends.last ?? 0
        let found = TextEnds(lows: SharedArray(lows), total: total)
        #expect(found?.carries == carries)
        #expect(carries.count == total >> 8)
        #expect(carries.count(in: 0..<count) == carries.count)
        // As many bytes more or less as the lower part does not show.
        #expect(TextEnds(lows: SharedArray(lows), total: total + 256) == nil)
        if total >= 512 { #expect(TextEnds(lows: SharedArray(lows), total: total - 256) == nil) }
      }
    }
  }
}
