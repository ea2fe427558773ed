import Testing

@testable import FunnelCore

/// Rows of a store against the same rows sorted plainly.
struct RowOrderTests {
  private struct Row {
    var unit: String
    var time: Int64
    var event: String
    var values: [String: String]
  }

  private static func rows(_ count: Int, _ random: inout SeededGenerator) -> [Row] {
    (0..<count).map { number in
      var values = ["n": "\(number)", "long": "/a/path/that/is/long/\(number % 700)"]
      if number % 3 == 0 { values["third"] = "t\(Int.random(in: 0..<400, using: &random))" }
      if number % 500 == 7 { values["rare"] = "r\(number)" }
      if number > count / 2 { values["late"] = "\(number % 70_000)" }
      return Row(
        unit: unit(Int.random(in: 0..<max(1, count / 9), using: &random)),
        time: Int64.random(in: 0..<9, using: &random) + Int64(number / 50),
        event: "e\(Int.random(in: 0..<(number > 900 ? 600 : 5), using: &random))", values: values)
    }
  }

  /// The id of a unit: of every length around that of a key, and long ones that begin alike.
  private static func unit(_ number: Int) -> String {
    number.isMultiple(of: 3)
      ? "a-unit-with-a-long-id-\(number)" : String(repeating: "u", count: number % 11) + "\(number)"
  }

  private static func builder(_ rows: ArraySlice<Row>, after known: EventStoreBuilder? = nil)
    -> EventStoreBuilder
  {
    var builder =
      known
      ?? EventStoreBuilder(
        roles: EventStore.ColumnRoles(unit: "user", time: "time", event: "event"))
    for row in rows {
      builder.append(
        unit: row.unit, time: Timestamp(rawValue: row.time), event: row.event,
        properties: row.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
    return builder.coded()
  }

  /// What a store must hold for each unit, by its id.
  private static func expected(_ rows: [Row]) -> [String: [String]] {
    Dictionary(grouping: rows.enumerated(), by: \.element.unit).mapValues { rows in
      rows.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        .map { text($0.element.time, $0.element.event, $0.element.values) }
    }
  }

  private static func found(_ store: EventStore) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for unit in 0..<store.unitCount {
      found[store.unitIDs[unit]] = store.rows(of: UnitIndex(rawValue: unit)).map { row in
        var values: [String: String] = [:]
        for column in store.columns { values[column.name] = column.text(at: row) }
        return text(store.times[row], store.eventNames[store.eventCodes[row]], values)
      }
    }
    return found
  }

  private static func text(_ time: Int64, _ event: String, _ values: [String: String]) -> String {
    "\(time) \(event) \(values.sorted { $0.key < $1.key })"
  }

  @Test(arguments: [0, 1, 2, 255, 256, 257, 3000])
  func `stand by unit, time and order of reading`(count: Int) {
    var random = SeededGenerator(state: UInt64(count) + 5)
    let rows = Self.rows(count, &random)
    let store = Self.builder(rows[...]).makeStore()
    #expect(store.eventCount == count)
    #expect(Self.found(store) == Self.expected(rows))
  }

  @Test(arguments: [1, 2, 3, 5], [1, 300, .max])
  func `stand the same when others collected parts of them`(workers: Int, forgetting: Int) {
    var random = SeededGenerator(state: UInt64(workers))
    let rows = Self.rows(4000, &random)
    let whole = Self.builder(rows[...]).makeStore()
    var builder = Self.builder(rows[..<500])
    var known: [EventStoreBuilder] = []
    var (forgotten, remembered) = (0, 0)
    var start = 500
    while start < rows.count {
      let ends = (0...workers).map { min(rows.count, start + $0 * 300) }
      known = (0..<workers).map { worker in
        Self.builder(
          rows[ends[worker]..<ends[worker + 1]],
          after: worker < known.count ? known[worker].continued(forgetting: forgetting) : nil)
      }
      builder.absorb(known)
      forgotten += known.reduce(0) { count, other in
        count + other.columns.count { $0.texts.forgottenCount > 0 }
      }
      remembered += known.reduce(0) { count, other in
        count + other.columns.count { $0.texts.forgottenCount == 0 }
      }
      // In between rows may also come in order.
      start = min(rows.count, ends[workers] + 40)
      builder = Self.builder(rows[ends[workers]..<start], after: builder)
    }
    let store = builder.makeStore()
    // What is different in every row was forgotten, what comes again was not.
    #expect((forgotten > 0) == (forgetting < 1000))
    #expect(remembered > 0)
    #expect(store.unitIDs == whole.unitIDs)
    #expect(store.unitStarts == whole.unitStarts)
    #expect(store.eventNames == whole.eventNames)
    #expect(store.eventCodes == whole.eventCodes)
    #expect(Self.found(store) == Self.expected(rows))
    #expect(builder.unitCount == whole.unitCount)
  }

  @Test func `of many units stand span by span, those with the most first`() {
    var random = SeededGenerator(state: 12)
    let count = PartitionedRows.orderedCount + 500
    let rows = (0..<count).map { number in
      var unit = Int.random(in: 0..<3000, using: &random)
      if unit.isMultiple(of: 2) {
        // The rows of these lie near each other, some of them more than others.
        let width = 1 << Int.random(in: 0..<10, using: &random)
        unit = (number * 1500 / count + Int.random(in: 0..<width, using: &random)) % 1500 * 2
      }
      return Row(unit: Self.unit(unit), time: Int64(number), event: "e", values: [:])
    }
    let cut = count / 2
    let whole = Self.builder(rows[...]).makeStore()
    var joined = Self.builder(rows[..<9])
    joined.absorb([Self.builder(rows[9..<cut]), Self.builder(rows[cut...])])
    let store = joined.makeStore()
    #expect(Self.found(whole) == Self.expected(rows))
    #expect(store.unitIDs == whole.unitIDs)
    #expect(store.unitStarts == whole.unitStarts)
    #expect(joined.unitCount == Set(rows.map(\.unit)).count)
    let counts = zip(store.unitStarts, store.unitStarts.dropFirst()).map { $1 - $0 }
    // A span begins wherever a unit has more than the one before.
    let rises = zip(counts, counts.dropFirst()).filter { $0 < $1 }.count
    #expect(rises == RecordMemory.shelfCount - 1)
    Self.checkReaches(of: store, counts)
  }

  /// Checks that of the units of a span with the same number of rows those of the shortest time come first where
  /// that number is odd, and last where it is even.
  private static func checkReaches(of store: EventStore, _ counts: [Int]) {
    /// Which eighth of which power of two the time between the first and the last row of a unit is in.
    func reach(_ unit: Int) -> Double {
      let times = store.rows(of: UnitIndex(rawValue: unit)).map { store.times[$0] }
      let apart = Double(max(1, (times.last ?? 0) - (times.first ?? 0)) | 1)
      let power = apart.exponent
      return Double(power) + ((apart.significand - 1) * 8).rounded(.down) / 8
    }
    let reaches = counts.indices.map(reach)
    var (inOrder, different) = (0, 0)
    for (unit, next) in zip(counts.indices, counts.indices.dropFirst())
    where counts[unit] == counts[next] {
      if reaches[unit] != reaches[next] { different += 1 }
      let isOdd = counts[unit] % 2 == 1
      let fits = isOdd ? reaches[unit] <= reaches[next] : reaches[unit] >= reaches[next]
      if fits { inOrder += 1 } else { Issue.record("\(unit) of \(counts[unit]) rows") }
    }
    #expect(inOrder > 1000 && different > 500)
  }

  @Test func `that go on in the rest of others' memory leave these as they are`() {
    var random = SeededGenerator(state: 7)
    let rows = Self.rows(4000, &random)
    let first = Self.builder(rows[..<1000])
    // Both go on where the first ends, but only one of them has the rest of its memory.
    let left = Self.builder(rows[1000..<2500], after: first.continued())
    let right = Self.builder(rows[2500...], after: first.continued())
    let own = Self.builder(rows[1000..<2000], after: first)
    var joined = EventStoreBuilder(roles: first.roles)
    joined.absorb([first, left, right])
    #expect(Self.found(joined.makeStore()) == Self.expected(rows))
    #expect(Self.found(own.makeStore()) == Self.expected(Array(rows[..<2000])))
    #expect(Self.found(first.makeStore()) == Self.expected(Array(rows[..<1000])))
  }

  @Test func `of units with long ids can be added after these were taken over and forgotten`() {
    func rows(_ numbers: Range<Int>) -> [Row] {
      numbers.map { number in
        Row(unit: "a-long-id-of-\(number)", time: Int64(number), event: "e", values: [:])
      }
    }
    var first = Self.builder(rows(0..<40)[...])
    first.absorb([Self.builder(rows(40..<80)[...])])
    let next = Self.builder(rows(60..<100)[...], after: first.continued(forgetting: 1))
    #expect(next.units.forgottenCount == 80)
    #expect(Self.found(next.makeStore()) == Self.expected(rows(60..<100)))
    #expect(next.unitCount == 40)
  }

  @Test(arguments: [1, 3])
  func `stand by time when times and units need ever more room`(workers: Int) {
    var random = SeededGenerator(state: UInt64(workers) + 40)
    let rows = (0..<9000).map { number in
      // Seconds, then thousandths, then millionths, and at last of any year, before and after.
      let stage = number / 3000
      let unit: Int64 = [1_000_000, 1000, 1][stage]
      let reach: Int64 = stage == 2 && number % 3000 > 1500 ? .max / 2 : 4_000_000_000
      let id = Int.random(in: 0..<300, using: &random)
      let zeros = stage == 1 && id.isMultiple(of: 7) ? "\0" : ""
      return Row(
        unit: number < 1000 ? "\(id)" : Self.unit(id) + zeros,
        time: Int64.random(in: -reach / unit...reach / unit, using: &random) * unit, event: "e",
        values: number % 4 == 0 ? ["n": "\(number)"] : [:])
    }
    let whole = Self.builder(rows[...])
    let layouts = (whole.closed.map(\.rows) + [whole.open]).flatMap(\.layouts)
    #expect(Set(layouts.map(\.clock.width)) == [4, 6, 8])
    #expect(Set(layouts.map(\.clock.form.unit)) == [1_000_000, 1000, 1])
    #expect(Set(layouts.map(\.unitWidth)).isSuperset(of: [8, TextKey.size]))
    #expect(whole.open.layout.unitWidth == TextKey.size)
    #expect(Self.found(whole.makeStore()) == Self.expected(rows))
    var joined = Self.builder(rows[..<10])
    let ends = (0...workers).map { 10 + (rows.count - 10) * $0 / workers }
    joined.absorb((0..<workers).map { Self.builder(rows[ends[$0]..<ends[$0 + 1]]) })
    #expect(Self.found(joined.makeStore()) == Self.expected(rows))
  }

  @Test func `added to a copy do not show in the original`() {
    var random = SeededGenerator(state: 99)
    let rows = Self.rows(900, &random)
    let original = Self.builder(rows[..<300])
    let copy = Self.builder(rows[300..<600], after: original)
    let other = Self.builder(rows[600...], after: original)
    #expect(Self.found(original.makeStore()) == Self.expected(Array(rows[..<300])))
    #expect(Self.found(copy.makeStore()) == Self.expected(Array(rows[..<600])))
    #expect(
      Self.found(other.makeStore()) == Self.expected(Array(rows[..<300] + rows[600...])))
  }
}
