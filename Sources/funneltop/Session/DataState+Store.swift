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
      Column(name: column.name, distinctValues: column.distinctValueBound)
    }
    self.init(
      summary: summary, eventNames: names, columns: columns, isPartial: isPartial,
      progress: progress, following: following, generation: generation)
  }
}

extension PropertyColumn {
  /// The number of different values; for decimals, which are many by nature, a number too large to split by.
  fileprivate var distinctValueBound: Int {
    switch values {
    case .coded(_, let texts), .runs(_, let texts): texts.count
    case .decimal: .max
    }
  }
}
