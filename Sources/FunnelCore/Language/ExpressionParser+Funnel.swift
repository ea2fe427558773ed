extension ExpressionParser {
  /// Reads a whole funnel up to the end of the text.
  mutating func funnel() throws(ExpressionError) -> FunnelDefinition {
    if token.kind == .end {
      throw failure("there are no steps: write event names with > between them, such as a > b")
    }
    var steps: [FunnelStep] = []
    var exclusions: [FunnelDefinition.Exclusion] = []
    var lastExclusion: Int?
    var firstOptional: Int?
    var lastOptional: Int?
    repeat {
      let start = token.range.lowerBound
      if try take("!") {
        guard !steps.isEmpty else {
          throw failure(
            "an exclusion stands between two steps: name the step before it first", at: start)
        }
        let matchers = try alternative()
        try refuseModifiers()
        exclusions.append(.init(afterStep: steps.count - 1, matchers: matchers))
        lastExclusion = start
      } else {
        let (step, optionalAt) = try step()
        if steps.isEmpty { firstOptional = optionalAt }
        lastOptional = optionalAt
        steps.append(step)
        lastExclusion = nil
      }
    } while try takeStepSeparator()
    if let lastExclusion {
      throw failure(
        "an exclusion stands between two steps: add > and the step after it", at: lastExclusion)
    }
    if let place = firstOptional {
      throw failure("the first step cannot be optional: remove the ?", at: place)
    }
    if let place = lastOptional {
      throw failure("the last step cannot be optional: remove the ?", at: place)
    }
    return FunnelDefinition(steps: steps, exclusions: exclusions)
  }

  /// Moves past `>`; false at the end of the text.
  private mutating func takeStepSeparator() throws(ExpressionError) -> Bool {
    if token.kind == .end { return false }
    if try take(">") {
      guard token.kind == .end else { return true }
      throw failure("a step is missing after the last >: name an event, or remove the >")
    }
    switch token.kind {
    case .sign("=>"), .sign(">="):
      throw failure("\(foundText), but steps are joined by >")
    case .sign("||"): throw failure("found ||, but alternatives are joined by a single |")
    case .sign(","), .sign("&"), .sign("&&"):
      throw failure("\(foundText), but steps are joined by >")
    case .sign("="), .sign("=="), .sign("!="), .sign("<"), .sign("<="), .sign("~"):
      throw failure("\(foundText) outside [ ]: conditions stand in brackets, as in a[page = b]")
    case .sign("]"): throw failure("found ] without a [ before it: remove it")
    case .sign("("), .sign(")"):
      throw failure("\(foundText) outside [ ]: steps take no parentheses, remove it")
    case .sign("!"): throw failure("found ! in a step: put > before the exclusion")
    case .word(let word) where word.lowercased() == "x":
      throw failure("found x: write the count without a space, as in view x3")
    case .word("-") where isFollowedByArrowHead:
      throw failure("found ->, but steps are joined by >")
    case .word(let word) where word.hasPrefix("-") || word.contains("→"):
      throw failure("\(foundText), but steps are joined by >")
    default:
      throw failure(
        "\(foundText) after a complete step: put > between steps, or quotes around a name of"
          + " several words")
    }
  }

  /// Reads one step; also returns where its `?` stands, if it has one.
  private mutating func step() throws(ExpressionError) -> (FunnelStep, optionalAt: Int?) {
    var step = FunnelStep(matchers: try alternative())
    var optionalAt: Int?
    var hasCount = false
    while true {
      let start = token.range.lowerBound
      if token.kind == .sign("?") {
        if step.isOptional { throw failure("a second ? in one step: remove it") }
        try advance()
        step.isOptional = true
        optionalAt = start
      } else if let count = try takeCount() {
        if hasCount { throw failure("a second count in one step: keep one", at: start) }
        step.count = count
        hasCount = true
      } else if try take(word: "within") {
        if step.within != nil {
          throw failure("a second within in one step: keep one", at: start)
        }
        step.within = try takeDuration()
      } else if try take(word: "as") {
        if step.name != nil { throw failure("a second as in one step: keep one", at: start) }
        step.name = try takeText(
          "the name of the step", advice: "write it after as, in quotes when it has spaces")
      } else {
        return (step, optionalAt)
      }
    }
  }

  /// Takes a count such as `x3` when it is next.
  private mutating func takeCount() throws(ExpressionError) -> Int? {
    guard case .word(let word) = token.kind, let first = word.utf8.first,
      first == UInt8(ascii: "x") || first == UInt8(ascii: "X"), word.utf8.count > 1,
      word.utf8.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    guard let count = Int(word.dropFirst()), (1...1000).contains(count) else {
      throw failure("the count of a step is a whole number from x1 to x1000")
    }
    try advance()
    return count
  }

  private mutating func takeDuration() throws(ExpressionError) -> Microseconds {
    guard case .word(let word) = token.kind else {
      throw failure("a length of time is expected after within, \(foundText): write 30m, 12h or 7d")
    }
    switch Microseconds.parse(word) {
    case .success(let length):
      try advance()
      return length
    case .failure(let problem): throw failure(problem.message)
    }
  }

  private mutating func refuseModifiers() throws(ExpressionError) {
    let start = token.range.lowerBound
    if token.kind == .sign("?") || isNext(word: "within") || isNext(word: "as") {
      throw failure("an exclusion is only events: \(foundText), remove it")
    }
    if try takeCount() != nil {
      throw failure("an exclusion is only events: remove the count", at: start)
    }
  }

  /// Reads events joined by `|`.
  private mutating func alternative() throws(ExpressionError) -> [EventMatcher] {
    var matchers: [EventMatcher] = []
    repeat { matchers.append(try matcher()) } while try take("|")
    return matchers
  }

  private mutating func matcher() throws(ExpressionError) -> EventMatcher {
    let name = try eventName()
    let opening = token.range.lowerBound
    guard try take("[") else { return EventMatcher(name: name) }
    if token.kind == .sign("]") {
      throw failure("the brackets hold no condition: write one, such as [page = a], or remove them")
    }
    let predicate = try condition()
    if token.kind == .end {
      throw failure("the [ opened here is never closed: add a ]", at: opening)
    }
    guard try take("]") else { throw afterCondition(closing: "]") }
    return EventMatcher(name: name, predicate: predicate)
  }

  private mutating func eventName() throws(ExpressionError) -> EventMatcher.Name {
    switch token.kind {
    case .quoted(let text):
      if text.isEmpty { throw failure("the name in the quotes is empty: name an event") }
      try advance()
      return .exact(text)
    case .word(let word):
      if word.hasSuffix("-"), isFollowedByArrowHead {
        throw failure(
          "found ->, but steps are joined by >; a name that ends in - needs a space after it",
          at: token.range.upperBound - 1)
      }
      try advance()
      if word == "*" { return .any }
      let parts = word.unicodeScalars.split(separator: "*", omittingEmptySubsequences: false)
      return parts.count == 1 ? .exact(word) : .wildcard(parts.map { String($0) })
    case .sign(">"), .sign(">="):
      throw failure(
        "a step is missing before \(token.kind == .sign(">") ? ">" : ">="): name an event")
    case .sign("["):
      throw failure("an event is missing before [: name one, or write * for any event")
    case .sign("!"):
      throw failure("found ! inside a step: an exclusion is an item of its own, > !a >")
    case .sign, .end: throw failure("an event name is expected, \(foundText)")
    }
  }
}
