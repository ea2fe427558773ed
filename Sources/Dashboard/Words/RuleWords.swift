import FunnelCore

/// A window's length, such as `14 d`.
func windowWords(_ window: Microseconds) -> String {
  let hour: Int64 = 3_600_000_000
  if window.rawValue > 0, window.rawValue % (24 * hour) == 0 {
    return "\(window.rawValue / (24 * hour)) d"
  }
  // A rule is a whole number, which a measured time is not.
  if (1..<10).contains(window.rawValue / 1_000_000), window.rawValue % 1_000_000 == 0 {
    return "\(window.rawValue / 1_000_000) s"
  }
  return Glyphs(ascii: true).duration(window.seconds)
}

extension Breakdown {
  /// What it splits by, such as `device x source`.
  var words: String { columns.joined(separator: " x ") }
}

extension Segment {
  /// The segment in words, such as `entered with device = mobile`: it keeps users by their entry,
  /// unlike a filter, which keeps events.
  func words(_ glyphs: Glyphs) -> String { "entered with \(shortWords)" }

  /// The segment without saying what it keeps, such as `device = mobile`.
  var shortWords: String {
    zip(columns, values).map { column, value in "\(column) = \(value ?? "(not set)")" }
      .joined(separator: ", ")
  }
}

extension GroupNumbers.Kind {
  /// What the group is called.
  var words: String {
    switch self {
    case .values(let values): values.map { $0 ?? "(not set)" }.joined(separator: ", ")
    case .notSet: "(not set)"
    case .didNotReach: "(did not reach)"
    case .other(let groups): "(other: \(groups))"
    }
  }
}

extension FunnelStep {
  /// What the step is called before a result names it.
  var words: String {
    name ?? matchers.map(\.words).joined(separator: "|")
  }
}

extension EventMatcher {
  /// The name it matches, as a reader knows it.
  var words: String {
    switch name {
    case .any: "*"
    case .exact(let name): name
    case .wildcard(let parts): parts.joined(separator: "*")
    }
  }
}

extension Predicate {
  /// The condition in words.
  var words: String {
    switch self {
    case .and(let parts): parts.map(\.words).joined(separator: " and ")
    case .or(let parts): "(" + parts.map(\.words).joined(separator: " or ") + ")"
    case .not(let part): "not (" + part.words + ")"
    case .comparison(let column, let comparison, let value):
      "\(column) \(comparison.rawValue) \(value)"
    case .isOne(let column, let values): "\(column) in (\(values.joined(separator: ", ")))"
    case .isSet(let column): "\(column) is set"
    case .isMissing(let column): "\(column) is missing"
    }
  }
}

extension QueryError {
  /// What went wrong and what to do, one to three lines.
  func words(canUndo: Bool) -> [String] {
    let undo = canUndo ? "Press u to undo." : ""
    func suggestion(_ names: [String]) -> String {
      names.isEmpty ? "" : "Did you mean " + names.prefix(3).joined(separator: ", ") + "?"
    }
    switch self {
    case .unknownEvent(let name, let names):
      return [
        "The data has no event \"\(name)\".", suggestion(names), "Check the steps of the funnel.",
      ]
    case .unknownColumn(let name, let names):
      return [
        "The data has no column \"\(name)\".", suggestion(names),
        "Press d for another column\(canUndo ? ", u to undo" : "").",
      ]
    case .invalidPattern(let pattern, let reason):
      return ["The pattern \"\(pattern)\" cannot be used: \(reason).", undo]
    case .contradiction(let reason): return [reason, undo]
    case .tooManySteps(let limit):
      return ["The funnel has too many steps.", "Use at most \(limit)."]
    }
  }
}
