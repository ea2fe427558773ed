import Foundation
import FunnelCore
import FunnelReport
import Testing

@Suite struct JSONReportTests {
  private func parsed(_ report: Report) throws -> [String: Any] {
    let json = JSONReport().text(of: report)
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  /// A number read back; Foundation's reader is off by a last bit now and then.
  private struct Near: Equatable {
    var value: Double

    static func == (left: Near, right: Near) -> Bool {
      abs(left.value - right.value) <= 1e-14 * max(abs(left.value), abs(right.value))
    }
  }

  private func double(_ value: Any?) -> Near? {
    (value as? NSNumber).map { Near(value: $0.doubleValue) }
  }
  private func near(_ value: Double?) -> Near? { value.map(Near.init) }

  /// Compares a funnel's JSON with its counts, computing every rate afresh.
  private func check(_ json: Any?, against funnel: FunnelNumbers) throws {
    let object = try #require(json as? [String: Any])
    let counts = funnel.steps.map(\.count)
    #expect(object["entered"] as? Int == counts.first)
    #expect(object["converted"] as? Int == counts.last)
    #expect(double(object["rate"]) == ratio(counts.last ?? 0, counts.first ?? 0))
    try check(times: object["seconds"], against: funnel.time)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.count == counts.count)
    for (index, step) in steps.enumerated() {
      #expect(step["step"] as? Int == index + 1)
      #expect(step["label"] as? String == funnel.steps[index].label)
      #expect(step["count"] as? Int == counts[index])
      #expect(double(step["from_first"]) == ratio(counts[index], counts[0]))
      let previous = index == 0 ? nil : ratio(counts[index], counts[index - 1])
      #expect(double(step["from_previous"]) == previous)
      let lost = index + 1 < counts.count ? counts[index] - counts[index + 1] : nil
      #expect(step["lost"] as? Int == lost)
      #expect(double(step["lost_share"]) == lost.flatMap { ratio($0, counts[index]) })
      if let share = ratio(counts[index], counts[0]) {
        let interval = try #require(step["from_first_ci95"] as? [Double])
        #expect(interval.count == 2 && interval[0] <= share.value && share.value <= interval[1])
      } else {
        #expect(step["from_first_ci95"] is NSNull)
      }
      try check(times: step["seconds"], against: funnel.steps[index].time)
    }
  }

  private func check(times json: Any?, against time: TimeSummary?) throws {
    guard let time else {
      #expect(json is NSNull)
      return
    }
    let object = try #require(json as? [String: Any])
    #expect(object["count"] as? Int == time.count)
    #expect(double(object["mean"]) == near(time.mean))
    let percentiles = ["p25", "median", "p75", "p90", "p95"].map { double(object[$0]) }
    #expect(percentiles == [time.p25, time.median, time.p75, time.p90, time.p95].map(near))
  }

  private func ratio(_ part: Int, _ whole: Int) -> Near? {
    whole == 0 ? nil : Near(value: Double(part) / Double(whole))
  }

  @Test func `the engine's numbers come back from the JSON`() throws {
    let report = try ReportSamples.demo()
    let json = try parsed(report)
    #expect(json["funneltop"] as? Int == 1)
    #expect(Set(json.keys) == ["funneltop", "source", "rules", "funnel", "breakdowns"])
    try check(json["funnel"], against: report.result.funnel)
    let breakdowns = try #require(json["breakdowns"] as? [[String: Any]])
    #expect(breakdowns.map { $0["by"] as? [String] } == [["device"], ["source", "campaign"]])
    for (breakdown, numbers) in zip(breakdowns, report.result.breakdowns) {
      let groups = try #require(breakdown["groups"] as? [[String: Any]])
      #expect(groups.count == numbers.groups.count)
      for (group, expected) in zip(groups, numbers.groups) {
        try check(group["funnel"], against: expected.funnel)
        let difference = group["vs_rest"] as? [String: Any]
        #expect(double(difference?["difference"]) == near(expected.versusRest?.difference))
        #expect(double(difference?["p_adjusted"]) == near(expected.versusRest?.pAdjusted))
        #expect(difference?["verdict"] as? String == expected.versusRest?.verdict.rawValue)
      }
    }
  }

  @Test func `what was counted is told, and nothing about it when all was`() throws {
    var report = try ReportSamples.demo(users: 50)
    let all = try parsed(report)
    for key in ["filter", "segments", "proposed"] { #expect(all[key] == nil) }
    report.isProposed = true
    report.result.query.filter = try Predicate(parsing: "device = mobile and source is set")
    report.result.query.segments = [Segment(columns: ["device", "plan"], values: ["mobile", nil])]
    let json = try parsed(report)
    #expect(json["filter"] as? String == "device = mobile and source is set")
    #expect(json["proposed"] as? Bool == true)
    let segment = try #require((json["segments"] as? [[String: Any]])?.first)
    #expect(segment["columns"] as? [String] == ["device", "plan"])
    let values = try #require(segment["values"] as? [Any])
    #expect(values.first as? String == "mobile" && values.last is NSNull)
  }

  @Test func `the end of the range is the first moment outside it`() throws {
    var report = ReportSamples.report([("a", 1)])
    report.result.query.rules.from = Timestamp(rawValue: 0)
    report.result.query.rules.until = Timestamp(rawValue: 86_400_000_000)
    let rules = try #require(try parsed(report)["rules"] as? [String: Any])
    #expect(rules["from"] as? String == "1970-01-01T00:00:00Z")
    #expect(rules["to"] as? String == "1970-01-02T00:00:00Z")
  }

  @Test(
    arguments: [
      ([10, 0, 3, 1, 2], [3.2, 1, 2, 3, 7.2, 8.6]),
      ([4, 1, 3, 2], [2.5, 1.75, 2.5, 3.25, 3.7, 3.85]),
      ([7], [7, 7, 7, 7, 7, 7]),
    ] as [([Double], [Double])])
  func `mean and percentiles are those computed by hand`(
    seconds: [Double], expected: [Double]
  ) throws {
    let json = try parsed(ReportSamples.report([("a", 9), ("b", 9)], seconds: seconds))
    let times = try #require((json["funnel"] as? [String: Any])?["seconds"] as? [String: Any])
    #expect(times["count"] as? Int == seconds.count)
    let numbers = ["mean", "p25", "median", "p75", "p90", "p95"].map { double(times[$0]) }
    #expect(numbers == expected.map(near))
  }

  @Test func `numbers keep all their digits`() {
    let json = JSONReport().text(of: ReportSamples.report([("a", 3), ("b", 1)]))
    #expect(json.contains("\"rate\": 0.3333333333333333,"))
    #expect(json.contains("\"lost_share\": 0.6666666666666666,"))
  }

  @Test func `text and JSON show the same counts`() throws {
    let report = try ReportSamples.demo()
    let text = TextReport().text(of: report).replacing(",", with: "")
    for (number, step) in report.result.funnel.steps.enumerated() {
      let row = text.split(separator: "\n").first { $0.hasPrefix("\(number + 1)  \(step.label) ") }
      let words = try #require(row).split(separator: " ").map(String.init)
      #expect(words[2] == String(step.count))
      if let lost = step.lost { #expect(words.contains(String(lost))) }
    }
  }

  @Test func `groups say what they stand for`() throws {
    let report = ReportSamples.report(
      ReportSamples.shop, groups: ReportSamples.devices, by: ["device", "source"])
    let json = try parsed(report)
    let breakdown = try #require((json["breakdowns"] as? [[String: Any]])?.first)
    #expect(breakdown["overlap"] as? Bool == false)
    let groups = try #require(breakdown["groups"] as? [[String: Any]])
    #expect(groups.map { $0["kind"] as? String } == ["value", "not_set", "other"])
    #expect(groups.map { ($0["value"] as? [Any])?.count } == [1, 2, 0])
    #expect((groups[1]["value"] as? [Any])?.allSatisfy { $0 is NSNull } == true)
    #expect(groups[2]["vs_rest"] is NSNull)
  }

  @Test func `losses count steps from one and a funnel without losses has none`() throws {
    let worst = try #require(
      (try parsed(ReportSamples.report([("a", 100), ("b", 40), ("c", 10)]))["funnel"]
        as? [String: Any])?["worst"] as? [String: Any])
    #expect(worst["by_rate"] as? Int == 2)
    #expect(worst["by_units"] as? Int == 1)
    let none = try #require(
      (try parsed(ReportSamples.report([("a", 5)]))["funnel"] as? [String: Any])?["worst"]
        as? [String: Any])
    #expect(none["by_rate"] is NSNull && none["by_units"] is NSNull)
  }

  @Test func `what was not asked for is absent, what has no value is null`() throws {
    let json = try parsed(ReportSamples.report([("a", 0), ("b", 0)]))
    #expect(Set(json.keys) == ["funneltop", "source", "rules", "funnel"])
    let funnel = try #require(json["funnel"] as? [String: Any])
    for key in ["rate", "rate_ci95", "seconds"] { #expect(funnel[key] is NSNull) }
    try check(funnel, against: ReportSamples.funnel([("a", 0), ("b", 0)]))
  }

  @Test func `numbers that are none become null`() throws {
    var report = ReportSamples.report(ReportSamples.shop, groups: ReportSamples.devices)
    report.result.breakdowns[0].groups[0].versusRest?.difference = .nan
    report.result.breakdowns[0].groups[0].versusRest?.p = .infinity
    let json = JSONReport().text(of: report)
    #expect(json.contains("\"difference\": null"))
    #expect(json.contains("\"p\": null"))
    _ = try parsed(report)
  }

  @Test func `ignored events and the length of a session's silence are told`() throws {
    var report = ReportSamples.report([("a", 1)])
    report.result.query.rules.ignored = [
      EventMatcher(name: .wildcard(["page", ""])), EventMatcher(name: .exact("log in")),
    ]
    var rules = try #require(try parsed(report)["rules"] as? [String: Any])
    #expect(rules["ignored"] as? [String] == ["page*", "\"log in\""])
    #expect(rules["session_gap_seconds"] == nil)
    report.result.query.rules.unit = .session
    report.result.query.rules.sessionGap = Microseconds(seconds: 90)
    rules = try #require(try parsed(report)["rules"] as? [String: Any])
    #expect(rules["session_gap_seconds"] as? Double == 90)
  }

  @Test func `the rules and the source are written like this`() throws {
    var report = ReportSamples.report([("a", 1)])
    report.result.query.rules.until = Timestamp(rawValue: 86_400_000_000)
    let json = JSONReport().text(of: report)
    #expect(
      json.hasPrefix(
        """
        {
          "funneltop": 1,
          "source": {
            "files": ["shop.csv"],
            "format": "csv",
            "events": 12345,
            "units": 1000,
            "rejected": 0,
            "first": "1970-01-01T00:00:00Z",
            "last": "1970-01-02T00:00:00.500Z",
            "columns": {
              "user": "user_id",
              "time": "ts",
              "event": "event",
              "session": null
            }
          },
          "rules": {
            "unit": "user",
            "order": "loose",
            "ignored": [],
            "window_seconds": 1209600.0,
            "window_from": "entry",
            "entry": "any",
            "counted": "units",
            "ties": "in-order",
            "reuse": false,
            "excluded": "lost",
            "attribution": "entry",
            "hold": null,
            "from": null,
            "to": "1970-01-02T00:00:00Z",
            "bounds": "entry",
            "reported_chain": "earliest entry",
            "zero_hops": true,
            "preset": null
          },
          "funnel": {
            "text": "a",
        """))
  }
}
