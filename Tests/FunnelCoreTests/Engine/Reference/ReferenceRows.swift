import Foundation

@testable import FunnelCore

/// One row of a file.
struct ReferenceRow {
  var user: String
  var event: ReferenceEvent
}

/// The rows of a file, in its order, and how they are cut into units.
struct ReferenceRows {
  var rows: [ReferenceRow]
  /// Whether the column `session` tells sessions apart; otherwise silences do.
  var hasSessionColumn = false
  var sessionGap: Int64 = 1_800_000_000
  var zone = TimeZone.gmt

  /// The last moment of the data.
  var end: Int64 { rows.map(\.event.time).max() ?? 0 }

  /// The rows in time order, those of one moment in the file's, with the columns worked out.
  private var derived: [(row: ReferenceRow, session: Int?)] {
    let sorted = rows.enumerated().sorted {
      ($0.element.event.time, $0.offset) < ($1.element.event.time, $1.offset)
    }.map(\.element)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    return sorted.enumerated().map { index, row in
      let own = sorted[...index].filter { $0.user == row.user }
      let session = session(own)
      var row = row
      let seconds = Double(row.event.time) / 1_000_000
      let date = Date(timeIntervalSince1970: seconds.rounded(.down))
      row.event.columns["hour"] = String(format: "%02d", calendar.component(.hour, from: date))
      row.event.columns["weekday"] = days[calendar.component(.weekday, from: date) - 1]
      row.event.columns["session_number"] = session.map(String.init)
      row.event.columns["user_type"] = session.map { $0 == 1 ? "new" : "returning" }
      row.event.columns["user"] = row.user
      row.event.columns["event"] = row.event.name
      return (row, session)
    }
  }

  /// Returns the number of the session of the last of a user's events.
  private func session(_ own: [ReferenceRow]) -> Int? {
    if hasSessionColumn {
      let ids = own.map { $0.event.columns["session"] }
      var firsts: [String] = []
      for id in ids.compactMap({ $0 }) where !firsts.contains(id) { firsts.append(id) }
      return (ids.last ?? nil).flatMap { firsts.firstIndex(of: $0) }.map { $0 + 1 }
    }
    let times = own.map(\.event.time)
    return 1 + zip(times, times.dropFirst()).count { $1 - $0 > sessionGap }
  }

  /// Returns the events of each unit; an event without a session or a value is in none.
  func units(by unit: FunnelRules.CountedUnit) -> [[ReferenceEvent]] {
    let rows = derived
    let keys = rows.map { row, session -> String? in
      switch unit {
      case .user: row.user
      case .session: session.map { "\(row.user) \($0)" }
      case .column(let name): row.event.columns[name]
      }
    }
    return Set(keys.compactMap { $0 }).sorted().map { key in
      rows.indices.filter { keys[$0] == key }.map { rows[$0].row.event }
    }
  }

  /// Returns the rows up to a time.
  func seen(until horizon: Int64) -> ReferenceRows {
    var seen = self
    seen.rows.removeAll { $0.event.time > horizon }
    return seen
  }

  /// The rows as a store.
  var store: EventStore {
    var builder = EventStoreBuilder(
      roles: EventStore.ColumnRoles(
        unit: "user", time: "time", event: "event", session: hasSessionColumn ? "session" : nil))
    for name in ["value", "session", "device", "city", "order"] {
      _ = builder.columnIndex(named: name)
    }
    for row in rows {
      var properties = row.event.columns.map { (name: $0.key, value: $0.value) }
      if let value = row.event.value { properties.append((name: "value", value: value)) }
      builder.append(
        unit: row.user, time: Timestamp(rawValue: row.event.time), event: row.event.name,
        properties: properties)
    }
    return builder.makeStore()
  }
}
