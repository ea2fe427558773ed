extension TimeHistogram {
  /// Puts times in microseconds into bins.
  ///
  /// - Complexity: O(times log times).
  init(_ times: [Int64], hop: Hop, bins: HistogramBins, preset: RulePreset?) {
    let seconds = times.map { Double($0) / 1_000_000 }
    let edges =
      preset == .posthog
      ? Self.posthogEdges(seconds, bins) : Self.readableEdges(seconds, bins)
    self.init(hop: hop, time: TimeSummary(microseconds: times), bins: Self.count(seconds, edges))
  }

  private static func count(_ times: [Double], _ edges: [Double]) -> [Bin] {
    guard let first = edges.first, let last = edges.last, edges.count > 1 else { return [] }
    var counts = Array(repeating: 0, count: edges.count - 1)
    let width = (last - first) / Double(counts.count)
    for time in times where time >= first && time <= last {
      var bin = min(counts.count - 1, max(0, Int((time - first) / width)))
      // Division may land a time on the wrong side of an edge.
      while bin > 0, time < edges[bin] { bin -= 1 }
      while bin + 1 < counts.count, time >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts.indices.map { Bin(from: edges[$0], to: edges[$0 + 1], count: counts[$0]) }
  }

  /// The edges of PostHog's bins: whole seconds, one bin more than asked for, sixty seconds wide
  /// when all times are equal.
  private static func posthogEdges(_ times: [Double], _ bins: HistogramBins) -> [Double] {
    guard let least = times.min(), let greatest = times.max() else { return [] }
    let wanted: Int
    switch bins {
    case .count(let count): wanted = min(90, max(1, count))
    case .automatic:
      wanted = min(60, (1...60).first { $0 * $0 * $0 >= times.count } ?? 60)
    }
    let low = least.rounded(.down)
    let width = ((greatest.rounded(.up) - low) / Double(wanted)).rounded(.up)
    let step = width == 0 ? 60 : width
    return (0...wanted + 1).map { low + Double($0) * step }
  }

  /// The widths a clock reads easily, in seconds.
  private static let widths: [Double] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
    900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_592_000,
    5_184_000, 15_552_000, 31_536_000,
  ]

  /// Edges at multiples of a readable width, at most twenty bins; or exactly as many as asked for.
  private static func readableEdges(_ times: [Double], _ bins: HistogramBins) -> [Double] {
    guard let least = times.min(), let greatest = times.max() else { return [] }
    if case .count(let count) = bins {
      let bins = min(1000, max(1, count))
      let width = greatest > least ? (greatest - least) / Double(bins) : 1
      // The last edge is the greatest time itself, whatever rounding does on the way there.
      return (0..<bins).map { least + Double($0) * width }
        + [greatest > least ? greatest : least + Double(bins) * width]
    }
    func edges(_ width: Double) -> (low: Double, count: Double) {
      let low = (least / width).rounded(.down) * width
      return (low, ((greatest - low) / width).rounded(.down) + 1)
    }
    let widest = widths[widths.count - 1]
    let width =
      widths.first { edges($0).count <= 20 } ?? ((greatest - least) / 20 / widest)
      .rounded(.up) * widest
    let (low, count) = edges(width)
    return (0...Int(count)).map { low + Double($0) * width }
  }
}
