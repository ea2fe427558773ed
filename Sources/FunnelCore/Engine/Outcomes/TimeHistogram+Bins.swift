extension TimeHistogram {
  /// Puts times into bins.
  ///
  /// Edges are whole microseconds, so that every time lies in exactly one bin: at or after its first
  /// edge and before its second; the last bin holds its second edge too.
  ///
  /// - Complexity: O(times).
  init(
    _ times: some TimeDistribution, summary: TimeSummary?, hop: Hop, bins: HistogramBins,
    inWholeSeconds: Bool
  ) {
    let counted =
      inWholeSeconds
      ? Self.count(times, Self.wholeSecondEdges(times, bins)) : Self.bins(of: times, bins)
    self.init(hop: hop, time: summary, bins: counted)
  }

  private static func count(_ times: some TimeDistribution, _ edges: [Int64]) -> [Bin] {
    guard edges.count > 1 else { return [] }
    let below = [0] + times.counts(below: Array(edges[1..<edges.count - 1])) + [times.count]
    func seconds(_ edge: Int64) -> Double { Double(edge) / 1_000_000 }
    return edges.indices.dropLast().map {
      Bin(from: seconds(edges[$0]), to: seconds(edges[$0 + 1]), count: below[$0 + 1] - below[$0])
    }
  }

  /// The least and the greatest time; nil without any.
  private static func range(of times: some TimeDistribution) -> (least: Int64, greatest: Int64)? {
    if times.count == 0 { return nil }
    let ends = times.elements(at: [0, times.count - 1])
    return (ends[0], ends[1])
  }

  /// The edges of PostHog's bins: whole seconds, one bin more than asked for, sixty seconds wide
  /// when all times are equal.
  private static func wholeSecondEdges(
    _ times: some TimeDistribution, _ bins: HistogramBins
  ) -> [Int64] {
    guard let (least, greatest) = range(of: times) else { return [] }
    let second: Int64 = 1_000_000
    let wanted: Int64
    switch bins {
    case .count(let count): wanted = Int64(min(90, max(1, count)))
    case .automatic: wanted = (1...60).first { $0 * $0 * $0 >= times.count } ?? 60
    }
    let low = least / second
    let high = (greatest + second - 1) / second
    let width = (high - low + wanted - 1) / wanted
    let step = (width == 0 ? 60 : width) * second
    return (0...wanted + 1).map { low * second + $0 * step }
  }

  /// The most bins that are chosen for the reader.
  private static let mostBins = 20

  /// Exactly as many bins of equal width as asked for, or as many as are easy to read.
  private static func bins(of times: some TimeDistribution, _ bins: HistogramBins) -> [Bin] {
    guard let (least, greatest) = range(of: times) else { return [] }
    switch bins {
    case .count(let count):
      let bins = Int64(min(1000, max(1, count)))
      // A span too short for so many bins is widened rather than cut finer than a microsecond.
      let span = greatest == least ? bins * 1_000_000 : max(bins, greatest - least)
      let (width, rest) = span.quotientAndRemainder(dividingBy: bins)
      return Self.count(times, (0...bins).map { least + $0 * width + $0 * rest / bins })
    case .automatic:
      let even = Self.count(times, evenEdges(from: least, through: greatest))
      guard let crowd = fullest(even), crowd.count * 2 > times.count else { return even }
      // A long tail crowds the rest into one bin; widths that grow look closer at where they are.
      let growing = Self.count(times, growingEdges(times, through: greatest))
      guard let narrow = fullest(growing) else { return even }
      return narrow.to - narrow.from < crowd.to - crowd.from ? growing : even
    }
  }

  private static func fullest(_ bins: [Bin]) -> Bin? { bins.max { $0.count < $1.count } }

  /// Edges at multiples of a readable width.
  private static func evenEdges(from least: Int64, through greatest: Int64) -> [Int64] {
    let widths = ClockLengths.widths
    let multiples = (1...).lazy.map { $0 * (widths.last ?? 1) }
    func fits(_ width: Int64) -> Bool {
      greatest / width - least / width < Int64(mostBins)
    }
    let width = widths.first(where: fits) ?? multiples.first(where: fits) ?? greatest - least
    return (least / width...greatest / width + 1).map { $0 * width }
  }

  /// Edges from zero that about double: 10 s, 30 s, 1 m, 2 m and so on.
  ///
  /// The first bin holds at least one time in a hundred, so that a few very short times do not ask
  /// for many bins that are as good as empty.
  private static func growingEdges(
    _ times: some TimeDistribution, through greatest: Int64
  ) -> [Int64] {
    let early = times.elements(at: [(times.count - 1) / 100])[0]
    // Nor do parts of a second between none and the first full one.
    let later = times.counts(below: [early + 1])[0]
    let following = later < times.count ? times.elements(at: [later])[0] : .max
    let next = min(following == .max ? greatest : following, 1_000_000)
    let steps = ClockLengths.steps(through: greatest).filter { $0 > early }
    let inner = steps.drop { $0 < steps.last { $0 <= next } ?? 0 }
    let last = inner.first { $0 > greatest } ?? greatest + 1
    return [0] + inner.filter { $0 < last }.suffix(mostBins - 1) + [last]
  }
}

/// Lengths of time that a clock reads easily, in microseconds.
private enum ClockLengths {
  private static let milliseconds: [Int64] = [1, 2, 5, 10, 20, 50, 100, 200, 500].map { $0 * 1000 }

  /// Those that bins of equal width have.
  static let widths: [Int64] =
    milliseconds
    + [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
      86_400, 172_800, 604_800, 1_209_600, 2_592_000, 5_184_000, 15_552_000, 31_536_000,
    ].map { $0 * 1_000_000 }

  /// Returns those that about double, up to the first that is longer than a length.
  static func steps(through greatest: Int64) -> [Int64] {
    let seconds: [Int64] = [
      1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800,
      345_600, 604_800, 1_209_600, 2_592_000, 5_184_000, 7_776_000, 15_552_000, 31_536_000,
    ]
    var steps = milliseconds + seconds.map { $0 * 1_000_000 }
    while let last = steps.last, last <= greatest, last < .max / 2 { steps.append(last * 2) }
    return steps
  }
}
