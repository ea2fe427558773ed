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

  /// Returns the columns a report looks at, by the rules of some products or only by those given.
  ///
  /// A funnel that is yet to be proposed looks at no columns.
  func askedColumns(of products: [RulePreset] = []) throws -> AskedColumns {
    let query = try foreseenQuery()
    let others = products.map { product in
      var other = query
      other.rules = rules(of: product)
      return other
    }
    return AskedColumns(of: [query] + others)
  }

  /// Returns the question as it is known before any data is read.
  private func foreseenQuery() throws -> FunnelQuery {
    let anything = FunnelStep(matchers: [EventMatcher(name: .any)])
    return try query(for: funnel ?? FunnelDefinition(steps: [anything]))
  }
}
