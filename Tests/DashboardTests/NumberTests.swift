import Foundation
import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Numbers on screen` {
  private let glyphs = Glyphs(ascii: false)

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (-7_539, "−7,539"),
    (1_234_567, "1,234,567"),
  ])
  func `counts have separators between thousands`(number: Int, text: String) {
    #expect(glyphs.count(number) == text)
  }

  @Test(arguments: [
    (0, 5, "0.0 %"), (1, 1_000_000, "<0.1 %"), (1, 1_000, "0.1 %"), (1, 3, "33.3 %"),
    (999_999, 1_000_000, ">99.9 %"), (5, 5, "100.0 %"), (0, 0, "—"),
  ])
  func `some is never shown as none and not all never as all`(
    part: Int, whole: Int, text: String
  ) {
    #expect(glyphs.percent(Proportion(part, of: whole)) == text)
  }

  @Test func `one user is not users`() {
    let steps = Samples.funnel([2, 1, 0], times: false).steps
    #expect(
      lossWords(after: 0, steps: steps, glyphs: glyphs)
        == "1 landing_page → 2 product_view: 50.0 % leave (1 user)")
  }

  @Test(arguments: [
    (0, "0.0 s"), (0.0004, "<1 ms"), (0.001, "1 ms"), (0.0494, "49 ms"), (0.05, "0.1 s"),
    (0.4, "0.4 s"), (24, "24 s"), (59.7, "1 m"), (252, "4 m 12 s"), (3_600, "1 h"),
    (7_500, "2 h 5 m"), (273_600, "3 d 4 h"), (.nan, "—"),
  ])
  func `lengths of time are in their two largest units`(seconds: Double, text: String) {
    #expect(glyphs.duration(seconds) == text)
  }

  @Test(arguments: [-11_676_096_000, -1, 0, 951_782_400, 1_780_000_000, 4_102_444_799])
  func `moments agree with the calendar`(seconds: Int64) {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.calendar = Calendar(identifier: .gregorian)
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "y-MM-dd HH:mm"
    let expected = format.string(from: Date(timeIntervalSince1970: Double(seconds)))
    #expect(momentWords(Timestamp(rawValue: seconds * 1_000_000)) == expected)
  }

  @Test func `every number of the funnel is the result's number`() throws {
    let size = Size(columns: 120, rows: 40)
    let model = Samples.dashboard(size: size)
    let lines = model.view(size).lines
    func percent(_ part: Int, _ whole: Int) -> String {
      String(format: "%.1f %%", 100 * Double(part) / Double(whole))
    }
    let number = NumberFormatter()
    number.numberStyle = .decimal
    number.locale = Locale(identifier: "en_US")
    for (index, count) in Samples.counts.enumerated() {
      let line = try #require(lines.first { $0.contains("\(index + 1) \(Samples.names[index]) ") })
      let countText = try #require(number.string(from: NSNumber(value: count)))
      #expect(line.contains(countText))
      #expect(line.contains(percent(count, Samples.counts[0])))
      guard index > 0 else { continue }
      #expect(line.contains(percent(count, Samples.counts[index - 1])))
      let lost = Samples.counts[index - 1] - count
      let lostText = try #require(number.string(from: NSNumber(value: lost)))
      #expect(
        lines.contains {
          $0.contains("▼ \(lostText) lost (\(percent(lost, Samples.counts[index - 1])))")
        })
    }
    for group in Samples.devices + Samples.sources {
      let line = try #require(
        lines.first { $0.dropFirst(74).contains(group.kind.words) })
      let entered = try #require(number.string(from: NSNumber(value: group.funnel.entered)))
      #expect(line.contains(entered))
      #expect(line.contains(percent(group.funnel.converted, group.funnel.entered)))
    }
  }
}
