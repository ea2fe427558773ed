extension FunnelDefinition {
  /// Reads a funnel written in the step language, such as `view > cart x2 > purchase within 2d`.
  public init(parsing text: String) throws(ExpressionError) {
    var parser = try ExpressionParser(text)
    self = try parser.funnel()
  }
}

extension Predicate {
  /// Reads a condition written in the step language, such as `device = mobile and price >= 10`.
  public init(parsing text: String) throws(ExpressionError) {
    var parser = try ExpressionParser(text)
    if parser.token.kind == .end {
      throw parser.failure("the condition is empty: write one, such as device = mobile")
    }
    self = try parser.condition()
    guard parser.token.kind == .end else { throw parser.afterCondition(closing: nil) }
  }
}

/// Reads names separated by commas, each bare or in quotes: `device,"my column"`.
public func parseColumnList(_ text: String) throws(ExpressionError) -> [String] {
  var parser = try ExpressionParser(text)
  var columns: [String] = []
  repeat {
    columns.append(try parser.takeText("a name", advice: "write names separated by commas"))
  } while try parser.take(",")
  guard parser.token.kind == .end else {
    throw parser.failure(
      "a comma is expected between names, \(parser.foundText); quote a name of several words")
  }
  return columns
}
