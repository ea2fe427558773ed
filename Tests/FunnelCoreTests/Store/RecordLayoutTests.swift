import Testing

@testable import FunnelCore

/// Times and units of records, as narrow as they may be, against what was put in.
struct RecordLayoutTests {
  private static let extremes: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
  private static let distances: [Int64] = [
    0, 1, 1 << 28, 1 << 31, 1 << 32, 1 << 44, 1 << 47, 1 << 48, 1 << 52, 1 << 61,
  ]

  /// Spans of two times around many places, in every unit, whose sums do not overflow.
  private static func spans() -> [[Int64]] {
    var spans: [[Int64]] = extremes.flatMap { left in extremes.map { [left, $0] } }
    for start in [-1_000_000, 0, 1_767_225_600_000_000, -(1 << 61)] as [Int64] {
      for distance in distances {
        for unit in [1, 1000, 1_000_000] as [Int64] {
          let (length, isTooLong) = distance.multipliedReportingOverflow(by: unit)
          let first = start / unit * unit
          let (last, isTooLate) = first.addingReportingOverflow(length)
          if !isTooLong, !isTooLate { spans.append([first, last]) }
        }
      }
    }
    return spans
  }

  /// The layout that replaces the first one for times and a unit; nil where that has room.
  private static func layout(for times: [Int64], _ unit: TextKey) -> RecordLayout? {
    withUnsafePointer(to: unit) {
      RecordLayout().fitted(to: TimeSpan(times), UnsafeBufferPointer(start: $0, count: 1))
    }
  }

  /// Writes times with a unit and returns what is read.
  private static func copies(of times: [Int64], _ unit: TextKey, _ layout: RecordLayout) -> [Int64]
  {
    var found: [Int64] = []
    let units = Array(repeating: unit, count: times.count)
    withUnsafeTemporaryAllocation(byteCount: times.count * layout.size, alignment: 1) { memory in
      guard let base = memory.baseAddress else { return }
      let records = times.indices.map { base + $0 * layout.size }
      layout.store(units, times, times.count, to: records)
      for record in records {
        #expect(layout.unit(of: UnsafeRawPointer(record)) == unit)
        found.append(layout.time(of: UnsafeRawPointer(record)))
      }
    }
    return found
  }

  @Test func `a clock made for a span holds its times exactly`() {
    var widths: [Int: Int] = [:]
    for times in Self.spans() {
      let clock = RecordClock(TimeSpan(times))
      widths[clock.width, default: 0] += 1
      #expect(clock.holds(TimeSpan(times)))
      for unit in [TextKey(code: 7), TextKey(low: 0x61, high: 2 << 24)] {
        guard let layout = Self.layout(for: times, unit) else {
          #expect(times.allSatisfy { $0 >= 0 && $0 % 1_000_000 == 0 && $0 >> 32 < 1_000_000 })
          continue
        }
        #expect(Self.copies(of: times, unit, layout) == times)
      }
    }
    #expect(widths.keys.sorted() == [4, 6, 8])
    #expect(widths.values.allSatisfy { $0 > 5 })
  }

  @Test func `what a clock holds comes out as it went in`() {
    var (held, others) = (0, 0)
    let spans = Self.spans()
    for clockTimes in spans.enumerated().filter({ $0.offset % 4 == 1 }).map(\.element) {
      guard
        let layout = Self.layout(for: clockTimes, TextKey(low: 0, high: 1 << 24))
      else { continue }
      #expect(!layout.packsUnits)
      for times in spans {
        if layout.clock.holds(TimeSpan(times)) {
          held += 1
          #expect(Self.copies(of: times, TextKey(low: 0, high: 1 << 24), layout) == times)
        } else if layout.clock.form.base < 1 << 62 {
          others += 1
          // Some time would come out as another.
          #expect(
            layout.clock.width < 8
              && Self.copies(of: times, TextKey(code: 1), layout) != times)
        }
      }
    }
    #expect(held > 1000 && others > 1000)
  }

  @Test func `somewhat earlier times than the first do not change the clock`() {
    let first: Int64 = 1_767_225_600_123_000
    let clock = RecordClock(TimeSpan([first]))
    #expect(clock.width == 4)
    #expect(clock.form.unit == 1000)
    let day: Int64 = 86_400_000_000
    #expect(clock.holds(TimeSpan([first - 6 * day, first + 40 * day])))
    #expect(!clock.holds(TimeSpan([first - 7 * day])))
    #expect(!clock.holds(TimeSpan([first + 1])))
  }
}
