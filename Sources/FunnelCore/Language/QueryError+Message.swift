extension QueryError: CustomStringConvertible {
  /// The same as ``message``.
  public var description: String { message }

  /// What is wrong and what to do, in one to three lines.
  public var message: String {
    switch self {
    case .unknownEvent(let name, let suggestions):
      "no event is named \(expressionText(name))\n"
        + Self.advice(suggestions, otherwise: "`funneltop inspect` lists the events of the data")
    case .unknownColumn(let name, let suggestions):
      "no column is named \(expressionText(name))\n"
        + Self.advice(suggestions, otherwise: "`funneltop inspect` lists the columns of the data")
    case .invalidPattern(let pattern, let reason):
      "the regular expression \(quotedExpressionText(pattern)) cannot be read\n"
        + (reason.split(separator: "\n").first.map(String.init)
          ?? "check its brackets and backslashes")
    case .contradiction(let reason): reason
    case .tooManySteps(let limit): "a funnel has at most \(limit) steps: remove some"
    }
  }

  private static func advice(_ suggestions: [String], otherwise: String) -> String {
    let names = suggestions.map(expressionText)
    guard let last = names.last else { return otherwise }
    let list = names.dropLast().joined(separator: ", ")
    return "did you mean " + (list.isEmpty ? last : "\(list) or \(last)") + "?"
  }
}
