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
    if parts.count == 2, parts[0] == "step", let step = Int(parts[1]), step > 0 {
      return .step(step)
    }
    let all = ["entry", "first", "last", "step:N", "every"]
    throw UsageError(
      message: "--attribution takes \(list(all)), not \"\(text)\"."
        + suggestion(text, among: all))
  }
}
