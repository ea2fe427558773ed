import Foundation
import FunnelCore
import FunnelReport
import Testing

extension ProportionDifference {
  /// The numbers in the order of the columns.
  var figures: [Double?] {
    [difference, interval.lowerBound, interval.upperBound, p, pAdjusted]
  }
}

/// What JSON says of differences, intervals and reasons is the result's.
@Suite struct JSONAgreementTests {
  private func expectSame(_ read: Any?, _ difference: ProportionDifference?) throws {
    guard let difference else {
      #expect(read is NSNull)
      return
    }
    let object = try #require(read as? [String: Any])
    let interval = try #require(object["ci95"] as? [Double])
    let numbers = [object["difference"]] + interval + [object["p"], object["p_adjusted"]]
    expectSame(numbers, difference.figures)
    #expect(object["verdict"] as? String == difference.verdict.rawValue)
  }

  /// Foundation reads a number with many digits a little beside the one written.
  private func expectSame(_ read: [Any?], _ numbers: [Double?]) {
    #expect(read.count == numbers.count)
    for (value, number) in zip(read, numbers) {
      let value = (value as? NSNumber)?.doubleValue
      #expect((value == nil) == (number == nil))
      #expect(abs((value ?? 0) - (number ?? 0)) < 1e-12)
    }
  }

  private func expectSame(_ read: Any?, _ interval: ClosedRange<Double>?) {
    expectSame(
      (read as? [Double]) ?? [], interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
  }

  private func expectSame(_ read: Any?, _ funnel: FunnelNumbers) throws {
    let steps = try #require((read as? [String: Any])?["steps"] as? [[String: Any]])
    #expect(steps.count == funnel.steps.count)
    for (object, step) in zip(steps, funnel.steps) {
      expectSame(object["from_first_ci95"], step.fromFirst.interval)
      expectSame(object["from_previous_ci95"], step.fromPrevious?.interval)
      let reasons = object["reasons"] as? [String: Int]
      for reason in LossReason.allCases { #expect(reasons?[reason.name] == step.reasons?[reason]) }
    }
  }

  @Test func `JSON gives differences, intervals and reasons back`() throws {
    let report = try ReportSamples.demoOverTime()
    let json = JSONReport().text(of: report)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    try expectSame(object["funnel"], report.result.funnel)
    let other = try #require(report.comparison)
    let compare = try #require(object["compare"] as? [String: Any])
    try expectSame(compare["difference"], other.difference)
    try expectSame(compare["funnel"], other.funnel)
    let breakdowns = try #require(object["breakdowns"] as? [[String: Any]])
    let read = breakdowns.flatMap { $0["groups"] as? [[String: Any]] ?? [] }
    let groups = report.result.breakdowns.flatMap(\.groups)
    #expect(read.count == groups.count)
    for (object, group) in zip(read, groups) {
      try expectSame(object["vs_rest"], group.versusRest)
      try expectSame(object["funnel"], group.funnel)
    }
  }
}
