extension ExpressionParser {
  /// Reads conditions joined by `or`, the weakest of the connectives.
  mutating func condition() throws(ExpressionError) -> Predicate {
    var terms = [try conjunction()]
    while try take(word: "or") { terms.append(try conjunction()) }
    return terms.count == 1 ? terms[0] : .or(terms)
  }

  private mutating func conjunction() throws(ExpressionError) -> Predicate {
    var terms = [try term()]
    while try take(word: "and") { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : .and(terms)
  }

  private mutating func term() throws(ExpressionError) -> Predicate {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw failure("the condition is nested more than \(Self.depthLimit) deep: simplify it")
    }
    let opening = token.range.lowerBound
    if try take("(") {
      let inner = try condition()
      if token.kind == .end {
        throw failure("the ( opened here is never closed: add a )", at: opening)
      }
      guard try take(")") else { throw afterCondition(closing: ")") }
      return inner
    }
    if isNext(word: "not"), !(try isColumnNext()) {
      try advance()
      return .not(try term())
    }
    if token.kind == .sign("!") { throw failure("found !: write not before a condition") }
    return try comparison()
  }

  /// Whether the next word is a column even if it reads `not`: an operator follows it.
  private func isColumnNext() throws(ExpressionError) -> Bool {
    var ahead = self
    try ahead.advance()
    guard case .sign(let sign) = ahead.token.kind else { return false }
    return Predicate.Comparison(rawValue: sign) != nil || sign == "=="
  }

  private mutating func comparison() throws(ExpressionError) -> Predicate {
    let column = try takeText("a column", advice: "write a condition such as page = a")
    if try take(word: "in") { return .isOne(column: column, of: try values()) }
    if try take(word: "is") {
      if try take(word: "set") { return .isSet(column: column) }
      if try take(word: "missing") { return .isMissing(column: column) }
      if isNext(word: "not") {
        throw failure("found is not: write is set or is missing, or not before the condition")
      }
      throw failure("set or missing is expected after is, \(foundText)")
    }
    let comparison = try takeComparison()
    let value = try takeText(
      "a value", advice: "write it after the operator, in quotes when it is no plain word")
    return .comparison(column: column, comparison, value: value)
  }

  private mutating func takeComparison() throws(ExpressionError) -> Predicate.Comparison {
    switch token.kind {
    case .sign(let sign):
      guard let comparison = Predicate.Comparison(rawValue: sign) else {
        throw failure(Self.complaint(aboutOperator: sign))
      }
      try advance()
      return comparison
    case .word(let word):
      if let comparison = Predicate.Comparison(rawValue: word.lowercased()) {
        try advance()
        return comparison
      }
      if word.lowercased() == "not" {
        throw failure("found not after a column: write not before the condition, not a in (b, c)")
      }
      let nearest = nearestNames(to: word, in: ["contains", "starts", "ends", "in", "is"]).first
      let advice = nearest.map { "did you mean \($0)?" } ?? Self.operators
      throw failure("\(foundText) where an operator is expected: \(advice)")
    case .quoted, .end:
      throw failure("an operator is expected after the column, \(foundText): \(Self.operators)")
    }
  }

  private static let operators = "use = != < <= > >= contains starts ends ~ !~ in or is"

  private static func complaint(aboutOperator sign: String) -> String {
    switch sign {
    case "==": "found ==: use = for equal"
    case "=>": "found =>: use >= for greater or equal"
    case "=<": "found =<: use <= for less or equal"
    case "<>", "!": "found \(sign): use != for not equal"
    case "=~": "found =~: use ~ for a regular expression"
    default: "an operator is expected after the column, found \(sign): \(operators)"
    }
  }

  private mutating func values() throws(ExpressionError) -> [String] {
    let opening = token.range.lowerBound
    guard try take("(") else {
      throw failure("( is expected after in, \(foundText): write in (a, b)")
    }
    var values: [String] = []
    repeat {
      values.append(try takeText("a value", advice: "write the values as in (a, b)"))
    } while try take(",")
    if token.kind == .end {
      throw failure("the ( opened here is never closed: add a )", at: opening)
    }
    guard try take(")") else {
      throw failure(", or ) is expected in a list of values, \(foundText)")
    }
    return values
  }

  /// Explains what may not follow a complete condition.
  func afterCondition(closing: String?) -> ExpressionError {
    switch token.kind {
    case .sign("&&"), .sign("&"), .sign(","):
      return failure("\(foundText) between conditions: write and")
    case .sign("||"), .sign("|"): return failure("\(foundText) between conditions: write or")
    case .sign(")"): return failure("found ) without a ( before it: remove it")
    case .sign("]") where closing == nil:
      return failure("found ] without a [ before it: remove it")
    default:
      let end = closing.map { ", or or \($0)" } ?? " or or"
      return failure(
        "and\(end) is expected after a condition, \(foundText); quote a value of several words")
    }
  }
}
