import Testing

@testable import FunnelCore

@Suite struct HistogramTests {
  private func bins(
    _ seconds: [Double], _ bins: HistogramBins, inWholeSeconds: Bool = false
  ) -> [[Double]] {
    let times = seconds.map { Int64(($0 * 1_000_000).rounded()) }
    let histogram = TimeHistogram(
      ListedTimes(times: times), summary: nil, hop: Hop(first: 1, last: 2), bins: bins,
      inWholeSeconds: inWholeSeconds)
    return histogram.bins.map { [$0.from, $0.to, Double($0.count)] }
  }

  @Test func `readable bins have edges a clock shows and hold everything`() {
    #expect(bins([], .automatic).isEmpty)
    #expect(bins([0.2], .automatic) == [[0.2, 0.201, 1]])
    #expect(
      bins([10, 70, 125, 130], .automatic).map { $0[0] }
        == Array(stride(from: 10, through: 130, by: 10)))
    #expect(bins([10, 70, 125, 130], .automatic).map { $0[2] }.reduce(0, +) == 4)
    #expect(bins([0, 50, 100], .count(2)) == [[0, 50, 1], [50, 100, 2]])
    #expect(bins([5, 5], .count(2)) == [[5, 6, 2], [6, 7, 0]])
  }

  @Test func `times with a long tail get bins that grow, from zero`() {
    // Most take a minute or so, one takes nine days: equal widths would show a single bar.
    let tailed: [Double] = [20, 40, 70, 80, 90, 100, 200, 400, 4000, 777_600]
    #expect(
      bins(tailed, .automatic) == [
        [0, 30, 1], [30, 60, 1], [60, 120, 4], [120, 300, 1], [300, 600, 1], [600, 1800, 0],
        [1800, 3600, 0], [3600, 7200, 1], [7200, 21_600, 0], [21_600, 43_200, 0],
        [43_200, 86_400, 0], [86_400, 172_800, 0], [172_800, 345_600, 0], [345_600, 604_800, 0],
        [604_800, 1_209_600, 1],
      ])
    // Asked for, equal widths stay.
    #expect(bins(tailed, .count(2)).map { $0[2] } == [9, 1])
    // A time on an edge begins the next bin.
    #expect(bins([60, 60, 61, 62, 63, 777_600], .automatic).first == [0, 120, 5])
    // Growing bins part nothing that is all in one place.
    #expect(bins([60, 60, 60, 60], .automatic) == [[60, 60.001, 4]])
    // Times of no length are apart from the rest, without bins of milliseconds between.
    #expect(
      bins([0, 0, 0, 0, 3, 100], .automatic).map { $0[1] } == [1, 2, 5, 10, 30, 60, 120])
  }

  @Test func `bins that grow are twenty at most and begin where more than a few lie`() {
    let tailed = (0..<300).map { $0 < 2 ? 0.001 : $0 < 200 ? 3 : Double($0) * 40_000 }
    let bins = bins(tailed, .automatic)
    #expect(bins.first == [0, 10, 200])
    #expect(bins.last?[1] == 15_552_000)
    #expect(bins.count == 20)
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0[1] == $1[0] })
  }

  @Test(arguments: UInt64(1)...8)
  func `every time is in exactly one bin, the one it lies in`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for _ in 0..<50 {
      let span = Double([1, 100, 10_000, 3_000_000].randomElement(using: &random) ?? 1)
      let tail = Bool.random(using: &random)
      let times = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        // Powers give long tails.
        let share = Double.random(in: 0...1, using: &random)
        return ((tail ? share * share * share * share : share) * span * 1000).rounded() / 1000
      }
      for kind in [HistogramBins.automatic, .count(Int.random(in: 1...9, using: &random))] {
        let bins = bins(times, kind)
        let last = bins.count - 1
        for (index, bin) in bins.enumerated() {
          let inside = times.count { time in
            time >= bin[0] && (time < bin[1] || (index == last && time == bin[1]))
          }
          #expect(Double(inside) == bin[2])
        }
        #expect(bins.map { $0[2] }.reduce(0, +) == Double(times.count))
      }
    }
  }

  @Test func `bins as PostHog makes them`() {
    // Three people: two bins and one more, a third of the span rounded up wide.
    #expect(
      bins([3600, 7200, 82_800], .automatic, inWholeSeconds: true)
        == [[3600, 43_200, 2], [43_200, 82_800, 0], [82_800, 122_400, 1]])
    #expect(
      bins([3600, 3600], .automatic, inWholeSeconds: true).map { $0[1] - $0[0] } == [60, 60, 60])
  }
}
