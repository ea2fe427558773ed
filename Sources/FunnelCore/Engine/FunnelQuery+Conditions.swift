extension FunnelQuery {
  /// Returns the comparisons of the query's conditions whose value no event has, or that compare
  /// texts where numbers were meant: one or two lines for each, with near values where there are any.
  ///
  /// Unknown columns are not looked at: ``checkNames(of:in:)-(FunnelQuery,_)`` refuses them.
  ///
  /// - Complexity: O(events + different texts) for each comparison.
  public func doubtfulConditions(
    in store: EventStore, zone: any DisplayTimeZone
  ) -> [String] {
    var question = FunnelQuery(funnel: funnel)
    (question.filter, question.rules.ignored) = (filter, rules.ignored)
    question.rules.sessionGap = rules.sessionGap
    if question.columnNames.isEmpty { return [] }
    let store = store.deriving(for: question, in: zone)
    let matchers = funnel.steps.flatMap(\.matchers) + funnel.exclusions.flatMap(\.matchers)
    let predicates = [filter] + (matchers + rules.ignored).map(\.predicate)
    var found: [String] = []
    for doubt in predicates.compactMap(\.self).flatMap({ $0.doubts(in: store) })
    where !found.contains(doubt) {
      found.append(doubt)
    }
    return found
  }
}

extension Predicate {
  /// Returns what is doubtful about the comparisons in the condition.
  fileprivate func doubts(in store: EventStore) -> [String] {
    switch self {
    case .and(let parts), .or(let parts): parts.flatMap { $0.doubts(in: store) }
    case .not(let part): part.doubts(in: store)
    case .isSet, .isMissing: []
    case .isOne(let column, let values):
      values.compactMap { Self.missing($0, from: column, in: store) }
    case .comparison(let column, let comparison, let value):
      switch comparison {
      case .equal, .notEqual:
        [Self.missing(value, from: column, in: store)].compactMap(\.self)
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        [textComparison(column, value, in: store)].compactMap(\.self)
      case .contains, .starts, .ends, .matches, .doesNotMatch: []
      }
    }
  }

  /// Says that no event has a value, and which ones are near; nil when one has it.
  private static func missing(
    _ value: String, from column: String, in store: EventStore
  ) -> String? {
    let condition = Predicate.comparison(column: column, .equal, value: value)
    guard let rows = try? store.rows(matching: condition), rows.count == 0 else { return nil }
    // Rows that were left out may have it: a text is there when any row had it.
    if store.leftOut.count > 0, store.table(ofColumn: column).firstIndex(of: value) != nil {
      return nil
    }
    let message = "no event has \(condition)"
    if value.isEmpty {
      return message + "\na missing value is `\(expressionText(column)) is missing`"
    }
    let texts = store.texts(ofColumn: column)
    let near = nearestNames(to: value, in: texts)
    if !near.isEmpty { return message + "\ndid you mean \(choices(near))?" }
    // A handful of values can as well be listed.
    guard (1...8).contains(texts.count) else { return message }
    return message + "\n\(expressionText(column)) is \(choices(Array(texts)))"
  }

  /// Says that two sides are compared as texts where one of them is a number; nil otherwise.
  private func textComparison(_ column: String, _ value: String, in store: EventStore) -> String? {
    let texts = store.texts(ofColumn: column)
    guard !texts.isEmpty else { return nil }
    let hasNumber = texts.contains { ExactDecimal(Array($0.utf8)) != nil }
    if ExactDecimal(Array(value.utf8)) != nil {
      return hasNumber
        ? nil : "\(expressionText(column)) has no numbers, so `\(self)` compares texts"
    }
    // Texts such as dates have an order of their own.
    let hasText = texts.contains { ExactDecimal(Array($0.utf8)) == nil }
    return hasText
      ? nil : "\(expressionText(value)) is no number, so `\(self)` compares texts"
  }

  private static func choices(_ texts: [String]) -> String {
    let names = texts.map(expressionText)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension EventStore {
  /// Returns the different values of a column, or of the events' names, made as they are looked at:
  /// there may be millions.
  fileprivate func texts(ofColumn name: String) -> some RandomAccessCollection<String> {
    let texts = table(ofColumn: name)
    return (0..<texts.count).lazy.map { texts[$0] }
  }

  fileprivate func table(ofColumn name: String) -> TextTable {
    columns.first { $0.name == name }?.texts
      ?? (name == roles.event ? eventNames : TextTable([String]()))
  }
}
