import Foundation
import Testing

/// Commands that print: exit status, standard output and standard error.
@Suite struct CommandLineTests {
  private func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
    try ProgramRun(arguments, input: input)
  }

  private static let events = """
    user,time,event,device
    a,2024-01-01T10:00:00Z,view,mobile
    a,2024-01-01T10:01:00Z,cart,mobile
    a,2024-01-01T10:03:00Z,buy,mobile
    b,2024-01-01T10:00:00Z,view,desktop
    b,2024-01-02T10:00:00Z,cart,desktop
    c,2024-01-05T10:00:00Z,view,

    """

  @Test func `a report from standard input has the numbers of the file`() throws {
    let outcome = try run(
      ["report", "--steps", "view > cart > buy", "--by", "device", "--format", "json"],
      input: Self.events)
    #expect(outcome.status == 0, "\(outcome.error)")
    let root = try outcome.json()
    #expect(try outcome.stepCounts() == [3, 2, 1])
    let breakdown = try #require((root["breakdowns"] as? [[String: Any]])?.first)
    let groups = try #require(breakdown["groups"] as? [[String: Any]])
    #expect(groups.compactMap { $0["kind"] as? String } == ["not_set", "value", "value"])
  }

  @Test(arguments: [
    ("--to", "2024-01-01", [2, 2]), ("--to", "2024-01-01T09:59:59Z", [0, 0]),
    ("--from", "2024-01-05", [1, 0]), ("--from", "2024-01-01T10:00:00Z", [3, 2]),
  ])
  func `dates bound the entry and include the last day`(
    option: String, date: String, counts: [Int]
  ) throws {
    let outcome = try run(
      ["report", "--steps", "view > cart", option, date, "--format", "json"], input: Self.events)
    #expect(try outcome.stepCounts() == counts)
  }

  @Test func `another period stands beside the one asked for`() throws {
    let arguments = ["report", "--steps", "view > cart", "--from", "2024-01-02"]
    let run = try ProgramRun(
      arguments + ["--compare", "2024-01-01..2024-01-01", "--format", "json"], input: Self.events)
    #expect(try run.stepCounts() == [1, 0])
    let compare = try #require(try run.json()["compare"] as? [String: Any])
    #expect(compare["from"] as? String == "2024-01-01T00:00:00Z")
    #expect(compare["to"] as? String == "2024-01-02T00:00:00Z")
    // The period asked for lasts to the end of the data, so nothing was seen after either of them.
    #expect(compare["seen_until"] as? String == "2024-01-02T00:00:00Z")
    let steps = (compare["funnel"] as? [String: Any])?["steps"] as? [[String: Any]]
    #expect(steps?.compactMap { $0["count"] as? Int } == [2, 1])
    for format in ["text", "md", "html", "csv"] {
      let other = try ProgramRun(
        arguments + ["--compare", "previous", "--format", format], input: Self.events)
      #expect(other.status == 0 && other.output.contains("2023-12-29T13"), "\(other.output)")
    }
  }

  @Test func `a product's rules take names the data lacks as never seen, and say so`() throws {
    let run = try ProgramRun(
      ["report", "--steps", "view > never", "--rules", "posthog", "--format", "json"],
      input: Self.events)
    #expect(run.status == 0)
    #expect(try run.stepCounts() == [3, 0])
    #expect(run.error.contains("warning") && run.error.contains("never"))
  }

  @Test func `steps of a proposed funnel can be named by their numbers`() throws {
    let options = ["report", "--by", "device", "--format", "json"]
    let run = try ProgramRun(
      options + ["--hop", "1..2", "--histogram", "3", "--attribution", "step:2"],
      input: Self.events)
    #expect(run.status == 0, "\(run.error)")
    #expect(try run.json()["proposed"] as? Bool == true)
    #expect((try run.json()["rules"] as? [String: Any])?["attribution"] as? String == "step:2")
    for beyond in [["--hop", "1..9"], ["--attribution", "step:9"]] {
      let refused = try ProgramRun(options + beyond, input: Self.events)
      #expect(refused.status == 2 && refused.error.contains("9"), "\(refused.error)")
    }
  }

  @Test func `a trend over dates far from the data has the data's periods`() throws {
    let options = ["report", "--steps", "view", "--format", "json", "--trend", "day"]
    func periods(_ dates: [String]) throws -> [String]? {
      let run = try ProgramRun(options + dates, input: Self.events)
      let trend = try run.json()["trend"] as? [[String: Any]]
      return trend?.compactMap { $0["start"] as? String }
    }
    let days = (1...5).map { "2024-01-0\($0)" }
    #expect(try periods(["--from", "1970-01-01"]) == days)
    #expect(try periods(["--from", "2024-01-03", "--to", "2999-01-01"]) == Array(days[2...]))
    // Where there is room, the dates asked for are kept.
    #expect(try periods(["--from", "2023-12-31"]) == ["2023-12-31"] + days)
    let outside = try ProgramRun(
      options + ["--from", "1900-01-01", "--to", "1950-01-01"], input: Self.events)
    #expect(outside.status == 2 && outside.error.contains("--trend day"), "\(outside.error)")
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var input = CommandLineTests.events
    var status: Int32
    var words: [String]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes: [Mistake] = [
    Mistake(arguments: ["report", "/no/such/file.csv"], status: 1, words: ["no such file"]),
    Mistake(arguments: ["report", "/tmp"], status: 1, words: ["directory"]),
    Mistake(arguments: ["report", "-"], input: "", status: 1, words: ["standard input", "empty"]),
    Mistake(arguments: ["report"], input: "\u{0}\u{1}\u{2}\u{0}", status: 1, words: ["no text"]),
    Mistake(
      arguments: ["report"], input: "x,time,event\n1.5,2024-01-01,a\n", status: 1,
      words: ["user", "--user", "x, time, event"]),
    Mistake(
      arguments: ["report"], input: "user,x,event\na,b,c\n", status: 1, words: ["time", "--time"]),
    Mistake(
      arguments: ["report", "--steps", "view > cat"], status: 2,
      words: ["cat", "mean", "cart"]),
    Mistake(arguments: ["report", "--steps", "view >"], status: 2, words: ["--steps", "^"]),
    Mistake(arguments: ["report", "--where", "device == x"], status: 2, words: ["^"]),
    Mistake(arguments: ["report", "--by", "devise"], status: 2, words: ["devise", "device"]),
    Mistake(arguments: ["report", "--stepz", "a"], status: 2, words: ["--stepz", "--steps"]),
    Mistake(arguments: ["report", "--window", "soon"], status: 2, words: ["--window"]),
    Mistake(arguments: ["report", "--order", "strick"], status: 2, words: ["--order", "strict"]),
    Mistake(
      arguments: ["report", "--order", "any", "--steps", "view > !cart > buy > view"], status: 2,
      words: ["any order", "--exclude"]),
    Mistake(
      arguments: ["report", "--rules", "posthgo"], status: 2, words: ["--rules", "mean posthog"]),
    Mistake(arguments: ["report", "--compare", "previous"], status: 2, words: ["--from"]),
    Mistake(
      arguments: ["report", "--compare", "2024"], status: 2, words: ["--compare", "previous"]),
    Mistake(arguments: ["report", "--hop", "2..1"], status: 2, words: ["2..1"]),
    Mistake(
      arguments: ["report", "--signals"], status: 2, words: ["--signals", "not supported"]),
    Mistake(arguments: ["users"], status: 2, words: ["users", "not supported"]),
    Mistake(
      arguments: ["reconcile", "--by", "device"], status: 2, words: ["--by", "reconcile", "report"]),
    Mistake(arguments: ["--help", "reprot"], status: 2, words: ["reprot", "report"]),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told in one to three lines`(mistake: Mistake) throws {
    let outcome = try run(mistake.arguments, input: mistake.input)
    #expect(outcome.status == mistake.status)
    #expect(outcome.output.isEmpty)
    let lines = outcome.error.split(separator: "\n")
    #expect((1...3).contains(lines.count), "\(outcome.error)")
    for word in mistake.words { #expect(outcome.error.contains(word), "\(outcome.error)") }
  }

  @Test func `control characters in data do not reach the output`() throws {
    let hostile = "user,time,event\na,2024-01-01,\"x\u{1B}]0;owned\u{7}\"\n"
    for arguments in [["report", "--steps", "*"], ["inspect"], ["report", "--steps", "y"]] {
      let outcome = try run(arguments, input: hostile)
      #expect(!(outcome.output + outcome.error).contains { $0 == "\u{1B}" || $0 == "\u{7}" })
    }
  }

  @Test func `version and help go to standard output`() throws {
    #expect(try run(["--version"]).output.hasPrefix("funneltop "))
    let help = try run(["--help"])
    #expect(help.status == 0 && help.output.contains("--steps"))
    #expect(try run(["--help", "demo"]).output.contains("Mobile"))
  }

  @Test func `generate writes the same bytes for the same seed`() throws {
    let arguments = ["generate", "--users", "50", "--seed", "7", "--format", "jsonl"]
    let first = try run(arguments)
    #expect(first.status == 0 && first.output.split(separator: "\n").count > 50)
    #expect(try run(arguments).output == first.output)
    let report = try run(["report", "--format", "json"], input: first.output)
    #expect(report.output.contains("\"units\": 50") || report.output.contains("\"units\":50"))
  }

  @Test func `a file is written whole or not at all`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.path("report.txt")
    #expect(try run(["report", "-o", path], input: Self.events).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("view"))
    let failed = try run(["report", "-o", "/no/such/folder/x.txt"], input: Self.events)
    #expect(failed.status == 1 && failed.error.contains("/no/such/folder/x.txt"))
  }
}
