import Foundation
import Testing

/// A report of a file, which keeps no rows of events nobody asks for, is that of a snapshot of the file,
/// which keeps everything.
@Suite struct AskedEventReportTests {
  private let folder: TemporaryFolder

  /// Writes events of which more than half are in no funnel, and makes a snapshot of them.
  init() throws {
    folder = try TemporaryFolder()
    var text = "user,time,event,session,device,price\n"
    for user in 0..<700 {
      for step in 0..<user % 11 + 1 {
        let event = ["view", "scroll", "cart", "search", "pay", "scroll", "log out"][
          (step * 3 + user / 3) % 7]
        let device =
          event == "scroll" ? "tv" : user % 5 == 0 ? "" : ["mobile", "desktop"][(user + step) % 2]
        text +=
          "u\(user),\(1_700_000_000 + user * 911 + step / 2 * 977),\(event),s\(step / 4),\(device),"
          + "\(step).5\n"
      }
    }
    // The data ends long after the last event of the funnel, and of a user with nothing else.
    text += "idle,1702000000,scroll,s0,tv,\nu,soon,scroll,,,\n"
    _ = try folder.path("events.csv", holding: text)
    let run = try ProgramRun(["snapshot", "events.csv", "-o", "events.funnel"], folder: folder)
    #expect(run.status == 0, "\(run.error)")
  }

  private static let steps = ["--steps", "view > cart > pay"]

  private static let questions: [[String]] = [
    ["report"] + steps + ["--by", "device", "--by", "hour", "--trend", "day", "--histogram", "8"],
    ["report"] + steps + ["--window", "1h", "--by", "device", "--attribution", "every"],
    ["report", "--steps", "view > !\"log out\" > c* > pay", "--count", "attempts"],
    ["report"] + steps + ["--order", "any", "--by", "device", "--attribution", "last"],
    ["report"] + steps + ["--per", "session", "--exclude", "search"],
    ["report"] + steps + ["--order", "strict"], ["report"] + steps + ["--by", "user_type"],
    ["report"] + steps + ["--where", "device = tv"], ["report"] + steps + ["--where", "price < x"],
    ["report", "--steps", "view > cart[device = tvv] > pay"],
    ["report", "--steps", "view > skroll"],
    ["report"] + steps + ["--rules", "posthog", "--by", "device", "--attribution", "step:2"],
    ["report"] + steps + ["--to", "2023-11-16", "--compare", "2023-11-17..2023-11-18"],
    ["report", "--steps", "refund > cart", "--rules", "ga4"], ["report"],
    ["reconcile"] + steps, ["reconcile"] + steps + ["--exclude", "search"],
  ]

  @Test(arguments: questions.indices)
  func `a report says the same of both`(index: Int) throws {
    for format in ["text", "json"] {
      let question = Self.questions[index] + ["--format", format]
      let wanted = try ProgramRun(question + ["events.funnel"], folder: folder)
      for environment in [
        [:], ["FUNNELTOP_ENGINE": "sliced", "FUNNELTOP_THREADS": "7"],
        ["FUNNELTOP_ENGINE": "simple", "FUNNELTOP_THREADS": "1"],
      ] {
        let found = try ProgramRun(
          question + ["events.csv"], folder: folder, environment: environment)
        #expect(found.output == wanted.output, "\(question) \(environment)")
        #expect(found.error == wanted.error, "\(question) \(environment)")
        #expect(found.status == wanted.status)
      }
    }
  }

  @Test func `all events and users are counted`() throws {
    let run = try ProgramRun(
      ["report", "events.csv", "--format", "json", "--steps", "pay > refund", "--rules", "ga4"],
      folder: folder)
    let data = try #require(try run.json()["source"] as? [String: Any])
    let lines = try String(
      contentsOf: folder.url.appendingPathComponent("events.csv"), encoding: .utf8
    )
    .split(separator: "\n").count
    #expect(data["events"] as? Int == lines - 2)
    #expect(data["units"] as? Int == 701)
    #expect((data["last"] as? String)?.hasPrefix("2023-12-08") == true, "\(data)")
  }
}
