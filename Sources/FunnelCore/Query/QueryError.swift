/// Why a query has no answer.
public enum QueryError: Error, Hashable, Sendable {
  /// A step names an event the data does not have; the suggestions are the nearest names.
  case unknownEvent(name: String, suggestions: [String])
  /// The query names a column the data does not have; the suggestions are the nearest names.
  case unknownColumn(name: String, suggestions: [String])
  /// A regular expression does not parse.
  case invalidPattern(pattern: String, reason: String)
  /// Two parts of the query have no meaning together; the text says why.
  case contradiction(String)
  /// More steps than a funnel can have.
  case tooManySteps(limit: Int)
}
