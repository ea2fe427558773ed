public import FunnelCore

extension ShopSimulation {
  /// The columns that give unit, time, event and session in the shop's data.
  public static let roles = EventStore.ColumnRoles(
    unit: "user_id", time: "timestamp", event: "event", session: "session_id")

  /// Makes a store of all events, the same as reading the generated file gives.
  ///
  /// - Complexity: O(events).
  public func makeStore() -> EventStore {
    var builder = EventStoreBuilder(roles: Self.roles)
    let indexes = ShopEvent.propertyNames.map { builder.columnIndex(named: $0) }
    for event in self {
      builder.append(
        unit: Array(event.user.utf8).span, time: event.time,
        event: Array(event.name.rawValue.utf8).span)
      for (index, value) in zip(indexes, event.propertyValues) {
        if let value { builder.setValue(Array(value.utf8).span, inColumn: index) }
      }
    }
    return builder.makeStore()
  }

  /// Describes a store made by ``makeStore()``, as reading a file would.
  public func summary(of store: EventStore) -> DataSummary {
    DataSummary(
      files: ["demo"], format: "simulated", roles: store.roles, events: store.eventCount,
      units: store.unitCount, rejections: Rejections(), timeRange: store.timeRange)
  }
}
