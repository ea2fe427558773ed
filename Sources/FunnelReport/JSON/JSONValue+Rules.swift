import FunnelCore

extension JSONValue {
  /// How a funnel was counted.
  ///
  /// `to` is the end of the range, the first moment that lies outside it.
  static func rules(_ rules: FunnelRules) -> JSONValue {
    .object([
      ("unit", .string(rules.unit.text)),
      ("order", .string(rules.order.rawValue)),
      ("window_seconds", .optional(rules.window?.seconds)),
      ("window_from", .string(rules.windowOrigin.rawValue)),
      ("entry", .string(rules.entry.rawValue)),
      ("counted", .string(rules.counted.rawValue)),
      ("ties", .string(rules.ties.text)),
      ("reuse", .bool(rules.reusesEvents)),
      ("excluded", .string(rules.excluded.rawValue)),
      ("attribution", .string(rules.attribution.text)),
      ("hold", .optional(rules.heldColumn)),
      ("from", .optional(rules.from.map(ISO8601.text))),
      ("to", .optional(rules.until.map(ISO8601.text))),
      ("bounds", .string(rules.bounds.rawValue)),
      ("reported_chain", .string(rules.reportedChain.rawValue)),
      ("zero_hops", .bool(rules.countsZeroHops)),
      ("preset", .optional(rules.preset?.rawValue)),
    ])
  }
}
