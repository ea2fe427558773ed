import Testing

@testable import FunnelCore

@Suite struct HistogramTests {
  private func bins(
    _ seconds: [Double], _ bins: HistogramBins, inWholeSeconds: Bool = false
  ) -> [[Double]] {
    let times = seconds.map { Int64(($0 * 1_000_000).rounded()) }
    let histogram = TimeHistogram(
      times, hop: Hop(first: 1, last: 2), bins: bins, inWholeSeconds: inWholeSeconds)
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

  @Test(arguments: UInt64(1)...8)
  func `every time is in exactly one bin, the one it lies in`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for _ in 0..<50 {
      let span = Double([1, 100, 10_000, 3_000_000].randomElement(using: &random) ?? 1)
      let times = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        (Double.random(in: 0...span, using: &random) * 1000).rounded() / 1000
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
