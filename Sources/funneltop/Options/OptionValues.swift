import FunnelCore
import FunnelSources

/// Parses a value in the step language, wording its errors with the option they belong to.
func expression<Value>(
  _ text: String, for option: String, parse: (String) throws -> Value
) throws(UsageError) -> Value {
  do {
    return try parse(text)
  } catch {
    let wording = (error as? ExpressionError)?.rendered ?? "\(error)"
    throw UsageError(message: "\(option): \(wording)")
  }
}

/// Returns the case whose raw value is given, in capitals or not.
func choice<Choice: RawRepresentable<String> & CaseIterable>(
  _ text: String, for option: String
) throws(UsageError) -> Choice {
  if let choice = Choice(rawValue: text.lowercased()) { return choice }
  let all = Choice.allCases.map(\.rawValue)
  throw UsageError(
    message: "\(option) takes \(list(all)), not \"\(text)\".\(suggestion(text, among: all))")
}

/// Returns a whole number above zero.
func positiveNumber(_ text: String, for option: String) throws(UsageError) -> Int {
  guard let number = Int(text), number > 0 else {
    throw UsageError(message: "\(option) takes a whole number above zero, not \"\(text)\".")
  }
  return number
}

/// Returns the bytes of a size such as `500M`, `1.5G` or `2GiB`; `GB` stands for powers of 1000.
func memorySize(_ text: String, for option: String) throws(UsageError) -> Int {
  let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
  let unit = text.dropFirst(digits.count).lowercased()
  if let number = Double(digits), let prefix = unit.first,
    let power = ["k", "m", "g", "t"].firstIndex(of: String(prefix))
  {
    let base: Double? =
      switch unit.dropFirst() {
      case "", "ib": 1024
      case "b": 1000
      default: nil
      }
    let bytes = (0...power).reduce(number) { product, _ in product * (base ?? 0) }
    if bytes >= 1, bytes < 1e18 { return Int(bytes) }
  }
  throw UsageError(message: "\(option) takes a size such as 500M, 1.5G or 2GiB, not \"\(text)\".")
}

/// Joins choices as a reader expects: `a, b or c`.
func list(_ choices: [String]) -> String {
  guard choices.count > 1, let last = choices.last else { return choices.first ?? "" }
  return choices.dropLast().joined(separator: ", ") + " or " + last
}

/// Returns " Did you mean …?" for a misspelt word, or nothing.
func suggestion(_ text: String, among names: [String]) -> String {
  let nearest = nearestNames(to: text, in: names)
  return nearest.isEmpty ? "" : " Did you mean \(list(nearest))?"
}

/// Returns the time zone of a name.
func namedZone(_ name: String, for option: String) throws(UsageError) -> NamedTimeZone {
  if let zone = try? NamedTimeZone(name: name) { return zone }
  let hint = suggestion(name, among: NamedTimeZone.knownNames)
  throw UsageError(
    message: "\(option) takes the name of a time zone, and \"\(name)\" is none."
      + (hint.isEmpty ? "\nUse a name such as Europe/Berlin or America/New_York." : hint))
}
