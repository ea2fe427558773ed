import FunnelCore

/// A part of the rule in words, and when it is given up as space shrinks: the highest rank first.
struct RulePart: Equatable, Sendable {
  let text: String
  let rank: Int
}

extension FunnelRules {
  /// What one of those counted is called; an `s` makes it many.
  var noun: String {
    guard counted == .units else { return "attempt" }
    return switch unit {
    case .user: "user"
    case .session: "session"
    case .column: "value"
    }
  }

  /// What is counted, in words.
  private var unitPart: RulePart {
    let unit =
      switch unit {
      case .user: "users"
      case .session: "sessions"
      case .column(let name): "values of \(name)"
      }
    let isDefault = self.unit == .user && counted == .units
    return RulePart(
      text: counted == .attempts ? "attempts of \(unit)" : unit, rank: isDefault ? 5 : 1)
  }

  private var orderPart: RulePart {
    switch order {
    case .loose: RulePart(text: "ordered", rank: 2)
    case .strict: RulePart(text: "strictly ordered", rank: 1)
    case .any: RulePart(text: "any order", rank: 1)
    }
  }

  private var windowPart: RulePart {
    let origin = windowOrigin == .entry ? "from entry" : "from the previous step"
    return RulePart(
      text: window.map { "\(windowWords($0)) \(origin)" } ?? "no time limit", rank: 0)
  }

  /// The product whose rules these are, with what is set otherwise; the parts that follow say how.
  private var productPart: RulePart? {
    guard let product else { return nil }
    let name = "as \(product.preset.name) counts"
    let names = product.exceptions.map(\.words).joined(separator: ", ")
    return RulePart(text: names.isEmpty ? name : "\(name), except \(names)", rank: 1)
  }

  /// Whether a product was named and its switches are no longer all as it has them.
  var isChangedProduct: Bool { preset != nil && product?.exceptions.isEmpty != true }

  private var entryPart: RulePart {
    if counted == .attempts { return RulePart(text: "one after the other", rank: 5) }
    return entry == .first
      ? RulePart(text: "first entry", rank: 3) : RulePart(text: "any entry", rank: 5)
  }

  /// The rules in words that differ from the default ones.
  private var specialParts: [RulePart] {
    var parts: [RulePart] = []
    func add(_ text: String, _ rank: Int) { parts.append(RulePart(text: text, rank: rank)) }
    if let heldColumn { add("same \(heldColumn)", 3) }
    if let from { add("from \(momentWords(from))", 4) }
    if let until { add("until \(momentWords(until))", 4) }
    if from != nil || until != nil, bounds == .everyEvent { add("dates bound every event", 7) }
    if reusesEvents { add("events reused", 4) }
    switch ties {
    case .inOrder: break
    case .fileOrder: add("ties in file order", 6)
    case .rounded(let length): add("times cut to \(windowWords(length))", 6)
    }
    if !ignored.isEmpty {
      add("ignoring \(ignored.map(\.words).joined(separator: ", "))", 6)
    }
    return parts
  }

  /// The rules in words in the order they are said, with what the funnel excludes.
  func parts(excluding names: [String]) -> [RulePart] {
    var parts = [productPart, unitPart, orderPart, windowPart].compactMap { $0 }
    if !names.isEmpty {
      let fate = excluded == .removed ? "removing those with" : "excluding"
      parts.append(RulePart(text: "\(fate) \(names.joined(separator: ", "))", rank: 3))
    }
    return parts + [entryPart] + specialParts
  }
}

extension FunnelQuery {
  /// The rule in words.
  var ruleParts: [RulePart] {
    var names: [String] = []
    for name in funnel.exclusions.flatMap(\.matchers).map(\.words) where !names.contains(name) {
      names.append(name)
    }
    return rules.parts(excluding: names)
  }

  /// What the steps are called before a result names them; bars of any order are no single steps.
  var stepWords: [String] {
    funnel.steps.indices.map { step in
      rules.order == .any
        ? "any \(step + 1) of \(funnel.steps.count)" : funnel.steps[step].words
    }
  }
}

extension FunnelResult {
  /// The result with its bars called what the screen calls them.
  var withShownLabels: FunnelResult {
    guard query.rules.order == .any else { return self }
    let names = query.stepWords
    func label(_ numbers: inout FunnelNumbers) {
      for step in numbers.steps.indices where names.indices.contains(step) {
        numbers.steps[step].label = names[step]
      }
    }
    var result = self
    label(&result.funnel)
    for split in result.breakdowns.indices {
      for group in result.breakdowns[split].groups.indices {
        label(&result.breakdowns[split].groups[group].funnel)
      }
    }
    return result
  }
}

extension RuleSwitch {
  /// What the form of the rules and the first line call the switch.
  var words: String {
    switch self {
    case .unit: "count"
    case .order: "order"
    case .window: "window"
    case .windowOrigin: "window from"
    case .entry: "entry"
    case .ties: "same moment"
    case .reuse: "reuse"
    case .excluded: "excluded"
    case .reportedChain: "reported chain"
    case .bounds: "dates"
    case .hold: "hold constant"
    case .counted: "each"
    case .attribution: "split by value"
    }
  }
}
