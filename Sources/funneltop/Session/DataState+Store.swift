import Dashboard
import FunnelCore

extension DataState {
  /// Describes a store for the dashboard.
  ///
  /// - Complexity: O(events) for the counts of the event names.
  init(
    summary: DataSummary, store: EventStore, isPartial: Bool, progress: Progress?,
    following: Following?, generation: Int
  ) {
    let names = store.eventCounts().enumerated().map { code, count in
      EventName(name: store.eventNames[code], count: count)
    }
    let columns = store.columns.map { column in
      // Decimals are many by nature: a number too large to split by.
      Column(name: column.name, distinctValues: column.textCount ?? .max)
    }
    self.init(
      summary: summary, eventNames: names, columns: columns, isPartial: isPartial,
      progress: progress, following: following, generation: generation)
  }
}
