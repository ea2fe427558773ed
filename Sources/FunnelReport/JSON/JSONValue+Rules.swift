import FunnelCore

extension JSONValue {
  /// How a funnel was counted.
  ///
  /// `to` is the end of the range, the first moment that lies outside it. `session_gap_seconds` is
  /// there only when sessions are counted, `preset_exceptions` only when a product is named.
  static func rules(of query: FunnelQuery) -> JSONValue {
    let rules = query.rules
    var members: [(key: String, value: JSONValue)] = [("unit", .string(rules.unit.text))]
    if rules.unit == .session {
      members.append(("session_gap_seconds", .number(rules.sessionGap.seconds)))
    }
    members += [
      ("order", .string(rules.order.rawValue)),
      ("ignored", .array(rules.ignored.map { .string($0.description) })),
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
      ("reported_chain", .string(query.reportedChain.rawValue)),
      ("zero_hops", .bool(rules.countsZeroHops)),
      ("preset", .optional(rules.product?.preset.rawValue)),
    ]
    if let exceptions = rules.product?.exceptions {
      members.append(
        ("preset_exceptions", .array(exceptions.map { .string(RuleText.key($0)) })))
    }
    return .object(members)
  }
}
