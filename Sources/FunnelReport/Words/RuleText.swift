import FunnelCore

/// Tells in words how a funnel was counted.
enum RuleText {
  /// Returns the main rules, and all others that differ from the default ones or that the funnel
  /// gives a meaning of their own.
  static func sentence(
    _ rules: FunnelRules, of funnel: FunnelDefinition? = nil, sessionColumn: String? = nil
  ) -> String {
    var parts = [
      UnitWord.description(rules, sessionColumn: sessionColumn), order(rules), window(rules),
      entry(rules),
    ]
    if let counted = funnel.flatMap({ countedEntry($0, rules) }) { parts.append(counted) }
    parts += special(rules, chain: reportedChain(rules, of: funnel)) + range(rules)
    let text = parts.joined(separator: ", ")
    return product(rules, sessionColumn: sessionColumn).map { "\($0): \(text)" } ?? text
  }

  /// Names the product whose rules these are, with every switch that is set otherwise; nil where
  /// nothing of a product is left.
  private static func product(_ rules: FunnelRules, sessionColumn: String?) -> String? {
    guard let product = rules.product else { return nil }
    let name = "as \(product.preset.name) counts"
    let words = product.exceptions.compactMap {
      exception($0, of: product.preset, rules, sessionColumn: sessionColumn)
    }
    if words.isEmpty { return name }
    return "\(name), except \(words.joined(separator: " and "))"
  }

  /// Returns what a rule says that is not the product's, or nil where that makes no difference: a
  /// column tells sessions apart whatever the silence that would end one.
  static func exception(
    _ ruleSwitch: RuleSwitch, of preset: RulePreset, _ rules: FunnelRules, sessionColumn: String?
  ) -> String? {
    if ruleSwitch == .unit, sessionColumn != nil, rules.unit == preset.rules.unit { return nil }
    return words(ruleSwitch, rules, sessionColumn: sessionColumn)
  }

  static func order(_ rules: FunnelRules) -> String {
    switch rules.order {
    case .loose: return "steps in order with anything between"
    case .strict:
      if rules.ignored.isEmpty { return "steps in order with nothing between" }
      let events = rules.ignored.map { PrintableText.of($0.description) }
      return "steps in order with nothing between but \(events.joined(separator: " and "))"
    case .any: return "steps in any order"
    }
  }

  private static func window(_ rules: FunnelRules) -> String {
    guard let window = rules.window else { return "without a time limit" }
    let length = NumberText.roundDuration(window)
    return switch rules.windowOrigin {
    case .entry where rules.order == .any: "all within \(length) of the first"
    case .entry: "all within \(length) of the entry"
    case .previous: "each within \(length) of the step before"
    }
  }

  static func entry(_ rules: FunnelRules) -> String {
    if rules.counted == .attempts { return "each from the first entry after the last one ended" }
    return rules.entry == .any ? "every entry tried" : "first entry only"
  }

  /// Says what no rule between steps reaches: the events of a first step such as `x3` before the
  /// last of them; nil where that bounds nothing.
  private static func countedEntry(_ funnel: FunnelDefinition, _ rules: FunnelRules) -> String? {
    guard let first = funnel.steps.first, first.count > 1 else { return nil }
    let isBounded = rules.window != nil || funnel.steps.contains { $0.within != nil }
    guard isBounded || rules.order == .strict else { return nil }
    let text =
      "entered with the last of the \(first.count) events of step 1, the others at any time before"
    return rules.order == .strict ? text + " with anything between" : text
  }

  private static func reportedChain(
    _ rules: FunnelRules, of funnel: FunnelDefinition?
  ) -> FunnelRules.ReportedChain {
    guard let funnel else { return rules.reportedChain }
    var query = FunnelQuery(funnel: funnel)
    query.rules = rules
    return query.reportedChain
  }

  /// Returns the rules that are told only when they differ from the default ones.
  private static func special(
    _ rules: FunnelRules, chain: FunnelRules.ReportedChain
  ) -> [String] {
    var parts: [String] = []
    if rules.ties != .inOrder { parts.append(ties(rules)) }
    if rules.reusesEvents { parts.append(reuse(rules)) }
    if rules.excluded == .removed { parts.append(excluded(rules)) }
    if let held = hold(rules) { parts.append(held) }
    switch chain {
    case .earliestEntry: break
    case .latestEntry: parts.append("times of the chain with the latest entry")
    case .firstCompletion: parts.append("times of the chain that is complete first")
    }
    if !rules.countsZeroHops { parts.append("hops of no time left out of the times") }
    return parts
  }

  static func ties(_ rules: FunnelRules) -> String {
    switch rules.ties {
    case .inOrder: "equal times taken as in order"
    case .fileOrder: "equal times in the file's order"
    case .rounded(let length): "times rounded down to \(NumberText.roundDuration(length))"
    }
  }

  static func reuse(_ rules: FunnelRules) -> String {
    rules.reusesEvents ? "one event may fill several steps" : "one event fills one step"
  }

  static func excluded(_ rules: FunnelRules) -> String {
    let word = UnitWord(rules).plural
    return rules.excluded == .removed
      ? "\(word) removed whose furthest attempts an excluded event all stopped"
      : "excluded \(word) lost"
  }

  static func hold(_ rules: FunnelRules) -> String? {
    rules.heldColumn.map { "all events of a chain with the same \(PrintableText.of($0))" }
  }

  static func bounds(_ rules: FunnelRules) -> String {
    rules.bounds == .entry ? "dates bound the entry" : "dates bound every event"
  }

  private static func range(_ rules: FunnelRules) -> [String] {
    let verb = rules.bounds == .entry ? "entered" : "all events"
    var parts: [String] = []
    if let from = rules.from { parts.append("\(verb) from \(ISO8601.text(from))") }
    if let until = rules.until { parts.append("\(verb) before \(ISO8601.text(until))") }
    return parts
  }
}

/// Tells which part of the data is counted.
enum ScopeText {
  /// Returns the filter and the segments in words, or nil when everything is counted.
  static func sentence(_ query: FunnelQuery) -> String? {
    var parts: [String] = []
    if let filter = query.filter {
      parts.append("events where \(PrintableText.of(filter.description))")
    }
    let units = UnitWord(query.rules).plural
    parts += query.segments.map { segment in
      let pairs = zip(segment.columns, segment.values).map { column, value in
        "\(PrintableText.of(column)) = \(value.map(GroupText.name) ?? "(not set)")"
      }
      return "\(units) with " + pairs.joined(separator: " and ")
    }
    if let horizon = query.horizon { parts.append("data up to \(ISO8601.text(horizon))") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
