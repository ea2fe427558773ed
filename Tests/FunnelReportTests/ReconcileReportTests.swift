import Foundation
import FunnelCore
import Testing

@testable import FunnelReport

@Suite struct ReconcileReportTests {
  /// Two users: the second's first entry leads nowhere within a week.
  private func report(_ steps: String = "view > cart > buy") throws -> ReconcileReport {
    var builder = EventStoreBuilder(roles: .init(unit: "user_id", time: "ts", event: "event"))
    let day: Int64 = 86_400_000_000
    let rows: [(String, Int64, String)] = [
      ("u1", 0, "view"), ("u1", 3600_000_000, "cart"), ("u1", 5400_000_000, "buy"),
      ("u2", 0, "view"), ("u2", 10 * day, "view"), ("u2", 10 * day + 1, "cart"),
      ("u2", 10 * day + 900_000_000, "buy"),
    ]
    for (unit, time, event) in rows {
      builder.append(
        unit: unit, time: Timestamp(rawValue: time), event: event, properties: [])
    }
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.rules.window = .days(7)
    let products = RulePreset.allCases.map { (preset: $0, rules: $0.rules) }
    let backend = LocalBackend(store: builder.makeStore())
    return ReconcileReport(
      summary: ReportSamples.summary(), query: query,
      reconciliation: try backend.reconcile(query, with: products))
  }

  @Test func `a comparison reads like this`() throws {
    #expect(try report().text() == Golden.reconcile)
  }

  @Test func `rules that contradict the funnel are told with the reason`() throws {
    let report = try report("view > !cart > buy within 2d")
    let text = report.text(ascii: true)
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("PostHog     - units that an exclusion stops are removed only as"))
    let json = try object(report)
    let products = try #require(json["products"] as? [[String: Any]])
    #expect((products[0]["error"] as? String)?.contains("within") == true)
    #expect(products[0]["counts"] is NSNull)
    #expect(products[1]["error"] is NSNull)
  }

  @Test func `the reported chain is named where it moves an optional step`() throws {
    var builder = EventStoreBuilder(roles: .init(unit: "user_id", time: "ts", event: "event"))
    // The earliest entry passes through the coupon, the latest one does not.
    for (time, event) in [(0, "view"), (1, "coupon"), (2, "view"), (3, "buy")] {
      builder.append(
        unit: "u", time: Timestamp(rawValue: Int64(time)), event: event, properties: [])
    }
    let query = FunnelQuery(funnel: try FunnelDefinition(parsing: "view > coupon? > buy"))
    let products = [RulePreset.posthog, .clickhouse].map { (preset: $0, rules: $0.rules) }
    let report = ReconcileReport(
      summary: ReportSamples.summary(), query: query,
      reconciliation: try LocalBackend(store: builder.makeStore())
        .reconcile(query, with: products))
    let text = report.text(ascii: true)
    #expect(
      text.contains("PostHog     the chain that is complete first reported: -1 at step 2\n"),
      "\(text)")
    #expect(text.contains("ClickHouse  the chain with the latest entry reported: -1 at step 2\n"))
    #expect(!text.contains("all together"))
  }

  @Test(arguments: [("view > !cart > buy", true), ("view > cart > buy", false)])
  func `products without exclusions are named where there are any`(
    steps: String, isTold: Bool
  ) throws {
    let words = "ClickHouse and Umami have no exclusions: their columns count with yours"
    #expect(try report(steps).text().contains(words) == isTold)
  }

  @Test func `no line is wider than the page, however long names and numbers are`() throws {
    var report = try report()
    for index in report.reconciliation.products.indices {
      report.reconciliation.products[index].counts = .success([987_654_321, 123_456_789, 1])
    }
    report.reconciliation.own.counts = .success([987_654_321, 5, 1])
    report.query.funnel.steps[0].name = String(repeating: "購入", count: 30)
    let text = report.text(width: 80)
    for line in text.split(separator: "\n") { #expect(String(line).columnWidth <= 80, "\(line)") }
    // Two blocks, each with the asker's own numbers.
    #expect(text.matches(of: #/Yours/#).count == 2)
    for preset in RulePreset.allCases { #expect(text.contains(" \(preset.name)")) }
  }

  @Test func `the JSON tells counts and what each switch moves`() throws {
    let report = try report()
    let json = try object(report)
    let own = try #require(json["own"] as? [String: Any])
    #expect(own["counts"] as? [Int] == [2, 2, 2])
    let products = try #require(json["products"] as? [[String: Any]])
    #expect(products.map { $0["preset"] as? String } == RulePreset.allCases.map(\.rawValue))
    let mixpanel = products[1]
    #expect(mixpanel["counts"] as? [Int] == [2, 1, 1])
    #expect((mixpanel["rate"] as? NSNumber)?.doubleValue == 0.5)
    let moves = try #require(mixpanel["moves"] as? [[String: Any]])
    let entry = try #require(moves.first { $0["switch"] as? String == "entry" })
    #expect(entry["from"] as? String == "any" && entry["to"] as? String == "first")
    #expect(entry["differences"] as? [Int] == [0, -1, -1])
    let window = try #require(
      (products[3]["moves"] as? [[String: Any]])?.first { $0["switch"] as? String == "window" })
    #expect(window["from"] as? String == "7d" && window["to"] as? String == "none")
  }

  @Test func `what rules do together is told when it is not what one of them does`() throws {
    var report = try report()
    report.reconciliation.products = [report.reconciliation.products[2]]
    report.reconciliation.products[0].counts = .success([2, 1, 0])
    #expect(report.reconciliation.products[0].moves.map(\.ruleSwitch) == [.window, .ties])
    report.reconciliation.products[0].moves[0].differences = [0, -1, 0]
    report.reconciliation.products[0].moves[1].differences = [0, 0, 0]
    let lines = report.text(ascii: true).split(separator: "\n")
    #expect(lines.contains("Amplitude  window of 1 day: -1 at step 2"))
    #expect(lines.contains("           all together: -1 at step 2, -2 at step 3"))
    #expect(!lines.contains { $0.contains("rounded") })
  }

  private func object(_ report: ReconcileReport) throws -> [String: Any] {
    let data = Data(report.json().utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["funneltop"] as? Int == 1)
    return try #require(json["reconcile"] as? [String: Any])
  }
}
