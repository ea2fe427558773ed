/// A JSON value whose objects keep the order of their keys.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  static func optional(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }
  static func optional(_ number: Int?) -> JSONValue { number.map(JSONValue.integer) ?? .null }
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  static func optional(_ range: ClosedRange<Double>?) -> JSONValue {
    range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
  }

  /// Returns the value as JSON text with two spaces of indentation, ending in a newline.
  var text: String {
    var text = ""
    write(to: &text, indent: "\n")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    // JSON has no word for what is no number.
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let values): Self.write(values, to: &text, indent: indent)
    case .object(let members): Self.write(members, to: &text, indent: indent)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func write(_ values: [JSONValue], to text: inout String, indent: String) {
    // A list of plain values, such as an interval, reads best on one line.
    let isShort = values.allSatisfy(\.isPlain)
    let inner = indent + "  "
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += isShort ? ", " : "," }
      if !isShort { text += inner }
      value.write(to: &text, indent: inner)
    }
    text += isShort ? "]" : indent + "]"
  }

  private static func write(
    _ members: [(key: String, value: JSONValue)], to text: inout String, indent: String
  ) {
    let inner = indent + "  "
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += "," }
      text += inner
      write(member.key, to: &text)
      text += ": "
      member.value.write(to: &text, indent: inner)
    }
    text += members.isEmpty ? "}" : indent + "}"
  }

  /// Escapes what JSON demands, and also what a terminal or a script tag would act upon.
  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where mustEscape(scalar):
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
