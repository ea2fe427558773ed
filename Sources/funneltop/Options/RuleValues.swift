import FunnelCore

/// Returns the events of one step without count, limit or name.
func eventMatchers(_ text: String, for option: String) throws(UsageError) -> [EventMatcher] {
  let funnel = try expression(text, for: option) { try FunnelDefinition(parsing: $0) }
  let plain = funnel.steps.first.map { FunnelStep(matchers: $0.matchers) }
  guard funnel.steps.count == 1, let step = funnel.steps.first, step == plain else {
    throw UsageError(
      message: "\(option) takes events such as refund or 'refund | cancel', not \"\(text)\".")
  }
  return step.matchers
}

/// Returns the events of a list separated by commas.
func eventList(_ text: String, for option: String) throws(UsageError) -> [EventMatcher] {
  var matchers: [EventMatcher] = []
  for part in commaSeparated(text) {
    guard !part.allSatisfy(\.isWhitespace) else {
      throw UsageError(
        message: "\(option) takes events separated by commas, such as 'page*, \"log in\"', "
          + "not \"\(text)\".")
    }
    matchers += try eventMatchers(part, for: option)
  }
  return matchers
}

/// Cuts a text at its commas, except those in quotes and in the conditions of an event.
private func commaSeparated(_ text: String) -> [String] {
  var parts = [String.UnicodeScalarView()]
  var (isQuoted, isEscaped, depth) = (false, false, 0)
  // Works on scalars as the step language does: a mark after a comma must not hide it.
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"" where !isEscaped: isQuoted.toggle()
    case "[" where !isQuoted: depth += 1
    case "]" where !isQuoted: depth -= 1
    case "," where !isQuoted && depth == 0:
      parts.append(String.UnicodeScalarView())
      continue
    default: break
    }
    isEscaped = isQuoted && scalar == "\\" && !isEscaped
    parts[parts.count - 1].append(scalar)
  }
  return parts.map { String($0) }
}

/// Returns the one column a text names.
func oneColumn(_ text: String, for option: String) throws(UsageError) -> String {
  let columns = try expression(text, for: option) { try parseColumnList($0) }
  guard columns.count == 1, let column = columns.first else {
    throw UsageError(message: "\(option) takes one column, not \(columns.count).")
  }
  return column
}

/// Returns the length that times are rounded down to.
func tieLength(_ text: String) throws(UsageError) -> Microseconds {
  guard let length = try? Microseconds(parsing: text) else {
    throw UsageError(
      message: "--ties takes in-order, file-order or a length of time such as 2s, "
        + "not \"\(text)\".\(suggestion(text, among: ["in-order", "file-order"]))")
  }
  return length
}

/// Returns where a breakdown takes its values from.
func attribution(_ text: String) throws(UsageError) -> FunnelRules.Attribution {
  switch text {
  case "entry": return .entry
  case "first": return .first
  case "last": return .last
  case "every": return .every
  default:
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.first == "step" {
      if parts.count == 2, let step = Int(parts[1]), step > 0 { return .step(step) }
      throw UsageError(
        message: "--attribution step:N counts steps from 1, as in step:2; not \"\(text)\".")
    }
    let words = ["entry", "first", "last", "every"]
    throw UsageError(
      message: "--attribution takes \(list(words + ["step:N"])), not \"\(text)\"."
        + suggestion(text, among: words + ["step:1"]))
  }
}

/// Returns how many bins a histogram has.
func histogramBins(_ text: String) throws(UsageError) -> HistogramBins {
  guard text != "auto" else { return .automatic }
  // The engine makes no more.
  guard let count = Int(text), (1...1000).contains(count) else {
    throw UsageError(
      message: "--histogram takes auto or a whole number from 1 to 1000, not \"\(text)\"."
        + suggestion(text, among: ["auto"]))
  }
  return .count(count)
}
