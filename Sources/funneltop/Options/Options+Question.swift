import FunnelCore
import FunnelSources

extension Options {
  /// Refuses a question that no data could answer, before any data is read or the screen is taken.
  ///
  /// Names are left out: whether the data has them is known only when it has been read. So are
  /// the numbers of steps when the funnel is yet to be proposed: they are checked with it.
  func checkQuestion() throws {
    let anything = FunnelStep(matchers: [EventMatcher(name: .any)])
    var question = try query(for: funnel ?? FunnelDefinition(steps: [anything]))
    if funnel == nil {
      question.hop = nil
      if case .step = question.rules.attribution { question.rules.attribution = .entry }
    }
    try question.checkMeaning()
  }
}
