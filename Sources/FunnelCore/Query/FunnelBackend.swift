/// Answers queries about one set of events, wherever it is kept.
public protocol FunnelBackend: Sendable {
  /// Answers a query.
  ///
  /// - Throws: ``QueryError`` when the query has no answer, `CancellationError` when the task was cancelled.
  func answer(_ query: FunnelQuery) async throws -> FunnelResult
}
