import FunnelCore

/// Tells in words how a funnel was counted.
enum RuleText {
  static func sentence(_ rules: FunnelRules) -> String {
    var parts = ["users", order(rules.order)]
    if let window = rules.window {
      let length = NumberText.roundDuration(window)
      switch rules.windowOrigin {
      case .entry: parts.append("all within \(length) of the entry")
      case .previous: parts.append("each within \(length) of the step before")
      }
    } else {
      parts.append("without a time limit")
    }
    parts.append(rules.entry == .any ? "every entry tried" : "first entry only")
    if let from = rules.from { parts.append("entered from \(ISO8601.text(from))") }
    if let until = rules.until { parts.append("entered before \(ISO8601.text(until))") }
    return parts.joined(separator: ", ")
  }

  private static func order(_ order: FunnelRules.Order) -> String {
    switch order {
    case .loose: "steps in order with anything between"
    case .strict: "steps in order with nothing between"
    case .any: "steps in any order"
    }
  }
}

/// Tells which part of the data is counted.
enum ScopeText {
  /// Returns the filter and the segments in words, or nil when everything is counted.
  static func sentence(_ query: FunnelQuery) -> String? {
    var parts: [String] = []
    if let filter = query.filter {
      parts.append("events where \(PrintableText.of(filter.description))")
    }
    parts += query.segments.map { segment in
      let pairs = zip(segment.columns, segment.values).map { column, value in
        "\(PrintableText.of(column)) = \(value.map(GroupText.name) ?? "(not set)")"
      }
      return "users with " + pairs.joined(separator: " and ")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
