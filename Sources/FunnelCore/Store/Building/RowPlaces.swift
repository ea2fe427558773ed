/// Where the rows of one span go in a store: units one after the other, in time order each.
///
/// A counting sort by unit keeps the order of reading; only units whose rows are out of time order
/// are sorted. One value serves for span after span, so that its memory stays near the processor.
struct RowPlaces: ~Copyable {
  /// The place of each row, in the order of reading.
  private var places: [UInt32] = []
  /// The number of each row's unit.
  private var numbers: [UInt32] = []
  private var units = SpanUnits()
  /// Where the rows of each unit start.
  private var starts: [Int] = []
  private var order = UnitOrder()
  private var reaches = UnitReaches()
  /// For each unit the number of its rows, then the next free place.
  private var next: [UInt32] = []
  private var isUnsorted: [Bool] = []
  private var hasUnsorted = false
  /// The time at each place, from the first of the span on.
  private var times: [Int64] = []

  /// Calls `body` with the place of each row, in the order of reading.
  func withPlaces(_ body: (UnsafePointer<UInt32>) -> Void) {
    places.withUnsafeBufferPointer { places in
      if let base = places.baseAddress { body(base) }
    }
  }

  /// Finds the units and the places of a span's rows, and writes their times.
  mutating func find(_ span: Int, of assembly: StoreAssembly, _ target: StoreAssembly.Target) {
    let (parts, groups) = (assembly.spans[span], assembly.groups)
    let firstRow = assembly.firstRows[span]
    let rowCount = assembly.firstRows[span + 1] - firstRow
    let leftOut = groups.reduce(0) { $0 + $1.mostUnitsLeftOut(of: parts) }
    grow(rows: rowCount, units: rowCount + leftOut)
    units.removeAll()
    order.removeAll()
    let isWhole = assembly.spans.count == 1
    if isWhole { units.meet(inOrderOf: groups) }
    count(parts, groups)
    for group in groups {
      for part in parts {
        group.forEachUnitLeftOut(of: part..<part + 1) { _ = units.number(of: $0) }
        order.note(unitCount: units.keys.count, in: part)
      }
    }
    let unitCount = units.keys.count
    if isWhole {
      order.keep()
    } else {
      reaches.find(parts, of: groups, numbers, unitCount: unitCount)
      order.sort(by: next, reaches, of: parts)
    }
    if starts.count < unitCount { starts = Array(repeating: 0, count: unitCount) }
    var place = firstRow
    for unit in order.units {
      let count = Int(next[Int(unit)])
      starts[Int(unit)] = place
      next[Int(unit)] = UInt32(place)
      place += count
    }
    put(parts, groups, firstRow: firstRow)
    if hasUnsorted { sort(rowCount, unitCount, firstRow: firstRow) }
    if rowCount == 0 { return }
    times.withUnsafeBufferPointer { times in
      target.times.set(
        from: firstRow, to: UnsafeBufferPointer(rebasing: times[..<rowCount]))
    }
  }

  /// Adds the units of the span whose rows were placed last.
  func addUnits(to found: inout FoundUnits, _ longTexts: TextInterner) {
    for unit in order.units {
      found.append(units.keys[Int(unit)], start: starts[Int(unit)], longTexts)
    }
  }

  private mutating func grow(rows: Int, units mostUnits: Int) {
    if places.count < rows {
      places = Array(repeating: 0, count: rows)
      numbers = Array(repeating: 0, count: rows)
      times = Array(repeating: 0, count: rows)
    }
    if next.count < mostUnits {
      next = Array(repeating: 0, count: mostUnits)
      isUnsorted = Array(repeating: false, count: mostUnits)
    }
    for unit in 0..<mostUnits { (next[unit], isUnsorted[unit]) = (0, false) }
    hasUnsorted = false
  }

  /// Looks up each row's unit and counts the rows of each.
  private mutating func count(_ parts: Range<Int>, _ groups: [StoreAssembly.Group]) {
    var row = 0
    numbers.withUnsafeMutableBufferPointer { numbers in
      next.withUnsafeMutableBufferPointer { counts in
        for group in groups {
          for part in parts {
            group.forEachUnit(of: part..<part + 1) { key in
              let number = units.number(of: key)
              numbers[row] = UInt32(truncatingIfNeeded: number)
              counts[number] &+= 1
              row &+= 1
            }
            order.note(unitCount: units.keys.count, in: part)
          }
        }
      }
    }
  }

  /// Gives every row the next place of its unit, and notes units whose times do not ascend.
  private mutating func put(
    _ parts: Range<Int>, _ groups: [StoreAssembly.Group], firstRow: Int
  ) {
    var times: [Int64] = []
    swap(&times, &self.times)
    var unsorted = false
    times.withUnsafeMutableBufferPointer {
      unsorted = put(parts, groups, firstRow: firstRow, $0)
    }
    swap(&times, &self.times)
    hasUnsorted = unsorted
  }

  /// Gives every row its place, and returns whether times of a unit do not ascend.
  private mutating func put(
    _ parts: Range<Int>, _ groups: [StoreAssembly.Group], firstRow: Int,
    _ times: UnsafeMutableBufferPointer<Int64>
  ) -> Bool {
    var unsorted = false
    numbers.withUnsafeBufferPointer { numbers in
      next.withUnsafeMutableBufferPointer { next in
        places.withUnsafeMutableBufferPointer { places in
          isUnsorted.withUnsafeMutableBufferPointer { isUnsorted in
            groups.forEachRow(of: parts, numbers) { row, unit, time in
              let place = Int(next[unit])
              next[unit] &+= 1
              places[row] = UInt32(truncatingIfNeeded: place)
              times[place &- firstRow] = time
              if place > starts[unit], times[place &- firstRow &- 1] > time {
                isUnsorted[unit] = true
                unsorted = true
              }
            }
          }
        }
      }
    }
    return unsorted
  }

  /// Brings the units that are out of time order into it.
  private mutating func sort(
    _ rowCount: Int, _ unitCount: Int, firstRow: Int
  ) {
    // Which row stands at each place.
    var rows = Array(repeating: UInt32(0), count: rowCount)
    for row in 0..<rowCount { rows[Int(places[row]) - firstRow] = UInt32(row) }
    for unit in 0..<unitCount where isUnsorted[unit] {
      let range = starts[unit]..<Int(next[unit])
      // The row as second key keeps the order of reading whatever the sort does with ties.
      let order = range.map { (time: times[$0 - firstRow], row: rows[$0 - firstRow]) }
        .sorted { ($0.time, $0.row) < ($1.time, $1.row) }
      for (place, moved) in zip(range, order) {
        times[place - firstRow] = moved.time
        places[Int(moved.row)] = UInt32(place)
      }
    }
  }
}
