/// New rows of some units, and with them the rows that these units have already.
struct AddedRows {
  /// A row of the store, or a record of a new row.
  enum Source {
    case old(Int)
    case new(group: Int, part: Int, row: UInt32, record: UnsafeRawPointer, layout: Int)
  }

  private let groups: [RowGroup]
  /// The units that got rows, ascending, and where the rows of each end.
  private var units: [(number: Int, end: Int)] = []
  /// Their rows, old and new, in time order.
  private var sources: [Source] = []
  private var times: [Int64] = []
  /// The codes of the units that were not known, in the order of their numbers.
  private var newUnits: [Int] = []

  /// Merges new rows with those that a store has of their units.
  ///
  /// `numbers` has the store's number of each unit code; new units get the next ones.
  init(_ groups: [RowGroup], store: EventStore, numbers: inout [UInt32]) {
    self.groups = groups
    var rows: [(unit: Int, time: Int64, source: Source)] = []
    for (number, group) in groups.enumerated() {
      for part in 0..<PartitionedRows.partCount {
        var row: UInt32 = 0
        group.rows.forEachRun(ofPart: part) { run in
          let size = group.rows.layouts[run.layout].size
          for index in 0..<run.count {
            let record = UnsafeRawPointer(run.base + index * size)
            let code = Int(
              record.loadUnaligned(fromByteOffset: RecordLayout.unitOffset, as: UInt32.self))
            while numbers.count <= code {
              newUnits.append(numbers.count)
              numbers.append(UInt32(store.unitCount + newUnits.count - 1))
            }
            rows.append(
              (
                Int(numbers[code]), record.loadUnaligned(as: Int64.self),
                .new(group: number, part: part, row: row, record: record, layout: run.layout)
              ))
            row += 1
          }
        }
      }
    }
    // The place as second key keeps the order of reading: a unit's rows are all in one part.
    let order = rows.indices.sorted { (rows[$0].unit, $0) < (rows[$1].unit, $1) }
    var next = order.startIndex
    while next < order.endIndex {
      let unit = rows[order[next]].unit
      var merged: [(time: Int64, source: Source)] = []
      if unit < store.unitCount {
        merged = store.rows(of: UnitIndex(rawValue: unit)).map { (store.times[$0], .old($0)) }
      }
      while next < order.endIndex, rows[order[next]].unit == unit {
        let row = rows[order[next]]
        merged.append((row.time, row.source))
        next += 1
      }
      let sorted = merged.indices.sorted { (merged[$0].time, $0) < (merged[$1].time, $1) }
      times += sorted.map { merged[$0].time }
      sources += sorted.map { merged[$0].source }
      units.append((unit, sources.count))
    }
  }

  /// Returns a store with these rows behind those of another one.
  func appended(
    to store: EventStore, _ columns: [Int], _ builder: EventStoreBuilder
  ) -> EventStore {
    let first = store.eventCount
    let sides = sideCells
    var values: [PropertyColumn] = []
    for (place, column) in columns.enumerated() {
      let name = builder.columns[column].name
      let texts = builder.columns[column].texts
      let known = place < store.columns.count ? store.columns[place] : nil
      let (codes, table) = known?.coded() ?? (.zeros(first), TextTable([]))
      let extended = codes.extended(by: sources.count, largest: texts.count) { index in
        switch sources[index] {
        case .old(let row): UInt32(codes[row])
        case .new: code(of: index, column, sides)
        }
      }
      values.append(
        PropertyColumn(name: name, values: .coded(extended, table.extended(to: texts))))
    }
    return EventStore(
      roles: store.roles, unitIDs: store.unitIDs.extended(by: newUnits.map { ($0, builder.units) }),
      unitStarts: store.unitStarts, movedRows: movedRows(in: store),
      times: store.times.extended(by: times.count) { $0.update(from: times, count: times.count) },
      eventNames: store.eventNames.extended(to: builder.events),
      eventCodes: store.eventCodes.extended(by: sources.count, largest: builder.events.count) {
        eventCode(of: $0, store)
      }, columns: values)
  }

  private func movedRows(in store: EventStore) -> SharedArray<RowRange> {
    let first = store.eventCount
    let count = store.unitCount + newUnits.count
    return SharedArray<RowRange>(count: count) { ranges in
      for unit in 0..<store.unitCount {
        let rows = store.rows(of: UnitIndex(rawValue: unit))
        ranges.base[unit] = RowRange(first: UInt32(rows.lowerBound), end: UInt32(rows.upperBound))
      }
      var start = first
      for unit in units {
        ranges.base[unit.number] = RowRange(first: UInt32(start), end: UInt32(first + unit.end))
        start = first + unit.end
      }
    }
  }

  private func eventCode(of index: Int, _ store: EventStore) -> UInt32 {
    switch sources[index] {
    case .old(let row): UInt32(store.eventCodes[row])
    case .new(let group, _, _, let record, let layout):
      load(
        record, RecordLayout.eventOffset, groups[group].rows.layouts[layout].eventWidth)
    }
  }

  private func load(_ record: UnsafeRawPointer, _ offset: Int, _ width: Int) -> UInt32 {
    switch width {
    case 1: UInt32(record.load(fromByteOffset: offset, as: UInt8.self))
    case 2: UInt32(record.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    default: record.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
  }

  /// Where a value that has no place in its record belongs.
  private struct SidePlace: Hashable {
    var group: Int
    var part: Int
    var row: UInt32
    var column: UInt32
  }

  /// The codes of values that have no place in their records.
  private var sideCells: [SidePlace: UInt32] {
    var cells: [SidePlace: UInt32] = [:]
    for (number, group) in groups.enumerated() {
      for (part, found) in group.rows.sideCells.enumerated() {
        for cell in found {
          cells[SidePlace(group: number, part: part, row: cell.row, column: cell.column)] =
            cell.code
        }
      }
    }
    return cells
  }

  private func code(of index: Int, _ column: Int, _ sides: [SidePlace: UInt32]) -> UInt32 {
    guard case .new(let group, let part, let row, let record, let layout) = sources[index] else {
      return 0
    }
    let records = groups[group].rows.layouts[layout]
    let width = records.width(of: column)
    if width > 0 { return load(record, records.offset(of: column), width) }
    return sides[SidePlace(group: group, part: part, row: row, column: UInt32(column))] ?? 0
  }
}
