import CKernels
import Testing

@testable import FunnelCore

/// Times kept as codes against the times themselves.
struct TimeColumnTests {
  private static let second: Int64 = 1_000_000

  /// Times of which the least and the greatest are `bits` bits of units apart.
  private static func times(
    _ count: Int, bits: Int, unit: Int64, from base: Int64, _ random: inout SeededGenerator
  ) -> [Int64] {
    let greatest = UInt64.max >> UInt64(64 - bits)
    return (0..<count).map { place in
      let code =
        place == 0 ? 0 : place == 1 ? greatest : UInt64.random(in: 0...greatest, using: &random)
      return base &+ Int64(bitPattern: code) &* unit
    }
  }

  @Test func `every time comes back, in as few bits as the span needs`() {
    var random = SeededGenerator(state: 1)
    for (unit, base): (Int64, Int64) in [
      (1, -7), (1000, 1_700_000_000_123_000), (Self.second, -Self.second), (1, .min),
    ] {
      for bits in [1, 8, 31, 32, 33, 34, 35, 36, 37, 40, 41, 43] {
        for count in [2, 3, 7, 8, 9, 40] {
          let times = Self.times(count, bits: bits, unit: unit, from: base, &random)
          let column = TimeColumn(times)
          #expect(Array(column) == times)
          column.withReading { reading in
            #expect(times.indices.allSatisfy { reading[$0] == times[$0] })
          }
          let extra = column.form.extraBits
          // The few times may happen to be multiples of a longer unit, never of a shorter one only.
          #expect(column.form.unit >= unit)
          if column.form.unit == unit {
            #expect(extra == TimeForm.extraWidths.first { $0 >= bits - 32 })
          }
          #expect(column.extras.count == (count * extra + 7) / 8)
        }
      }
    }
    let ends: [Int64] = [.min, 0, .max, -1]
    #expect(Array(TimeColumn(ends)) == ends)
    #expect(TimeColumn(ends).form.extraBits == 32)
    #expect(TimeColumn([]).isEmpty)
    #expect(Array(TimeColumn([5])) == [5])
  }

  @Test func `the unit is the longest of which all are multiples`() {
    for (times, unit): ([Int64], Int64) in [
      ([], Self.second), ([0], Self.second), ([-3_000_000, 5_000_000], Self.second),
      ([1_000_000, 1_001_000], 1000), ([1_000_000, 1_000_001], 1), ([-1000], 1000), ([.min], 1),
      ([1_000_500], 1), ([500_000], 1000),
    ] {
      #expect(TimeSpan(times).unit == unit, "\(times)")
      // At once or one by one.
      var span = TimeSpan()
      times.withUnsafeBufferPointer { span.note($0) }
      #expect(span == TimeSpan(times))
      #expect(span.range?.lowerBound == times.min() && span.range?.upperBound == times.max())
      #expect(TimeForm(span).holds(span) && TimeForm(span, isGrowing: true).holds(span))
    }
  }

  @Test func `a form holds the times that have a code`() {
    let form = TimeForm(base: 1000, unit: 1000, extraBits: 1)
    let greatest = 1000 + ((1 << 33) - 1) * 1000
    for (times, isHeld): ([Int64], Bool) in [
      ([], true), ([1000], true), ([Int64(greatest)], true), ([Int64(greatest) + 1000], false),
      ([0], false), ([-Self.second], false), ([1001], false), ([5000, 7001], false),
      ([.min, .max], false),
    ] {
      #expect(form.holds(TimeSpan(times)) == isHeld, "\(times)")
    }
    // Where the base is no multiple of the unit, multiples have no code.
    #expect(!TimeForm(base: 1, unit: 1000, extraBits: 32).holds(TimeSpan([5000])))
  }

  @Test func `several threads fill a stretch each`() {
    var random = SeededGenerator(state: 3)
    for bits in [32, 33, 34, 36, 40, 48, 60] {
      let times = Self.times(1000, bits: bits, unit: 1, from: 5, &random)
      let form = TimeForm(TimeSpan(times))
      for stretch in [1, 3, 8, 13, 100] {
        let column = TimeColumn(form, count: times.count) { writing in
          _ = concurrently((times.count + stretch - 1) / stretch) { part in
            let first = part * stretch
            times[first..<min(first + stretch, times.count)].withUnsafeBufferPointer {
              writing.set(from: first, to: $0)
            }
          }
        }
        #expect(Array(column) == times)
      }
    }
  }

  @Test func `codes are read at a stretch as one by one`() {
    var random = SeededGenerator(state: 4)
    for bits in [32, 33, 34, 36, 40, 48, 63] {
      let column = TimeColumn(Self.times(90, bits: bits, unit: 1, from: 0, &random))
      column.withReading { reading in
        for (first, count) in [(0, 90), (1, 1), (7, 9), (8, 64), (89, 1), (3, 0)] {
          var codes = [UInt64](repeating: 0, count: 90)
          let greatest = time_codes(
            Array(column.words[first..<first + count]), Array(column.extras),
            Int32(column.form.extraBits), first, count, &codes)
          let expected = (first..<first + count).map { reading.code(at: $0) }
          #expect(Array(codes[..<count]) == expected)
          #expect(greatest == expected.max() ?? 0)
        }
      }
    }
  }

  @Test func `rows are gathered`() {
    var random = SeededGenerator(state: 5)
    for bits in [20, 33, 35, 44, 60] {
      let times = Self.times(50, bits: bits, unit: 1, from: -9, &random)
      let rows = (0..<70).map { _ in Int.random(in: 0..<50, using: &random) }
      #expect(Array(TimeColumn(times).gathered(rows)) == rows.map { times[$0] })
    }
  }

  /// Batches of times of which each fits the form of those before less than the last did.
  private static let batches: [[Int64]] = [
    [5_000_000, 8_000_000, 90_000_000], [7_000_000, 91_000_000], [-4_000_000, 6_500_000],
    [6_500_001], [1 << 45], [-1 << 50, 3], [1 << 59], [.min, .max, 0],
  ]

  @Test func `a store grows by times that its form does not hold`() {
    for first in 1..<Self.batches.count {
      let roles = EventStore.ColumnRoles(unit: "u", time: "t", event: "e")
      var builder = EventStoreBuilder(roles: roles)
      var all: [Int64] = []
      func append(_ times: [Int64]) {
        for time in times {
          builder.append(
            unit: "\(all.count % 3)", time: Timestamp(rawValue: time), event: "a",
            properties: [("n", "\(all.count)")])
          all.append(time)
        }
      }
      append(Array(Self.batches[..<first].joined()))
      var growing = GrowingStore(taking: &builder)
      for batch in Self.batches[first...] {
        let before = growing.store
        let earlier = Array(before.times)
        append(batch)
        growing.take(from: &builder)
        // Whoever looks at the store before sees no change.
        #expect(Array(before.times) == earlier)
        let store = growing.store
        for unit in 0..<store.unitCount {
          let rows = store.rows(of: UnitIndex(rawValue: unit))
          let number = Int(store.unitIDs[unit]) ?? -1
          let expected = all.indices.filter { $0 % 3 == number }
            .sorted { (all[$0], $0) < (all[$1], $1) }
          #expect(rows.map { store.columns[0].text(at: $0) } == expected.map { "\($0)" })
          #expect(rows.map { store.times[$0] } == expected.map { all[$0] })
        }
      }
    }
  }

  @Test func `further times of the same kind need no new form`() {
    var builder = EventStoreBuilder(roles: .init(unit: "u", time: "t", event: "e"))
    let day = 86_400 * Self.second
    func append(_ milliseconds: Int64) {
      builder.append(
        unit: "\(milliseconds % 50)", time: Timestamp(rawValue: milliseconds * 1000), event: "a")
    }
    for place: Int64 in 0..<1000 { append(place * 90 * day / 1_000_000 + place % 7) }
    var growing = GrowingStore(taking: &builder)
    #expect(growing.store.times.form.extraBits == 8)
    for batch: Int64 in 1..<20 {
      let before = growing.store
      append(batch * 100 * day / 1000 + batch)
      append(-batch * 100 * day / 1000 - batch)
      growing.take(from: &builder)
      #expect(growing.store.times.form == before.times.form)
    }
  }
}
