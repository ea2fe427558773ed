import FunnelCore

extension RuleText {
  /// Returns what one rule says in words.
  static func words(
    _ ruleSwitch: RuleSwitch, _ rules: FunnelRules, sessionColumn: String? = nil
  ) -> String {
    switch ruleSwitch {
    case .unit: "\(UnitWord.description(rules, sessionColumn: sessionColumn)) counted"
    case .order: order(rules)
    case .window:
      rules.window.map { "window of \(NumberText.roundDuration($0))" } ?? "no time limit"
    case .windowOrigin:
      rules.windowOrigin == .entry ? "window from the entry" : "window from the previous step"
    case .entry: entry(rules)
    case .ties: ties(rules)
    case .reuse: reuse(rules)
    case .excluded: excluded(rules)
    case .reportedChain: reportedChain(rules)
    case .bounds: bounds(rules)
    case .hold: hold(rules) ?? "any value of every column"
    case .counted: rules.counted == .attempts ? "every attempt counted" : "each counted once"
    case .attribution: "groups by \(attribution(rules))"
    }
  }

  private static func reportedChain(_ rules: FunnelRules) -> String {
    switch rules.reportedChain {
    case .earliestEntry: "the chain with the earliest entry reported"
    case .latestEntry: "the chain with the latest entry reported"
    case .firstCompletion: "the chain that is complete first reported"
    }
  }

  private static func attribution(_ rules: FunnelRules) -> String {
    switch rules.attribution {
    case .entry: "the value at the entry"
    case .first: "the first value"
    case .last: "the last value"
    case .step(let number): "the value at step \(number)"
    case .every: "every value"
    }
  }

  /// Returns what one rule says as the command line writes it.
  static func value(_ ruleSwitch: RuleSwitch, _ rules: FunnelRules) -> String {
    switch ruleSwitch {
    case .unit: rules.unit.text
    case .order: rules.order.rawValue
    case .window: rules.window?.expression ?? "none"
    case .windowOrigin: rules.windowOrigin.rawValue
    case .entry: rules.entry.rawValue
    case .ties: rules.ties.text
    case .reuse: rules.reusesEvents ? "yes" : "no"
    case .excluded: rules.excluded.rawValue
    case .reportedChain: rules.reportedChain.rawValue
    case .bounds: rules.bounds.rawValue
    case .hold: rules.heldColumn ?? "none"
    case .counted: rules.counted.rawValue
    case .attribution: rules.attribution.text
    }
  }

  /// Returns the rule's name in JSON, as `rules` of the report names it.
  static func key(_ ruleSwitch: RuleSwitch) -> String {
    ruleSwitch == .windowOrigin ? "window_from" : ruleSwitch.rawValue
  }
}
