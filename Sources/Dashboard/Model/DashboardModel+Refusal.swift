import FunnelCore

extension DashboardModel {
  /// Says why a change was not taken over.
  mutating func refuse(_ error: QueryError) {
    refusal = error.words(canUndo: false).filter { !$0.isEmpty }
    let reason = refusal.joined(separator: " ")
    noticeWordings = ["nothing changed: \(reason)", reason]
  }

  /// Goes back to the question the numbers shown answer, when changes since then have no answer:
  /// the first lines must never describe other numbers than those below them.
  ///
  /// Returns false when the question was not changed since.
  mutating func takeBack(_ error: QueryError) -> Bool {
    guard var answered = result?.query else { return false }
    (answered.trend, answered.histogram, answered.hop) = (nil, nil, nil)
    guard answered != query, let index = undoStack.lastIndex(of: answered) else { return false }
    query = answered
    undoStack.removeSubrange(index...)
    queryError = nil
    refuse(error)
    return true
  }
}
