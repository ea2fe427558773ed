import FunnelCore

/// A row of the form of the rules: one switch.
enum RuleRow: CaseIterable, Sendable {
  case preset, order, window, origin, entry, ties, unit, counted, excluded, reuse, attribution, held

  /// What the switch is called.
  var title: String {
    switch self {
    case .preset: "rules of"
    case .order: RuleSwitch.order.words
    case .window: RuleSwitch.window.words
    case .origin: RuleSwitch.windowOrigin.words
    case .entry: RuleSwitch.entry.words
    case .ties: RuleSwitch.ties.words
    case .unit: RuleSwitch.unit.words
    case .counted: RuleSwitch.counted.words
    case .excluded: RuleSwitch.excluded.words
    case .reuse: RuleSwitch.reuse.words
    case .attribution: RuleSwitch.attribution.words
    case .held: RuleSwitch.hold.words
    }
  }
}

/// One value of a switch.
struct RuleChoice {
  let words: String
  let apply: (inout FunnelRules) -> Void
}

extension RuleRow {
  /// The values of the switch, the one that is set among them.
  func choices(_ model: DashboardModel) -> [RuleChoice] {
    let rules = model.query.rules
    switch self {
    case .preset: return Self.presets
    case .order:
      return choices(FunnelRules.Order.allCases, \.words) { rules, order in
        rules.order = order
        // Only a strict funnel keeps events from lying between its steps, so only it names some.
        if order != .strict { rules.ignored = [] }
      }
    case .window:
      return choices(model.windows, { $0.map(windowWords) ?? "no limit" }) { $0.window = $1 }
    case .origin:
      return choices(
        FunnelRules.WindowOrigin.allCases, { $0 == .entry ? "entry" : "the previous step" }
      ) { $0.windowOrigin = $1 }
    case .entry:
      return choices(FunnelRules.Entry.allCases, { $0 == .any ? "any" : "the first only" }) {
        $0.entry = $1
      }
    case .ties:
      let usual: [FunnelRules.Ties] =
        [.inOrder, .fileOrder] + [1, 2, 60].map { .rounded(Microseconds(seconds: $0)) }
      return choices(usual.with(rules.ties), \.words) { $0.ties = $1 }
    case .unit:
      let roles = model.data?.summary.roles
      // What users and sessions are told by is counted as these already.
      let columns = model.plainColumns.filter { $0 != roles?.unit && $0 != roles?.session }
      let units = [.user, .session] + columns.map(FunnelRules.CountedUnit.column)
      return choices(units.with(rules.unit), \.words) { $0.unit = $1 }
    case .counted:
      return choices(
        FunnelRules.Counted.allCases, { $0 == .units ? "once" : "every attempt" }
      ) { $0.counted = $1 }
    case .excluded where model.query.funnel.exclusions.isEmpty:
      return [RuleChoice(words: "no event is excluded") { _ in }]
    case .excluded:
      return choices(
        FunnelRules.Excluded.allCases, { $0 == .lost ? "lost at that step" : "removed altogether" }
      ) { $0.excluded = $1 }
    case .reuse:
      return choices(
        [false, true], { $0 ? "an event may fill several steps" : "an event fills one step" }
      ) { $0.reusesEvents = $1 }
    case .attribution:
      let steps = (1...max(1, model.query.funnel.steps.count)).map {
        FunnelRules.Attribution.step($0)
      }
      let all: [FunnelRules.Attribution] = [.entry, .first, .last] + steps + [.every]
      return choices(all.with(rules.attribution), \.words) { $0.attribution = $1 }
    case .held:
      let columns = [nil] + model.plainColumns.map(Optional.some)
      return choices(columns.with(rules.heldColumn), { $0 ?? "nothing" }) { $0.heldColumn = $1 }
    }
  }

  /// The position of the value that is set.
  func index(in choices: [RuleChoice], of rules: FunnelRules) -> Int? {
    guard self != .preset else {
      return rules.preset.flatMap { RulePreset.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }
    return choices.firstIndex { choice in
      var copy = rules
      choice.apply(&copy)
      return copy == rules
    }
  }

  private func choices<Value>(
    _ values: [Value], _ words: (Value) -> String,
    apply: @escaping (inout FunnelRules, Value) -> Void
  ) -> [RuleChoice] {
    values.map { value in RuleChoice(words: words(value)) { apply(&$0, value) } }
  }

  /// The product's switches all at once; dates are no rule of a product.
  private static var presets: [RuleChoice] {
    ([nil] + RulePreset.allCases.map(Optional.some)).map { preset in
      RuleChoice(words: preset?.name ?? "funneltop") { rules in
        var next = preset?.rules ?? FunnelRules()
        (next.from, next.until, next.sessionGap) = (rules.from, rules.until, rules.sessionGap)
        rules = next
      }
    }
  }
}

extension Array where Element: Equatable {
  /// The values and, when it is not among them, the one that is set.
  fileprivate func with(_ value: Element) -> [Element] {
    contains(value) ? self : self + [value]
  }
}

extension FunnelRules.Order {
  fileprivate var words: String {
    switch self {
    case .loose: "in order"
    case .strict: "strict, nothing between"
    case .any: "any"
    }
  }
}

extension FunnelRules.Ties {
  fileprivate var words: String {
    switch self {
    case .inOrder: "counts as in order"
    case .fileOrder: "in the order of the file"
    case .rounded(let length): "times cut to \(windowWords(length))"
    }
  }
}

extension FunnelRules.CountedUnit {
  fileprivate var words: String {
    switch self {
    case .user: "users"
    case .session: "sessions"
    case .column(let name): "values of \(name)"
    }
  }
}

extension FunnelRules.Attribution {
  fileprivate var words: String {
    switch self {
    case .entry: "at entry"
    case .first: "the first"
    case .last: "the last"
    case .step(let number): "at step \(number)"
    case .every: "every one"
    }
  }
}

extension DashboardModel {
  /// The columns that can be counted or held: all but the event itself.
  var plainColumns: [String] {
    (data?.columns ?? []).map(\.name).filter { $0 != data?.summary.roles.event }
  }

  /// Gives the selected switch of the form its next value, or the one before.
  mutating func changeRule(by step: Int) -> [DashboardEffect] {
    guard let position = formRow, RuleRow.allCases.indices.contains(position), hasFunnel else {
      return []
    }
    isProposalSettled = true
    let row = RuleRow.allCases[position]
    let choices = row.choices(self)
    guard !choices.isEmpty else { return [] }
    // From a value that was refused the keys go on to the one after it.
    let tried = refusal.isEmpty ? nil : triedChoice
    let current = tried ?? row.index(in: choices, of: query.rules)
    let next = current.map { ($0 + step + choices.count) % choices.count } ?? 0
    refusal = []
    triedChoice = next
    return change { choices[next].apply(&$0.rules) }
  }
}
