/// New rows of some units, and with them the rows that these units have already.
struct AddedRows {
  /// A new row and where its codes are.
  private struct New {
    var unit: Int
    var time: Int64
    var group: Int
    var part: Int
    /// The row within its part.
    var row: UInt32
    var record: UnsafeRawPointer
    var layout: Int
  }

  /// Rows that go behind the others one after the other.
  private enum Piece {
    /// Rows of the store.
    case old(Range<Int>)
    /// New rows, by their places among these.
    case new(Range<Int>)
  }

  private let groups: [RowGroup]
  /// The new rows, unit after unit, in the order of reading.
  private let rows: [New]
  private var pieces: [Piece] = []
  /// The units that got rows, ascending, and where the rows of each end.
  private(set) var units: [(number: Int, end: Int)] = []
  /// How many rows go behind the others.
  private(set) var count = 0

  /// Merges new rows with those that a store has of their units.
  ///
  /// The codes of units must be their numbers in the store.
  ///
  /// - Complexity: O(new rows log new rows), plus sorting for units whose new rows are not the latest.
  init(_ groups: [RowGroup], store: EventStore) {
    self.groups = groups
    let found = Self.rows(groups)
    // The place as second key keeps the order of reading: a unit's rows are all in one part.
    let order = found.indices.sorted { (found[$0].unit, $0) < (found[$1].unit, $1) }
    rows = order.map { found[$0] }
    var start = 0
    while start < rows.count {
      let unit = rows[start].unit
      var end = start + 1
      while end < rows.count, rows[end].unit == unit { end += 1 }
      let old = unit < store.unitCount ? store.rows(of: UnitIndex(rawValue: unit)) : 0..<0
      merge(old, start..<end, store.times)
      units.append((unit, count))
      start = end
    }
  }

  private static func rows(_ groups: [RowGroup]) -> [New] {
    var rows: [New] = []
    for (number, group) in groups.enumerated() {
      for part in 0..<PartitionedRows.partCount {
        var row: UInt32 = 0
        group.rows.forEachRun(ofPart: part) { run in
          let layout = group.rows.layouts[run.layout]
          for index in 0..<run.count {
            let record = UnsafeRawPointer(run.base + index * layout.size)
            guard let unit = layout.unit(of: record).code else {
              preconditionFailure("units of new rows are called by their numbers")
            }
            rows.append(
              New(
                unit: unit, time: layout.time(of: record),
                group: number, part: part, row: row, record: record, layout: run.layout))
            row += 1
          }
        }
      }
    }
    return rows
  }

  /// Adds the pieces of one unit.
  private mutating func merge(
    _ old: Range<Int>, _ new: Range<Int>, _ times: TimeColumn
  ) {
    count += old.count + new.count
    let isAscending = new.dropFirst().allSatisfy { rows[$0 - 1].time <= rows[$0].time }
    // What comes last was mostly read last.
    if isAscending, old.isEmpty || times[old.upperBound - 1] <= rows[new.lowerBound].time {
      if !old.isEmpty { pieces.append(.old(old)) }
      pieces.append(.new(new))
      return
    }
    // Old rows come before new ones of the same time, as they were read before.
    var all = old.map { (time: times[$0], isNew: false, place: $0) }
    all += new.map { (time: rows[$0].time, isNew: true, place: $0) }
    for index in all.indices.sorted(by: { (all[$0].time, $0) < (all[$1].time, $1) }) {
      let range = all[index].place..<all[index].place + 1
      switch (pieces.last, all[index].isNew) {
      case (.old(let last)?, false) where last.upperBound == range.lowerBound:
        pieces[pieces.count - 1] = .old(last.lowerBound..<range.upperBound)
      case (_, false): pieces.append(.old(range))
      case (_, true): pieces.append(.new(range))
      }
    }
  }

  /// Fills memory with what old and new rows have, old ones copied from an array.
  func fill<Element: BitwiseCopyable & Sendable>(
    _ target: UnsafeMutablePointer<Element>, old: SharedArray<Element>, new: (Int) -> Element
  ) {
    old.withUnsafeBufferPointer { old in
      var place = target
      for piece in pieces {
        switch piece {
        case .old(let range):
          if let base = old.baseAddress {
            place.update(from: base + range.lowerBound, count: range.count)
          }
          place += range.count
        case .new(let range):
          for row in range {
            place.pointee = new(row)
            place += 1
          }
        }
      }
    }
  }

  /// Calls `body` with the places of old rows in a store and of new ones among these, in their order.
  func forEach(old: (Int) -> Void, new: (Int) -> Void) {
    for piece in pieces {
      switch piece {
      case .old(let range): range.forEach(old)
      case .new(let range): range.forEach(new)
      }
    }
  }

  /// The span of the times of the new rows.
  ///
  /// - Complexity: O(new rows).
  var timeSpan: TimeSpan { TimeSpan(rows.lazy.map(\.time)) }

  /// The time of a new row.
  func time(of row: Int) -> Int64 { rows[row].time }

  /// The event code of a new row.
  func eventCode(of row: Int) -> UInt32 {
    let layout = groups[rows[row].group].rows.layouts[rows[row].layout]
    return load(rows[row].record, layout.eventOffset, layout.eventWidth)
  }

  /// The code of a new row's value in a column, zero where it is missing.
  func code(of row: Int, inColumn column: Int, _ sides: SideValues) -> UInt32 {
    let new = rows[row]
    let layout = groups[new.group].rows.layouts[new.layout]
    let width = layout.width(of: column)
    if width > 0 { return load(new.record, layout.offset(of: column), width) }
    return sides.code(group: new.group, part: new.part, row: new.row, column: column)
  }

  /// The values that have no place in their records.
  var sideValues: SideValues { SideValues(groups) }

  private func load(_ record: UnsafeRawPointer, _ offset: Int, _ width: Int) -> UInt32 {
    switch width {
    case 1: UInt32(record.load(fromByteOffset: offset, as: UInt8.self))
    case 2: UInt32(record.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    default: record.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
  }
}

/// The values of rows that have no place in their records, to be looked up.
struct SideValues {
  private struct Place: Hashable {
    var group: Int
    var part: Int
    var row: UInt32
    var column: UInt32
  }

  private var codes: [Place: UInt32] = [:]

  init(_ groups: [RowGroup]) {
    for (number, group) in groups.enumerated() {
      for (part, cells) in group.rows.sideCells.enumerated() {
        for cell in cells {
          codes[Place(group: number, part: part, row: cell.row, column: cell.column)] = cell.code
        }
      }
    }
  }

  func code(group: Int, part: Int, row: UInt32, column: Int) -> UInt32 {
    codes[Place(group: group, part: part, row: row, column: UInt32(column))] ?? 0
  }
}
