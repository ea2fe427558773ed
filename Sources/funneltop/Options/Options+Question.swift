import FunnelCore

extension Options {
  /// Refuses a question that no data could answer, before any data is read or the screen is taken.
  ///
  /// Names are left out: whether the data has them is known only when it has been read.
  func checkQuestion() throws {
    let anything = FunnelStep(matchers: [EventMatcher(name: .any)])
    try query(for: funnel ?? FunnelDefinition(steps: [anything])).checkMeaning()
  }
}
