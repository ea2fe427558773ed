import FunnelCore
import FunnelSources

extension Options {
  /// Refuses a question that no data could answer, before any data is read or the screen is taken.
  ///
  /// Names are left out: whether the data has them is known only when it has been read. So are
  /// the numbers of steps when the funnel is yet to be proposed: they are checked with it.
  func checkQuestion() throws {
    var question = try foreseenQuery()
    if funnel == nil {
      question.hop = nil
      if case .step = question.rules.attribution { question.rules.attribution = .entry }
    }
    try question.checkMeaning()
  }

  /// Returns what is asked for in a report, by the rules given and by those of some products, as it is
  /// known before any data is read.
  func foreseenQueries(of products: [RulePreset] = []) throws -> [FunnelQuery] {
    let query = try foreseenQuery()
    let others = products.map { product in
      var other = query
      other.rules = rules(of: product)
      return other
    }
    return [query] + others
  }

  /// Returns the question as it is known before any data is read.
  ///
  /// A funnel that is yet to be proposed looks at any event and at no columns.
  private func foreseenQuery() throws -> FunnelQuery {
    let anything = FunnelStep(matchers: [EventMatcher(name: .any)])
    return try query(for: funnel ?? FunnelDefinition(steps: [anything]))
  }
}
