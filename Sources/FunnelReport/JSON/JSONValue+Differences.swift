import FunnelCore

extension JSONValue {
  /// A difference of two conversions and what can be said about it.
  static func difference(_ difference: ProportionDifference) -> JSONValue {
    .object([
      ("difference", .number(difference.difference)),
      ("ci95", .optional(difference.interval)),
      ("p", .optional(difference.p)),
      ("p_adjusted", .optional(difference.pAdjusted)),
      ("verdict", .string(difference.verdict.rawValue)),
    ])
  }

  /// The funnel of another period.
  static func comparison(
    _ comparison: PeriodComparison, own: JSONValue, funnel: JSONValue
  ) -> JSONValue {
    .object([
      ("from", .string(ISO8601.text(comparison.period.lowerBound))),
      ("to", .string(ISO8601.text(comparison.period.upperBound))),
      ("seen_until", .string(ISO8601.text(comparison.horizon))),
      ("own", own),
      ("funnel", funnel),
      ("difference", comparison.difference.map(JSONValue.difference) ?? .null),
    ])
  }
}
