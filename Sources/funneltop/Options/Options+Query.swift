import FunnelCore
import FunnelSources

extension Options {
  /// Returns the question the options ask about a funnel.
  func query(for funnel: FunnelDefinition) throws -> FunnelQuery {
    var query = FunnelQuery(funnel: funnel)
    query.rules = rules
    addRules(to: &query)
    (query.rules.from, query.rules.until) = try dates()
    query.filter = filter
    query.breakdowns = breakdowns
    query.groupLimit = groupLimit
    return query
  }

  /// Returns the first moment an entry may have and the first one it may not have any more.
  private func dates() throws -> (from: Timestamp?, until: Timestamp?) {
    let first = try from.map { try moments(of: $0, for: "--from", in: zone) }
    let last = try to.map { try moments(of: $0, for: "--to", in: zone) }
    if let from, let to, let first, let last, first.lowerBound >= last.upperBound {
      throw UsageError(
        message: "--from \(from) is after --to \(to), so nobody could enter; exchange the two.")
    }
    return (first?.lowerBound, last?.upperBound)
  }

  /// Returns the moments a text names, the day, the second or, with a fraction, the microsecond: the
  /// first of them and the first after.
  func moments(
    of text: String, for option: String, in zone: (any InputTimeZone)?
  ) throws(UsageError) -> Range<Timestamp> {
    guard let start = TimestampParser(zone: zone).parse(text) else {
      throw UsageError(
        message: "\(option) takes a date such as 2024-06-30 or 2024-06-30T12:00:00Z, "
          + "not \"\(text)\".")
    }
    // A text that can take a time of day has none, so it names a day on the local clock.
    guard TimestampParser().parse(text + "T00:00:00") != nil,
      let midnight = TimestampParser().parse(text)
    else {
      let hasFraction = text.contains { ".,".contains($0) } || start.rawValue % 1_000_000 != 0
      let length = hasFraction ? Microseconds(rawValue: 1) : Microseconds(seconds: 1)
      return start..<start + length
    }
    // Days are not all of 24 hours: the next one begins at the next local midnight.
    let next = midnight + .days(1)
    let offset = zone?.offsetSeconds(atLocal: next.rawValue / 1_000_000) ?? 0
    return start..<max(start, Timestamp(rawValue: next.rawValue - offset * 1_000_000))
  }
}
