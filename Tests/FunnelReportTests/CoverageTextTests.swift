import FunnelCore
import Testing

@testable import FunnelReport

@Suite struct CoverageTextTests {
  private static let day: Int64 = 86_400_000_000

  private static func days(_ first: Int64, _ end: Int64) -> Range<Timestamp> {
    Timestamp(rawValue: first * day)..<Timestamp(rawValue: end * day)
  }

  /// The days of the other period, of data from day 10 to 40, and what is said of it.
  private static let cases: [(Int64, Int64, String?)] = [
    (10, 20, nil), (12, 40, nil), (5, 15, "begins before the data"), (2, 4, "has no events"),
    (35, 45, "ends after the data"), (41, 45, "has no events"),
  ]

  @Test(arguments: cases)
  func `what the data lacks of a period is told`(first: Int64, end: Int64, words: String?) {
    // The first and the last event need not come at midnight.
    let data =
      Timestamp(
        rawValue: 10 * Self.day + 60_000_000)...Timestamp(
        rawValue: 40 * Self.day - 60_000_000)
    let note = CoverageText.note(on: Self.days(first, end), data: data)
    #expect((note == nil) == (words == nil))
    if let words { #expect(note?.contains(words) == true, "\(note ?? "")") }
  }

  @Test(arguments: [false, true])
  func `a page says of an unseen period what is missing, and not that it was seen as long`(
    isUnseen: Bool
  ) throws {
    var report = try ReportSamples.demoOverTime()
    if isUnseen {
      let range = try #require(report.summary.timeRange)
      let length = range.upperBound.rawValue - range.lowerBound.rawValue
      report.comparison?.period =
        Timestamp(rawValue: range.lowerBound.rawValue - length)..<range.lowerBound
    }
    let text = TextReport(width: 120).text(of: report)
    #expect(text.contains("seen for equally long") == !isUnseen)
    #expect(text.contains("has no events: the data is from") == isUnseen)
  }
}
