import Foundation
import Testing

/// Every way of printing, and the comparison with other products.
@Suite struct PrintedFormatTests {
  private static let events = """
    user,time,event
    a,2024-01-01T10:00:00Z,view
    a,2024-01-01T10:01:00Z,cart
    b,2024-01-01T10:00:00Z,view
    b,2024-01-12T10:00:00Z,view
    b,2024-01-12T11:00:00Z,cart
    c,2024-01-05T10:00:00Z,view

    """

  @Test(arguments: [
    ("text", "Source   -"), ("json", "{\n  \"funneltop\": 1"), ("csv", "table,by,group,kind,step"),
    ("md", "## Funnel: view → cart"), ("html", "<!DOCTYPE html>"), ("svg", "<?xml version"),
  ])
  func `a report has the format that is asked for`(format: String, start: String) throws {
    let arguments = ["report", "--steps", "view > cart", "--format", format]
    let outcome = try ProgramRun(arguments, input: Self.events)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.hasPrefix(start))
    #expect(outcome.output.hasSuffix("\n"))
    let folder = try TemporaryFolder()
    let file = try folder.path("report.\(format)")
    let saved = try ProgramRun(arguments + ["-o", file], input: Self.events)
    #expect(saved.output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == outcome.output)
  }

  @Test func `reconcile counts as each product does and tells what makes the difference`() throws {
    let arguments = ["reconcile", "--steps", "view > cart", "--window", "7d"]
    let text = try ProgramRun(arguments, input: Self.events)
    #expect(text.status == 0, "\(text.error)")
    #expect(text.output.contains("Mixpanel    first entry only: "))
    let outcome = try ProgramRun(arguments + ["--format", "json"], input: Self.events)
    let root = try #require(try outcome.json()["reconcile"] as? [String: Any])
    let own = try #require(root["own"] as? [String: Any])
    #expect(own["counts"] as? [Int] == [3, 2])
    let products = try #require(root["products"] as? [[String: Any]])
    #expect(products.count == 6)
    let mixpanel = try #require(products.first { $0["preset"] as? String == "mixpanel" })
    #expect(mixpanel["counts"] as? [Int] == [3, 1])
  }

  @Test func `a single rule holds for every product, and so do the dates`() throws {
    let outcome = try ProgramRun(
      [
        "reconcile", "--steps", "view > cart", "--entry", "any", "--per", "user", "--window", "7d",
        "--from", "2024-01-05", "--format", "json",
      ], input: Self.events)
    let root = try #require(try outcome.json()["reconcile"] as? [String: Any])
    let products = try #require(root["products"] as? [[String: Any]])
    for product in products { #expect(product["counts"] as? [Int] == [2, 1]) }
  }
}
