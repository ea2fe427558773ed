import FunnelCore
import Testing

@Suite struct ExpressionErrorTests {
  @Test(arguments: [
    ("", "there are no steps: write event names with > between them, such as a > b", 0),
    ("a >  ", "a step is missing after the last >: name an event, or remove the >", 3),
    ("a > > b", "a step is missing before >: name an event", 4),
    ("> b", "a step is missing before >: name an event", 0),
    ("a > \"b", "the quote opened here is never closed: add a \"", 4),
    ("a[b = c", "the [ opened here is never closed: add a ]", 1),
    ("a[]", "the brackets hold no condition: write one, such as [page = a], or remove them", 2),
    ("a => b", "found =>, but steps are joined by >", 2),
    ("a -> b", "found ->, but steps are joined by >", 2),
    (
      "a->b", "found ->, but steps are joined by >; a name that ends in - needs a space after it", 1
    ),
    ("a || b", "found ||, but alternatives are joined by a single |", 2),
    ("a[b == c]", "found ==: use = for equal", 4),
    ("a[b => c]", "found =>: use >= for greater or equal", 4),
    (
      "a[b startswith c]", "found startswith where an operator is expected: did you mean starts?", 4
    ),
    ("a[b = c && d = e]", "found && between conditions: write and", 8),
    (
      "a[b = c d]",
      "and, or or ] is expected after a condition, found d; quote a value of several words", 8
    ),
    ("a[b = *]", "* is a wildcard only in event names: put a value in \"…\"", 6),
    (
      "a[(b = c]",
      "and, or or ) is expected after a condition, found ]; quote a value of several words", 8
    ),
    ("a[b is not set]", "found is not: write is set or is missing, or not before the condition", 7),
    ("a = b", "found = outside [ ]: conditions stand in brackets, as in a[page = b]", 2),
    (
      "sign up",
      "found up after a complete step: put > between steps, or quotes around a name of several words",
      5
    ),
    ("view x 3", "found x: write the count without a space, as in view x3", 5),
    ("view x0", "the count of a step is a whole number from x1 to x1000", 5),
    ("a? > b", "the first step cannot be optional: remove the ?", 1),
    ("a > b?", "the last step cannot be optional: remove the ?", 5),
    ("!a > b", "an exclusion stands between two steps: name the step before it first", 0),
    ("a > !b", "an exclusion stands between two steps: add > and the step after it", 4),
    ("a > !b x2 > c", "an exclusion is only events: remove the count", 7),
    ("a !b", "found ! in a step: put > before the exclusion", 2),
    (
      "a within 2 > b",
      "this is no length of time: write a whole number and s, m, h, d or w, such as 30m, 12h or 7d",
      9
    ),
    (
      "a as > b",
      "the name of the step is expected, found >: write it after as, in quotes when it has spaces",
      5
    ),
    ("it's", "found ', but texts are quoted with \" here", 2),
    ("a%b", "found %, which a name can hold only in quotes: put the name in \"…\"", 1),
    ("\"\"", "the name in the quotes is empty: name an event", 0),
    ("a\u{1B}b", "found the control character U+1B: remove it, or put the text in \"…\"", 1),
  ])
  func `says what is wrong in a funnel`(_ text: String, _ message: String, _ offset: Int) {
    #expect(throws: ExpressionError(message, text: text, offset: offset)) {
      try FunnelDefinition(parsing: text)
    }
  }

  @Test(arguments: [
    ("", "the condition is empty: write one, such as device = mobile", 0),
    ("a = b)", "found ) without a ( before it: remove it", 5),
    ("a in b", "( is expected after in, found b: write in (a, b)", 5),
    ("a in (b c)", ", or ) is expected in a list of values, found c", 8),
    ("a is", "set or missing is expected after is, but the text ends here", 4),
    (
      "a",
      "an operator is expected after the column, but the text ends here: use = != < <= > >= contains starts ends ~ !~ in or is",
      1
    ),
    (
      "a not in (b)", "found not after a column: write not before the condition, not a in (b, c)", 2
    ),
  ])
  func `says what is wrong in a condition`(_ text: String, _ message: String, _ offset: Int) {
    #expect(throws: ExpressionError(message, text: text, offset: offset)) {
      try Predicate(parsing: text)
    }
  }

  private func rendered(_ text: String) -> String {
    do {
      return try FunnelDefinition(parsing: text).description
    } catch {
      return error.rendered
    }
  }

  @Test func `puts the caret under the place`() {
    #expect(
      rendered("view > cart[n == 1]") == """
        found ==: use = for equal
        view > cart[n == 1]
                      ^
        """)
  }

  @Test func `shows line ends and escapes as spaces and counts wide letters twice`() {
    #expect(
      rendered("カート\n>\t\"\u{1B}\" =") == """
        found = outside [ ]: conditions stand in brackets, as in a[page = b]
        カート > " " =
                     ^
        """)
  }

  @Test func `shows a window of a long text`() {
    let text = Array(repeating: "abcdef", count: 20).joined(separator: " > ") + " >> "
    let lines = (rendered(text + text)).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].count <= 76)
    #expect(lines[1].first == "…" && lines[1].last == "…")
    #expect(Array(lines[1])[lines[2].count - 1] == ">")
    #expect(Array(lines[1])[lines[2].count - 2] == ">")
  }

  @Test func `limits how deep conditions nest`() {
    #expect(throws: Never.self) {
      try Predicate(parsing: String(repeating: "not ", count: 99) + "a = 1")
    }
    for opening in ["(", "not "] {
      #expect(throws: ExpressionError.self) {
        try Predicate(parsing: String(repeating: opening, count: 100_000) + "a = 1")
      }
    }
  }
}
