import FunnelCore

/// Names the groups of a breakdown so that no value can pass for another.
enum GroupText {
  static func name(of kind: GroupNumbers.Kind) -> String {
    switch kind {
    case .notSet: "(not set)"
    case .didNotReach: "(did not reach)"
    case .other(let groups): "(other: \(NumberText.count(groups, "group")))"
    case .values(let values):
      values.map { value in value.map(name) ?? "(not set)" }.joined(separator: " / ")
    }
  }

  /// Returns a value as it is, in quotes where it would read as something else.
  static func name(of value: String) -> String {
    let text = PrintableText.of(value)
    let isPlain =
      !text.isEmpty && !"( \"".contains(text.first ?? " ") && text.last != " "
      && !text.contains(" / ")
    return isPlain ? text : "\"\(text)\""
  }

  /// Returns the columns of a breakdown.
  static func columns(_ breakdown: Breakdown) -> String {
    breakdown.columns.map(PrintableText.of).joined(separator: ", ")
  }

  /// Returns what sort of group it is, as JSON and CSV name it.
  static func sort(of kind: GroupNumbers.Kind) -> String {
    switch kind {
    case .values: "value"
    case .notSet: "not_set"
    case .didNotReach: "did_not_reach"
    case .other: "other"
    }
  }

  /// Says where a breakdown takes its values from.
  static func origin(_ numbers: BreakdownNumbers, _ rules: FunnelRules) -> String {
    let unit = UnitWord(rules).singular
    let origin =
      switch rules.attribution {
      case .entry: "the value at the entry, or else the chain's first one"
      case .first: "the first value of each \(unit)"
      case .last: "the last value of each \(unit)"
      case .step(let number): "the value at step \(number)"
      case .every: "every value on its own events"
      }
    return numbers.overlaps ? origin + "; groups overlap; they do not add up" : origin
  }
}
