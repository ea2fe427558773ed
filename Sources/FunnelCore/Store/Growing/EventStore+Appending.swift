extension EventStore {
  /// Whether so many rows find room behind those that are there.
  func hasRoom(for rows: Int) -> Bool { times.hasRoom(for: rows) }

  /// Returns the store with added rows behind all others.
  ///
  /// `columns` has for each column of the new store its number with the builder, whose texts the store
  /// shares.
  ///
  /// - Complexity: O(added rows × columns + units).
  func appending(
    _ added: AddedRows, columns numbers: [Int], of builder: EventStoreBuilder
  ) -> EventStore {
    let sides = added.sideValues
    var values: [PropertyColumn] = []
    for (place, column) in numbers.enumerated() {
      let texts = builder.columns[column].texts
      let codes: CodeArray =
        place < columns.count
        ? columns[place].coded().codes : .zeros(eventCount, spare: added.count)
      let extended = codes.extended(by: added, largest: texts.count) {
        added.code(of: $0, inColumn: column, sides)
      }
      values.append(
        PropertyColumn(
          name: builder.columns[column].name,
          values: .coded(extended, texts.table)))
    }
    return EventStore(
      roles: roles, unitIDs: builder.units.table,
      unitStarts: unitStarts, movedRows: movedRows(with: added, builder.units.count),
      times: times.extended(by: added), eventNames: builder.events.table,
      eventCodes: eventCodes.extended(by: added, largest: builder.events.count) {
        added.eventCode(of: $0)
      }, columns: values)
  }

  private func movedRows(with added: AddedRows, _ newCount: Int) -> SharedArray<RowRange> {
    let first = eventCount
    return SharedArray<RowRange>(count: newCount) { ranges in
      for unit in 0..<unitCount {
        let rows = rows(of: UnitIndex(rawValue: unit))
        ranges.base[unit] = RowRange(first: UInt32(rows.lowerBound), end: UInt32(rows.upperBound))
      }
      var start = first
      for unit in added.units {
        ranges.base[unit.number] = RowRange(first: UInt32(start), end: UInt32(first + unit.end))
        start = first + unit.end
      }
    }
  }

  /// Returns the store with the rows of each unit behind those of the unit before, and room for more.
  ///
  /// - Complexity: O(events × columns), on all cores.
  func compacted(spare: Int) -> EventStore {
    let live = Array(liveRows)
    var starts = [0]
    for unit in 0..<unitCount {
      starts.append(starts[unit] + rows(of: UnitIndex(rawValue: unit)).count)
    }
    let arrays = concurrently(columns.count + 1) { index -> PropertyColumn.Values in
      guard index > 0 else { return .coded(eventCodes.gathered(live, spare: spare), eventNames) }
      let (codes, texts) = columns[index - 1].coded()
      return .coded(codes.gathered(live, spare: spare), texts)
    }
    guard case .coded(let events, _) = arrays[0] else { preconditionFailure("no events") }
    return EventStore(
      roles: roles, unitIDs: unitIDs, unitStarts: SharedArray(starts), movedRows: nil,
      times: times.gathered(live, spare: spare), eventNames: eventNames, eventCodes: events,
      columns: zip(columns, arrays.dropFirst()).map { column, values in
        PropertyColumn(name: column.name, values: values)
      })
  }
}
