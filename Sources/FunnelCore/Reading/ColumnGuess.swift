/// Finds the columns that give unit, time, event and session: by name, then by content.
struct ColumnGuess {
  let columns: [SampledColumn]
  let options: ReadingOptions
  private var names: [String] { columns.map(\.name) }

  static let unitNames = [
    "userid", "user", "uid", "visitorid", "visitor", "clientid", "customerid", "customer",
    "personid", "distinctid", "anonymousid", "userpseudoid", "amplitudeid", "profileid",
    "accountid", "memberid", "subscriberid", "contactid", "caseconceptname", "caseid", "case",
    "domainuserid", "deviceid", "cookieid",
  ]
  static let timeNames = [
    "timestamp", "time", "ts", "eventtime", "eventtimestamp", "createdat", "datetime",
    "occurredat", "receivedat", "timetimestamp", "derivedtstamp", "collectortstamp",
    "clienteventtime", "servertimestamp", "date", "eventdate", "createdon", "created",
  ]
  static let eventNames = [
    "event", "eventname", "eventtype", "activity", "conceptname", "action", "name", "step",
    "stage", "page", "pagename", "pathname", "urlpath", "path", "type",
  ]
  static let sessionNames = [
    "sessionid", "session", "usersession", "gasessionid", "visitid", "idvisit", "domainsessionid",
  ]

  /// What ids in event data identify when it is not the person.
  static let thingNames = [
    "page", "product", "item", "category", "order", "transaction", "event", "message", "insert",
    "row", "campaign", "ad", "content", "request", "trace", "variant",
  ]

  /// Returns the columns that play a part, or throws naming the columns there are.
  func roles() throws(LoadError) -> EventStore.ColumnRoles {
    for name in [
      options.unitColumn, options.timeColumn, options.eventColumn, options.sessionColumn,
    ] {
      if let name, !names.contains(name) { throw .unknownColumn(name, columns: names) }
    }
    guard let time = options.timeColumn ?? guessedTime() else {
      throw .noTimeColumn(columns: names)
    }
    let byName = options.eventColumn ?? named(Self.eventNames, besides: [time])
    let unit = options.unitColumn ?? guessedUnit(besides: [time, byName])
    guard let unit else { throw .noUnitColumn(columns: names) }
    guard let event = byName != unit ? byName ?? guessedEvent(besides: [time, unit]) : byName else {
      throw .noEventColumn(columns: names)
    }
    let session = options.sessionColumn ?? named(Self.sessionNames, besides: [])
    return EventStore.ColumnRoles(unit: unit, time: time, event: event, session: session)
  }

  /// Returns the column with the first of the names, preferring columns that are mostly filled.
  ///
  /// A few rows do not show which columns are mostly filled, so there the name decides.
  private func named(
    _ wanted: [String], besides taken: [String?],
    where accept: (SampledColumn) -> Bool = { _ in true }
  ) -> String? {
    let free = columns.filter { !taken.contains($0.name) && accept($0) }
    for minimum in [0.5, 0.0] {
      let filled = free.filter { column in
        column.rows == 0 || column.fill > minimum || (column.rows < 20 && column.fill > 0)
      }
      for name in wanted {
        if let column = filled.first(where: { $0.plainName == name }) { return column.name }
      }
      for name in wanted {
        if let column = filled.first(where: { $0.lastPart == name }) { return column.name }
      }
    }
    return nil
  }

  private func guessedTime() -> String? {
    let taken = [options.unitColumn, options.eventColumn]
    let holdsTimes = { (column: SampledColumn) in column.rows == 0 || column.timeShare > 0.5 }
    if let name = named(Self.timeNames, besides: taken, where: holdsTimes) { return name }
    let byContent = columns.first { column in
      !taken.contains(column.name) && column.fill > 0.9 && column.plausibleTimeShare > 0.9
    }
    // A column with the right name and wrong values still explains best what is wrong.
    return byContent?.name ?? named(Self.timeNames, besides: taken)
  }

  private func guessedUnit(besides taken: [String?]) -> String? {
    if let name = named(Self.unitNames, besides: taken) { return name }
    let likely = columns.filter { column in
      let count = column.distinctCount
      return !taken.contains(column.name) && column.fill > 0.9 && column.plausibleTimeShare < 0.5
        && count >= 2 && (count > 50 || count * 20 >= column.rows)
        && !Self.sessionNames.contains(column.plainName)
    }
    let ids = likely.filter { column in
      column.plainName.hasSuffix("user")
        || column.plainName.hasSuffix("id")
          && !Self.thingNames.contains { column.plainName.hasSuffix($0 + "id") }
    }
    let repeated = { (column: SampledColumn) in column.distinctCount < column.values.count }
    let guess = ids.first(where: repeated) ?? ids.first
    if let guess { return guess.name }
    // A session stands for its user where nothing else does.
    if let session = named(Self.sessionNames, besides: taken) { return session }
    return likely.first {
      repeated($0) && !$0.values.contains { $0.contains(".") && Double($0) != nil }
    }?.name
  }

  private func guessedEvent(besides taken: [String?]) -> String? {
    columns.filter { column in
      let count = column.distinctCount
      return !taken.contains(column.name) && column.fill > 0.9 && column.plausibleTimeShare < 0.5
        && !column.isNumeric && count >= 2 && count <= max(20, column.rows / 10)
    }
    .max { $0.distinctCount < $1.distinctCount }?.name
  }
}
