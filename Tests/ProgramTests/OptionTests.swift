import Foundation
import Testing

/// Options: which command takes them, and what their values mean.
@Suite struct OptionTests {
  private static let events = """
    user,time,event,device,source
    a,2024-01-01T10:00:00Z,view,mobile,ads
    a,2024-01-01T10:01:00Z,buy,mobile,ads
    b,2024-01-02T04:30:00Z,view,desktop,mail
    c,2024-01-02T05:00:00Z,view,mobile,mail

    """

  private static let report = ["report", "--steps", "view > buy", "--format", "json"]

  @Test(arguments: [
    (["--to", "2024-01-01"], 1),
    // The day of New York ends at 05:00 UTC.
    (["--to", "2024-01-01", "--timezone", "America/New_York"], 2),
    (["--from", "2024-01-02", "--timezone", "America/New_York"], 1),
    (["--to", "20240101", "--timezone", "America/New_York"], 2),
    // What names a moment ends after its second, not after a day.
    (["--to", "1704103200"], 1), (["--to", "1704103199"], 0),
    (["--to", "2024-01-01T1200Z"], 1), (["--to", "2024-01-01T0900Z"], 0),
    (["--to", "2024-01-02T00:00:00"], 1),
  ])
  func `dates are days on the local clock and times are moments`(
    options: [String], entered: Int
  ) throws {
    let outcome = try ProgramRun(Self.report + options, input: Self.events)
    #expect(try outcome.stepCounts().first == entered, "\(outcome.error)")
  }

  @Test func `a day on which the clock changes ends at its midnight`() throws {
    // 2024-03-10 had 23 hours in New York: 05:00 to 04:00 of the next day in UTC.
    let events = """
      user,time,event
      a,2024-03-10T05:00:00Z,view
      b,2024-03-11T03:59:59Z,view
      c,2024-03-11T04:00:00Z,view

      """
    let outcome = try ProgramRun(
      [
        "report", "--steps", "view", "--format", "json", "--from", "2024-03-10", "--to",
        "2024-03-10", "--timezone", "America/New_York",
      ], input: events)
    #expect(try outcome.stepCounts() == [2])
  }

  @Test func `one --by is one table of pairs and each further one a table of its own`() throws {
    let pairs = try ProgramRun(Self.report + ["--by", "device,source"], input: Self.events)
    let tables = try ProgramRun(
      Self.report + ["--by", "device", "--by", "source"], input: Self.events)
    func groups(_ run: ProgramRun) throws -> [[[String]]] {
      let breakdowns = try run.json()["breakdowns"] as? [[String: Any]] ?? []
      return breakdowns.map { breakdown in
        let groups = breakdown["groups"] as? [[String: Any]] ?? []
        return groups.map { $0["value"] as? [String] ?? [] }.sorted { $0.joined() < $1.joined() }
      }
    }
    #expect(try groups(pairs) == [[["desktop", "mail"], ["mobile", "ads"], ["mobile", "mail"]]])
    #expect(try groups(tables) == [[["desktop"], ["mobile"]], [["ads"], ["mail"]]])
  }

  @Test(arguments: [
    ("page*", [1, 1]), ("pageview", [1, 0]), ("\"a, b\"", [1, 0]), ("pageview,\"a, b\"", [1, 1]),
    ("*", [1, 1]), ("page*[device in (tv, mobile)], \"a, b\"", [1, 1]), ("pageview|pages", [1, 1]),
  ])
  func `ignored events are written as steps are and separated by commas`(
    ignored: String, counts: [Int]
  ) throws {
    let between = ignored.contains("\"") ? "\"a, b\"" : "pages"
    let events = """
      user,time,event,device
      a,2024-01-01T10:00:00Z,view,mobile
      a,2024-01-01T10:01:00Z,pageview,mobile
      a,2024-01-01T10:02:00Z,\(between),mobile
      a,2024-01-01T10:03:00Z,buy,mobile

      """
    for command in ["report", "reconcile"] {
      let arguments = [
        command, "--steps", "view > buy", "--order", "strict", "--format", "json", "--ignore",
      ]
      let run = try ProgramRun(arguments + [ignored], input: events)
      #expect(run.status == 0, "\(run.error)")
      if command == "report" { #expect(try run.stepCounts() == counts, "\(ignored)") }
      let unknown = try ProgramRun(arguments + [ignored + ",pagevew"], input: events)
      #expect(unknown.status == 2 && unknown.error.contains("pageview"), "\(unknown.error)")
    }
  }

  @Test(arguments: ["2GiB", "1.5G", "800M", "4gb", "3000000K", "1T"])
  func `--max-memory takes a size`(size: String) throws {
    let outcome = try ProgramRun(Self.report + ["--max-memory", size], input: Self.events)
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test(arguments: ["", "500", "M", "-1G", "0M", "5X", "1 G", "1Gi", "G1", "9999999999T"])
  func `--max-memory refuses what is no size`(size: String) throws {
    let outcome = try ProgramRun(Self.report + ["--max-memory", size], input: Self.events)
    #expect(outcome.status == 2)
    #expect(
      outcome.error.contains(
        "--max-memory takes a size such as 500M, 1.5G or 2GiB, not \"\(size)\"."),
      "\(outcome.error)")
  }

  @Test(arguments: ["report", "inspect", "reconcile"])
  func `events that take more than --max-memory are refused`(command: String) throws {
    let steps = command == "inspect" ? [] : ["--steps", "view > buy"]
    let outcome = try ProgramRun([command, "--max-memory", "1M"] + steps, input: Self.events)
    #expect(outcome.status == 1)
    #expect(
      outcome.error.contains("standard input: the events take more memory than the 1M of --max"),
      "\(outcome.error)")
  }

  @Test(arguments: [("0", 1), ("1", 0), ("20%", 0), ("19.9%", 1)])
  func `--max-rejected bounds the lines that cannot be read`(limit: String, status: Int32) throws {
    let input = Self.events + "d,soon,view,mobile,ads\n"
    let outcome = try ProgramRun(
      Self.report + ["--max-rejected", limit], input: input)
    #expect(outcome.status == status, "\(outcome.error)")
    if status == 0 { #expect(try outcome.stepCounts() == [3, 1]) }
  }

  @Test func `the demo is reported where there is no screen`() throws {
    let options = ["--users", "300", "--format", "json"]
    let run = try ProgramRun(["demo"] + options, input: Self.events)
    #expect(run.status == 0, "\(run.error)")
    let source = try run.json()["source"] as? [String: Any]
    #expect(source?["files"] as? [String] == ["demo"])
    #expect(try run.stepCounts().first == 300)
  }

  @Test func `a file may be called almost like a command`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.path("reprot", holding: Self.events)
    let run = try ProgramRun(["reprot", "--steps", "view"], folder: folder)
    #expect(run.status == 0, "\(run.error)")
  }

  @Test(arguments: [("reconcile", "print as text or json"), ("generate", "print as csv or jsonl")])
  func `help for a command names the formats it prints`(command: String, words: String) throws {
    #expect(try ProgramRun(["--help", command]).output.contains(words))
  }

  @Test(arguments: [
    ("reconcile", "side by side"), ("generate", "simulated shop"), ("inspect", "columns taken"),
    ("report", "why the others were lost"), ("demo", "no file is read"),
  ])
  func `help for a command says what it does, with examples of it alone`(
    command: String, words: String
  ) throws {
    let help = try ProgramRun(["--help", command]).output
    #expect(help.hasPrefix("funneltop \(command)") && help.contains(words))
    let examples = help.components(separatedBy: "\nExamples\n").last ?? ""
    let shown = examples.components(separatedBy: "\n").filter { $0.hasPrefix("  ") }
    #expect(!shown.isEmpty && shown.allSatisfy { $0.hasPrefix("  funneltop \(command)") })
    #expect(help.components(separatedBy: "\n").prefix(4).allSatisfy { $0.count <= 80 })
  }

  @Test func `names and lengths are taken in capitals too`() throws {
    let report = ["report", "--steps", "view > buy within 2D", "--format", "json"]
    for options in [
      ["--rules", "GA4"], ["--window", "7D"], ["--window", "None"], ["--order", "Any"],
    ] {
      let steps = options[0] == "--order" ? ["report", "--steps", "view > buy"] : report
      let capitals = try ProgramRun(steps + options, input: Self.events)
      let small = try ProgramRun(steps + options.map { $0.lowercased() }, input: Self.events)
      #expect(capitals.status == 0 && capitals.output == small.output, "\(capitals.error)")
    }
  }

  @Test(arguments: [
    (["--steps", "view", "--steps", "buy"], "--steps"),
    (["--rules", "ga4", "--rules", "mixpanel"], "--rules"),
    (["-o", "a", "--output", "b"], "--output"),
  ])
  func `an option of one value is not given twice`(options: [String], name: String) throws {
    let run = try ProgramRun(["report"] + options, input: Self.events)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.error == "funneltop: \(name) is given more than once; give it once.\n")
  }

  @Test func `options that add up and preferences of the screen may be given again`() throws {
    let options = [
      "--by", "device", "--by", "source", "--exclude", "view", "--exclude", "buy", "--color",
      "never", "--color", "auto", "--plain", "--plain",
    ]
    let run = try ProgramRun(["--steps", "view > buy"] + options, input: Self.events)
    #expect(run.status == 0, "\(run.error)")
  }

  @Test func `a condition that no event fits is told`() throws {
    let condition = ["report", "--steps", "view > buy", "--where", "device = mobil"]
    let report = try ProgramRun(condition, input: Self.events)
    let warning = "funneltop: warning: no event has device = mobil\ndid you mean mobile?\n"
    #expect(report.status == 0 && report.error == warning, "\(report.error)")
    let step = ["reconcile", "--steps", "view[device = mobil] > buy"]
    #expect(try ProgramRun(step, input: Self.events).error == warning)
  }

  @Test func `a period before the data is told`() throws {
    let compare = ["--from", "2024-01-02", "--compare", "2023-01-01..2023-01-31"]
    let run = try ProgramRun(Self.report + compare, input: Self.events)
    #expect(run.status == 0)
    #expect(
      run.error.contains("warning: the other period, 2023-01-01T00:00:00Z to"), "\(run.error)")
    #expect(run.error.contains("has no events"))
  }

  @Test func `events that lead nowhere make no funnel`() throws {
    let run = try ProgramRun(
      ["report", "--event", "device"], input: Self.events.replacing("desktop", with: "mobile"))
    #expect(run.status == 2 && run.error.contains("--steps"), "\(run.error)")
  }

  @Test func `a report is as wide as the terminal it is printed on`() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "long-", count: 10)
    let file = try folder.path(
      "a.csv", holding: "user,time,event,device\na,1,view,\(long)a\nb,2,view,\(long)b\n")
    let report = ["report", file, "--steps", "view", "--by", "device"]
    // Elsewhere a table may be wider than sentences are, but not as wide as it likes.
    #expect(try ProgramRun(report).output.contains("\(long)a  "))
    for (columns, isWhole) in [(80, false), (160, true)] {
      let session = try TerminalSession(arguments: report, rows: 60, columns: columns)
      #expect(session.waitForExit() == .exited(0))
      #expect(session.lines.contains { $0.hasPrefix("\(long)a  ") } == isWhole)
      let cut = session.lines.filter { $0.hasPrefix("long-") }
      #expect(cut.count == 2 && cut[0].prefix(40) != cut[1].prefix(40) || isWhole)
    }
  }

  @Test func `help for a command lists its options and no others`() throws {
    let demo = try ProgramRun(["--help", "demo"]).output
    for name in ["--steps", "--by", "--users"] { #expect(demo.contains("  \(name) ")) }
    #expect(!demo.contains("  --follow ") && !demo.contains("  --max-rejected "))
    let inspect = try ProgramRun(["inspect", "--help"]).output
    #expect(inspect.contains("  --max-rejected ") && !inspect.contains("  --where "))
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var words: [String]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let mistakes: [Mistake] = [
    Mistake(arguments: ["report", "--format", "jsno"], words: ["jsno", "html or svg", "mean"]),
    Mistake(arguments: ["reconcile", "--format", "csv"], words: ["csv", "text or json"]),
    Mistake(arguments: ["inspect", "--format", "svg"], words: ["svg", "text or json"]),
    Mistake(
      arguments: ["report", "--format", "svg", "--by", "a"], words: ["svg", "--by", "html"]),
    Mistake(
      arguments: ["report", "--trend", "day", "--format=svg"], words: ["svg", "--trend", "html"]),
    Mistake(arguments: ["generate", "--format", "json"], words: ["json", "csv or jsonl", "mean"]),
    Mistake(arguments: ["inspect", "--where", "a = b"], words: ["--where", "inspect", "report"]),
    Mistake(arguments: ["generate", "--steps", "a"], words: ["--steps", "generate", "report"]),
    Mistake(arguments: ["report", "--follow"], words: ["--follow", "report", "dashboard"]),
    Mistake(arguments: ["demo", "--follow"], words: ["--follow", "demo", "dashboard"]),
    Mistake(arguments: ["report", "--users", "5"], words: ["--users", "generate"]),
    Mistake(arguments: ["demo", "x.csv"], words: ["x.csv", "demo"]),
    Mistake(arguments: ["generate", "x.csv"], words: ["x.csv", "generate"]),
    Mistake(arguments: ["demo", "--theme", "dark"], words: ["dark", "auto or mono"]),
    Mistake(
      arguments: ["report", "--from", "2024-02-01", "--to", "2024-01-01"],
      words: ["--from 2024-02-01", "--to 2024-01-01", "after"]),
    Mistake(arguments: ["report", "--ignore", "a,,b"], words: ["a,,b", "separated by commas"]),
    Mistake(arguments: ["report", "--ignore", "a > b"], words: ["--ignore", "a > b"]),
    Mistake(arguments: ["report", "--histogram", "1001"], words: ["1001", "1 to 1000", "auto"]),
    Mistake(arguments: ["report", "--histogram", "atuo"], words: ["atuo", "mean auto?"]),
    Mistake(arguments: ["report", "--attribution", "step:0"], words: ["step:0", "from 1"]),
    Mistake(arguments: ["report", "--attribution", "frist"], words: ["frist", "mean first?"]),
    Mistake(
      arguments: ["report", "--timezone", "Europe/Berln"], words: ["Berln", "mean Europe/Berlin"]),
    Mistake(arguments: ["--timezone", "Foo/Bar7"], words: ["Foo/Bar7", "America/New_York"]),
    Mistake(arguments: ["reprot", "x.csv", "--trend", "day"], words: ["reprot", "mean report?"]),
    Mistake(arguments: ["report", "--histogram", "0"], words: ["\"0\"", "1 to 1000"]),
    Mistake(arguments: ["report", "--to", "soon"], words: ["--to", "soon", "2024-06-30"]),
  ]

  @Test(arguments: mistakes)
  func `what a command does not take is refused before anything is read`(
    mistake: Mistake
  ) throws {
    let outcome = try ProgramRun(mistake.arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect((1...3).contains(outcome.error.split(separator: "\n").count), "\(outcome.error)")
    for word in mistake.words { #expect(outcome.error.contains(word), "\(outcome.error)") }
  }

  @Test(arguments: [
    (["--steps", "vieww"], ["vieww", "view"]), (["--by", "devise"], ["devise", "device"]),
    (["--by", "source,devise"], ["devise", "device"]),
    (["--where", "devise = mobile"], ["devise", "device"]),
    (["--steps", "view", "--order", "strict", "--ignore", "pagevew"], ["pagevew", "inspect"]),
  ])
  func `a name the data does not have ends the dashboard and is told`(
    options: [String], words: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.path("events.csv", holding: Self.events)
    let session = try TerminalSession(arguments: [path] + options)
    #expect(session.waitForExit() == .exited(2))
    #expect(session.isRestored)
    let output = session.lines.joined(separator: "\n")
    for word in words { #expect(output.contains(word), "\(output)") }
  }

  @Test func `a question without an answer does not open the screen`() throws {
    let question = ["demo", "--steps", (1...70).map { "s\($0)" }.joined(separator: " > ")]
    let session = try TerminalSession(arguments: question)
    #expect(session.waitForExit() == .exited(2))
    let output = String(decoding: session.rawOutput, as: UTF8.self)
    #expect(output.contains("62 steps") && !output.contains("\u{1B}"))
  }
}
