/// One word, quoted text or sign of the step language.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    /// Letters, digits and the other signs a name may hold without quotes, `*` included.
    case word(String)
    /// The text between double quotes, without its escapes.
    case quoted(String)
    /// An operator or a bracket.
    case sign(String)
    /// The end of the text.
    case end
  }

  var kind: Kind
  /// Where it starts and ends, in Unicode scalars.
  var range: Range<Int>
}

/// Cuts a text into tokens, one at a time.
///
/// Works on Unicode scalars: a combining mark after a sign must not swallow the sign.
struct ExpressionScanner {
  let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Why the scanner cannot go on.
  struct Failure: Error {
    var message: String
    var offset: Int
  }

  mutating func next() throws(Failure) -> ExpressionToken {
    while position < scalars.count, scalars[position].isExpressionSpace { position += 1 }
    let start = position
    guard start < scalars.count else {
      // The end is just after the last thing written, not after blanks that follow it.
      var end = start
      while end > 0, scalars[end - 1].isExpressionSpace { end -= 1 }
      return ExpressionToken(kind: .end, range: end..<end)
    }
    let first = scalars[start]
    if first == "\"" { return try quotedText() }
    if first.isExpressionWord || first == "*" {
      var text = String.UnicodeScalarView()
      while position < scalars.count,
        scalars[position].isExpressionWord || scalars[position] == "*"
      {
        text.append(scalars[position])
        position += 1
      }
      return ExpressionToken(kind: .word(String(text)), range: start..<position)
    }
    return try sign()
  }

  private mutating func quotedText() throws(Failure) -> ExpressionToken {
    let start = position
    var text = String.UnicodeScalarView()
    position += 1
    while position < scalars.count, scalars[position] != "\"" {
      // A backslash before anything else stands for itself, which regular expressions rely on.
      let isEscape =
        scalars[position] == "\\" && position + 1 < scalars.count
        && (scalars[position + 1] == "\"" || scalars[position + 1] == "\\")
      if isEscape { position += 1 }
      text.append(scalars[position])
      position += 1
    }
    guard position < scalars.count else {
      throw Failure(message: "the quote opened here is never closed: add a \"", offset: start)
    }
    position += 1
    return ExpressionToken(kind: .quoted(String(text)), range: start..<position)
  }

  private static let pairs: Set = [
    "<=", ">=", "!=", "!~", "==", "=>", "=<", "<>", "=~", "&&", "||",
  ]

  private mutating func sign() throws(Failure) -> ExpressionToken {
    let start = position
    let one = String(scalars[start])
    if start + 1 < scalars.count {
      let two = one.unicodeScalars.map { $0 } + [scalars[start + 1]]
      let pair = two.reduce(into: "") { $0.unicodeScalars.append($1) }
      if Self.pairs.contains(pair) {
        position += 2
        return ExpressionToken(kind: .sign(pair), range: start..<position)
      }
    }
    guard "<>=!~|[](),?&".unicodeScalars.contains(scalars[start]) else {
      throw Failure(message: Self.complaint(about: scalars[start]), offset: start)
    }
    position += 1
    return ExpressionToken(kind: .sign(one), range: start..<position)
  }

  private static func complaint(about scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "'": return "found ', but texts are quoted with \" here"
    case "\\": return "found \\ outside quotes: put the whole text in \"…\""
    case "{", "}": return "found \(scalar): conditions stand in [ ], lists in ( )"
    default:
      guard scalar.value > 0x20, scalar.value < 0x7F else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        return "found the control character U+\(code): remove it, or put the text in \"…\""
      }
      return "found \(scalar), which a name can hold only in quotes: put the name in \"…\""
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar separates words; outside ASCII too, because blanks are pasted from anywhere.
  var isExpressionSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20: true
    case 0..<0x80: false
    default: properties.isWhitespace
    }
  }

  /// Whether the scalar may stand in a name without quotes.
  var isExpressionWord: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "$": true
    default: value >= 0x80 && !isExpressionSpace && !(0x80..<0xA0).contains(value)
    }
  }
}
