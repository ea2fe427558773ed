extension EventStoreBuilder {
  /// Makes an immutable store of everything collected so far.
  ///
  /// - Complexity: O(events × columns), plus sorting for units whose events came out of time order.
  public func makeStore() -> EventStore {
    let batches = batches
    let layout = UnitLayout(
      of: batches, unitCount: units.count,
      groupCount: eventCount < 1 << 16 ? 1 : Parallelism.threadCount)
    let kept = keptColumns()
    // The first array is that of the event codes.
    let arrays = concurrently(kept.count + 1) { index in
      if index == 0 { return eventArray(batches, layout) }
      let column = kept[index - 1]
      return columns[column].finished(batches, at: column, layout)
    }
    guard case .coded(let eventCodes, _) = arrays[0] else { preconditionFailure("no events") }
    return EventStore(
      roles: roles, unitIDs: units.table, unitStarts: SharedArray(layout.starts),
      times: SharedArray(layout.times),
      eventNames: events.table, eventCodes: eventCodes,
      columns: zip(kept, arrays.dropFirst()).map { column, values in
        PropertyColumn(name: columns[column].name, values: values)
      })
  }

  private func eventArray(_ batches: [RowBatch], _ layout: UnitLayout) -> PropertyColumn.Values {
    var scattering = Scattering(count: layout.places.count, largest: events.count)
    var first = 0
    for batch in batches {
      scattering.put(batch.eventCodes, batch.eventTranslation, fromRow: first, layout)
      first += batch.count
    }
    return .coded(scattering.finished(layout), events.table)
  }
}

extension EventStoreBuilder.Column {
  /// Returns the column in store order, as decimals where that is the smaller exact form.
  fileprivate func finished(
    _ batches: [RowBatch], at index: Int, _ layout: UnitLayout
  ) -> PropertyColumn.Values {
    var scattering = Scattering(count: layout.places.count, largest: texts.count)
    var first = 0
    for batch in batches {
      if index < batch.columns.count {
        let cells = batch.columns[index]
        let translation =
          index < batch.columnTranslations.count ? batch.columnTranslations[index] : nil
        if cells.isSparse {
          scattering.put(
            cells.codes, translation, rows: cells.sparseRows, fromRow: first, layout)
        } else {
          scattering.put(cells.codes, translation, fromRow: first, layout)
        }
      }
      first += batch.count
    }
    let codes = scattering.finished(layout)
    guard texts.count > 4096, texts.count * 8 > codes.count,
      let decimals = DecimalColumn(codes: codes, texts: texts.table)
    else { return .coded(codes, texts.table) }
    return .decimal(decimals)
  }
}
