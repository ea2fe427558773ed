extension LocalBackend {
  /// Puts the times of the way that a query names into bins, where it asks for that.
  ///
  /// `times` returns them and, where it is known, what they are together.
  func histogram<Times: TimeDistribution>(
    of query: FunnelQuery, times: (Hop) -> (Times, summary: TimeSummary?)
  ) -> TimeHistogram? {
    query.histogram.map { bins in
      let (times, summary) = times(query.wantedHop)
      return TimeHistogram(
        times, summary: summary, hop: query.wantedHop, bins: bins,
        inWholeSeconds: query.rules.conventions.binsWholeSeconds)
    }
  }
}
