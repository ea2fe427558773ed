/// Reads the step language by recursive descent, one token ahead.
struct ExpressionParser {
  private let text: String
  private var scanner: ExpressionScanner
  private(set) var token: ExpressionToken
  /// How deep the current condition is nested in parentheses and `not`.
  var depth = 0
  static let depthLimit = 100

  init(_ text: String) throws(ExpressionError) {
    self.text = text
    scanner = ExpressionScanner(text)
    token = ExpressionToken(kind: .end, range: 0..<0)
    try advance()
  }

  /// Moves on to the next token.
  mutating func advance() throws(ExpressionError) {
    do throws(ExpressionScanner.Failure) {
      token = try scanner.next()
    } catch {
      throw ExpressionError(error.message, text: text, offset: error.offset)
    }
  }

  /// Whether the sign `>` follows the current token with nothing between.
  var isFollowedByArrowHead: Bool {
    scanner.position == token.range.upperBound && scanner.position < scanner.scalars.count
      && scanner.scalars[scanner.position] == ">"
  }

  /// Moves past a sign when it is next, and says whether it was.
  mutating func take(_ sign: String) throws(ExpressionError) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    try advance()
    return true
  }

  /// Moves past a bare word when it is next, and says whether it was.
  mutating func take(word: String) throws(ExpressionError) -> Bool {
    guard isNext(word: word) else { return false }
    try advance()
    return true
  }

  /// Whether a bare word is next; keywords may be written in capitals.
  func isNext(word: String) -> Bool {
    guard case .word(let found) = token.kind else { return false }
    return found.lowercased() == word
  }

  /// Takes a bare or quoted text that is no event name: a column, a value or a label.
  mutating func takeText(_ what: String, advice: String) throws(ExpressionError) -> String {
    switch token.kind {
    case .word(let word):
      guard !word.unicodeScalars.contains("*") else {
        throw failure("* is a wildcard only in event names: put \(what) in \"…\"")
      }
      try advance()
      return word
    case .quoted(let text):
      try advance()
      return text
    case .sign, .end: throw failure("\(what) is expected, \(foundText): \(advice)")
    }
  }

  /// What is next, for messages: `found >`.
  var foundText: String {
    switch token.kind {
    case .word(let word): "found \(excerpt(word))"
    case .quoted(let text): "found \"\(excerpt(text))\""
    case .sign(let sign): "found \(sign)"
    case .end: "but the text ends here"
    }
  }

  /// The start of a word; the line with the caret shows the rest.
  private func excerpt(_ word: String) -> String {
    let cleaned = String(
      word.unicodeScalars.map { $0.isExpressionWord || $0 == "*" ? Character($0) : " " })
    return cleaned.count > 32 ? cleaned.prefix(31) + "…" : cleaned
  }

  /// Makes an error at the current token, or at a given offset.
  func failure(_ message: String, at offset: Int? = nil) -> ExpressionError {
    ExpressionError(message, text: text, offset: offset ?? token.range.lowerBound)
  }
}
