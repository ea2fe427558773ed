/// A condition on the properties of one event.
public indirect enum Predicate: Hashable, Sendable {
  /// True when all of the conditions are.
  case and([Predicate])
  /// True when any of the conditions is.
  case or([Predicate])
  /// True when the condition is not.
  case not(Predicate)
  /// Compares a column with a value.
  case comparison(column: String, Comparison, value: String)
  /// True when the column's value is one of the values.
  case isOne(column: String, of: [String])
  /// True when the column has a value.
  case isSet(column: String)
  /// True when the column has no value.
  case isMissing(column: String)

  /// How a column is compared with a value.
  public enum Comparison: String, Hashable, Sendable, CaseIterable {
    /// Exactly the same text.
    case equal = "="
    /// Not the same text, or missing.
    case notEqual = "!="
    /// Less, as numbers when both are numbers, else as text.
    case less = "<"
    /// Less or equal.
    case lessOrEqual = "<="
    /// Greater, as numbers when both are numbers, else as text.
    case greater = ">"
    /// Greater or equal.
    case greaterOrEqual = ">="
    /// Holds the text somewhere, ignoring case.
    case contains
    /// Starts with the text, ignoring case.
    case starts
    /// Ends with the text, ignoring case.
    case ends
    /// Matches the regular expression somewhere.
    case matches = "~"
    /// Does not match the regular expression anywhere.
    case doesNotMatch = "!~"
  }
}
