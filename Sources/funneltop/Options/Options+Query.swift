import FunnelCore

extension Options {
  /// Returns the question the options ask about a funnel.
  func query(for funnel: FunnelDefinition) throws(UsageError) -> FunnelQuery {
    var query = FunnelQuery(funnel: funnel)
    query.rules = rules
    if let from { query.rules.from = try moment(from, for: "--from").start }
    if let to { query.rules.until = try moment(to, for: "--to").end }
    query.filter = filter
    query.breakdowns = breakdowns
    query.groupLimit = groupLimit
    return query
  }

  /// Returns the first moment of a day, or of the second a time names, and the first one after it.
  private func moment(
    _ text: String, for option: String
  ) throws(UsageError) -> (start: Timestamp, end: Timestamp) {
    guard let start = TimestampParser().parse(text) else {
      throw UsageError(
        message: "\(option) takes a date such as 2024-06-30 or 2024-06-30T12:00:00Z, "
          + "not \"\(text)\".")
    }
    let isDay = !text.contains(":")
    return (start, start + (isDay ? .days(1) : Microseconds(seconds: 1)))
  }
}
