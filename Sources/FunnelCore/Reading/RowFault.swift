/// Why a row cannot be used.
enum RowFault: Equatable {
  case fieldCount(found: Int, expected: Int)
  case openQuote
  case tooLong
  case notAnObject
  case badJSON
  case cutShort
  case tooDeep
  case notAnAccessLine
  case noUnit(column: String)
  case noTime(column: String)
  case badTime(text: String)
  case noEvent(column: String)

  /// The reason without the particulars, for counting.
  var kind: String {
    switch self {
    case .fieldCount: "wrong number of fields"
    case .openQuote: "a quote is not closed"
    case .tooLong: "the line is too long"
    case .notAnObject: "no JSON object"
    case .badJSON: "not valid JSON"
    case .cutShort: "ends in the middle"
    case .tooDeep: "nested too deeply"
    case .notAnAccessLine: "not a line of an access log"
    case .noUnit: "no user"
    case .noTime: "no time"
    case .badTime: "not a time"
    case .noEvent: "no event name"
    }
  }

  /// Whether the beginning of the line shows what is wrong.
  var isAboutTheText: Bool { [.notAnObject, .badJSON, .notAnAccessLine].contains(self) }

  /// The full reason, to follow the line number.
  var reason: String {
    switch self {
    case .fieldCount(let found, let expected):
      "has \(found) \(found == 1 ? "field" : "fields") where the header has \(expected)"
    case .openQuote: "has a quote that is not closed"
    case .tooLong: "is longer than 16 MiB"
    case .notAnObject: "is no JSON object"
    case .badJSON: "is not valid JSON"
    case .cutShort: "ends in the middle of a JSON object"
    case .tooDeep: "is nested more than \(JSONReader.depthLimit) levels deep"
    case .notAnAccessLine: "is not a line of an access log"
    case .noUnit(let column): "has no user in column \"\(column)\""
    case .noTime(let column): "has no time in column \"\(column)\""
    case .badTime(let text):
      "has \"\(text)\" where a time should be"
        + (Self.hasYearBehind(text) ? " (the year must come first)" : "")
    case .noEvent(let column): "has no event name in column \"\(column)\""
    }
  }

  /// Whether a text is a date such as 01/02/2024, in which day and month cannot be told apart.
  private static func hasYearBehind(_ text: String) -> Bool {
    let parts = text.prefix { $0 != " " && $0 != "T" }.split { "/.-".contains($0) }
    return parts.count == 3 && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
      && parts[0].count <= 2 && parts[1].count <= 2
  }
}
