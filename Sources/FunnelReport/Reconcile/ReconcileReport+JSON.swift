import FunnelCore

extension ReconcileReport {
  /// Returns the comparison as one JSON object, version 1.
  ///
  /// `moves` lists every rule in which a product differs, with the value it has in the rules that
  /// were asked for and in the product's, and what it alone changes in the count of each step.
  /// `preset_exceptions` lists the rules that were set for every product alike.
  public func json() -> String {
    let products = reconciliation.products.map { column in
      let exceptions = column.exceptions.map { JSONValue.string(RuleText.key($0)) }
      return JSONValue.object(
        [
          ("preset", .optional(column.preset?.rawValue)),
          ("preset_exceptions", .array(exceptions)),
        ] + numbers(column))
    }
    let own = JSONValue.object(
      [("preset", .optional(query.rules.product?.preset.rawValue))] + counts(reconciliation.own))
    var members: [(key: String, value: JSONValue)] = [
      ("funneltop", .integer(1)),
      ("source", .source(summary)),
      ("rules", .rules(of: query)),
    ]
    members += JSONReport.scope(query)
    if isProposed { members.append(("proposed", .bool(true))) }
    members.append(("funnel", .string(query.funnel.description)))
    members.append(("reconcile", .object([("own", own), ("products", .array(products))])))
    return JSONValue.object(members).text
  }

  private func counts(_ column: Reconciliation.Column) -> [(key: String, value: JSONValue)] {
    guard case .success(let counts) = column.counts else {
      return [("counts", .null), ("rate", .null)]
    }
    return [
      ("counts", .array(counts.map(JSONValue.integer))),
      ("rate", .optional(column.conversion?.fraction)),
    ]
  }

  private func numbers(_ column: Reconciliation.Column) -> [(key: String, value: JSONValue)] {
    let moves = column.moves.map { move in
      JSONValue.object([
        ("switch", .string(RuleText.key(move.ruleSwitch))),
        ("from", .string(RuleText.value(move.ruleSwitch, query.rules))),
        ("to", .string(RuleText.value(move.ruleSwitch, column.rules))),
        ("differences", .array(move.differences.map(JSONValue.integer))),
      ])
    }
    let error: String? =
      if case .failure(let error) = column.counts { error.message } else { nil }
    return counts(column) + [("moves", .array(moves)), ("error", .optional(error))]
  }
}
