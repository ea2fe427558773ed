/// Returns a name, column or value as the step language writes it: bare, or quoted where it must be.
public func expressionText(_ text: String) -> String {
  let isBare = !text.isEmpty && text.unicodeScalars.allSatisfy(\.isExpressionWord)
  return isBare ? text : quotedExpressionText(text)
}

/// Returns a text in double quotes, with quotes and backslashes escaped.
func quotedExpressionText(_ text: String) -> String {
  var quoted = "\"".unicodeScalars
  for scalar in text.unicodeScalars {
    if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
    quoted.append(scalar)
  }
  quoted.append("\"")
  return String(quoted)
}

extension FunnelDefinition: CustomStringConvertible {
  /// The funnel in the step language; parsing it gives an equal funnel.
  public var description: String {
    var items: [String] = []
    for (position, step) in steps.enumerated() {
      items.append(step.description)
      for exclusion in exclusions where exclusion.afterStep == position {
        items.append("!" + exclusion.matchers.map(\.description).joined(separator: " | "))
      }
    }
    return items.joined(separator: " > ")
  }
}

extension FunnelStep: CustomStringConvertible {
  /// The step in the step language.
  public var description: String {
    var text = matchers.map(\.description).joined(separator: " | ")
    if count != 1 { text += " x\(count)" }
    if isOptional { text += "?" }
    if let within { text += " within \(within.expression)" }
    if let name { text += " as \(expressionText(name))" }
    return text
  }

  /// The text that names the step on screen and in reports.
  ///
  /// The author's name for it; without one its events and their count, a single plain event
  /// without quotes.
  public var label: String {
    if let name { return name }
    let times = count == 1 ? "" : " x\(count)"
    if matchers.count == 1, matchers[0].predicate == nil, case .exact(let name) = matchers[0].name {
      return name + times
    }
    return matchers.map(\.description).joined(separator: " | ") + times
  }
}

extension EventMatcher: CustomStringConvertible {
  /// The matcher in the step language.
  public var description: String {
    let text =
      switch name {
      case .any: "*"
      case .exact(let name): expressionText(name)
      case .wildcard(let parts): parts.joined(separator: "*")
      }
    guard let predicate else { return text }
    return "\(text)[\(predicate)]"
  }
}

extension Predicate: CustomStringConvertible {
  /// The condition in the step language; parsing it gives an equal condition.
  public var description: String {
    switch self {
    case .and(let terms):
      terms.map { $0.isConjunction || $0.isDisjunction ? "(\($0))" : $0.description }
        .joined(separator: " and ")
    case .or(let terms):
      terms.map { $0.isDisjunction ? "(\($0))" : $0.description }.joined(separator: " or ")
    case .not(let term):
      term.isConjunction || term.isDisjunction ? "not (\(term))" : "not \(term)"
    case .comparison(let column, let comparison, let value):
      "\(Self.text(ofColumn: column)) \(comparison.rawValue) \(expressionText(value))"
    case .isOne(let column, let values):
      "\(Self.text(ofColumn: column)) in (\(values.map(expressionText).joined(separator: ", ")))"
    case .isSet(let column): "\(Self.text(ofColumn: column)) is set"
    case .isMissing(let column): "\(Self.text(ofColumn: column)) is missing"
    }
  }

  private var isConjunction: Bool { if case .and = self { true } else { false } }
  private var isDisjunction: Bool { if case .or = self { true } else { false } }

  /// A column that reads `not` needs quotes, or it would negate what follows.
  private static func text(ofColumn column: String) -> String {
    column.lowercased() == "not" ? quotedExpressionText(column) : expressionText(column)
  }
}
