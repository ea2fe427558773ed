import Foundation
import Testing

/// Options that are taken and change nothing: a warning says so.
@Suite struct IdleOptionTests {
  private static let events = """
    user,time,event,device,source
    a,2024-01-01T10:00:00Z,view,mobile,ads
    a,2024-01-01T10:01:00Z,buy,mobile,ads
    a,2024-01-01T11:00:00Z,x,mobile,ads
    b,2024-01-02T04:30:00Z,view,desktop,mail

    """

  private static let report = ["report", "--format", "json"]

  /// The options with a funnel of two steps unless they have one.
  private static func asked(_ options: [String]) -> [String] {
    report + (options.contains("--steps") ? [] : ["--steps", "view > buy"]) + options
  }

  /// Options that change nothing where they stand, what is said of them, and the same with effect.
  private static let idle: [(idle: [String], name: String, useful: [String])] = [
    (["--hop", "1..2"], "--hop", ["--hop", "1..2", "--trend", "day"]),
    (["--groups", "3"], "--groups", ["--groups", "3", "--by", "device"]),
    (["--attribution", "last"], "--attribution", ["--attribution", "last", "--by", "device"]),
    (["--excluded", "removed"], "--excluded", ["--excluded", "removed", "--exclude", "x"]),
    (
      ["--window", "none", "--window-from", "previous"], "--window-from",
      ["--window-from", "previous"]
    ),
    (["--steps", "view", "--exclude", "buy"], "--exclude", ["--exclude", "buy"]),
    (["--steps", "view", "--window", "1d"], "--window", ["--steps", "view x2", "--window", "1d"]),
    (["--steps", "view", "--reuse"], "--reuse", ["--reuse"]),
    (["--steps", "view", "--entry", "first"], "--entry", ["--entry", "first"]),
    (
      ["--steps", "x", "--order", "strict", "--trend", "day", "--by", "source"], "--order",
      ["--order", "strict"]
    ),
    (
      ["--steps", "view", "--entry", "first"], "--entry",
      ["--steps", "view", "--trend", "day", "--entry", "first"]
    ),
    (
      ["--steps", "view", "--rules", "clickhouse", "--entry", "first"], "--entry",
      ["--steps", "view", "--rules", "clickhouse", "--by", "device", "--entry", "first"]
    ),
    (
      ["--steps", "view", "--rules", "posthog", "--order", "strict"], "--order",
      ["--steps", "view", "--rules", "posthog", "--by", "device", "--order", "strict"]
    ),
    (["--steps", "view", "--window", "1d", "--trend", "day"], "--window", ["--window", "1d"]),
    (["--steps", "view", "--reuse", "--by", "device"], "--reuse", ["--reuse"]),
    (["--session-gap", "5m"], "--session-gap", ["--session-gap", "5m", "--per", "session"]),
    (
      ["--session-gap", "5m", "--per", "session", "--session", "source"], "--session-gap",
      ["--session-gap", "5m", "--by", "user_type"]
    ),
  ]

  @Test(arguments: idle)
  func `an option that changes nothing is told, and only then`(
    options: [String], name: String, useful: [String]
  ) throws {
    let told = try ProgramRun(Self.asked(options), input: Self.events)
    #expect(told.status == 0)
    let line = "funneltop: warning: \(name) does nothing "
    #expect(
      told.error.hasPrefix(line) && told.error.split(separator: "\n").count == 1, "\(told.error)")
    let used = try ProgramRun(Self.asked(useful), input: Self.events)
    #expect(used.status == 0 && used.error.isEmpty, "\(used.error)")
    let without = try ProgramRun(Self.asked(Self.without(name, options)), input: Self.events)
    #expect(try Self.numbers(told) == Self.numbers(without))
  }

  /// The options but for one and its value.
  private static func without(_ name: String, _ options: [String]) -> [String] {
    guard let index = options.firstIndex(of: name) else { return options }
    return Array(options[..<index] + options[index...].dropFirst(name == "--reuse" ? 1 : 2))
  }

  /// What a report says but for the rules it was counted by.
  private static func numbers(_ run: ProgramRun) throws -> NSDictionary {
    var report = try run.json()
    try #require(report.removeValue(forKey: "rules") != nil && report["funnel"] != nil)
    report["breakdowns"] = (report["breakdowns"] as? [[String: Any]])?.map { breakdown in
      breakdown.filter { $0.key != "attribution" }
    }
    return report as NSDictionary
  }

  /// A unit that comes back the next day, on another device, after an event that is no step.
  private static let returns = """
    user,time,event,device
    a,2024-01-01T09:00:00Z,x,tablet
    a,2024-01-01T10:00:00Z,view,mobile
    a,2024-01-02T10:00:00Z,view,desktop

    """

  @Test(arguments: [
    ["--entry", "first", "--trend", "day"], ["--entry", "first", "--rules", "clickhouse"],
    ["--order", "strict", "--rules", "posthog"],
  ])
  func `an option by which a group or a period counts is not called idle`(
    options: [String]
  ) throws {
    let asked = Self.report + ["--steps", "view", "--by", "device"]
    let with = try ProgramRun(asked + options, input: Self.returns)
    let without = try ProgramRun(asked + options.dropFirst(2), input: Self.returns)
    #expect(with.error.isEmpty, "\(with.error)")
    #expect(try Self.numbers(with) != Self.numbers(without))
  }

  @Test func `a header is missed only where a format has one`() throws {
    let lines = "{\"user\": \"a\", \"time\": \"2024-01-01\", \"event\": \"view\"}\n"
    let run = try ProgramRun(["report", "--steps", "view", "--no-header"], input: lines)
    #expect(run.status == 0 && run.error.contains("--no-header does nothing"), "\(run.error)")
  }

  @Test func `what matters to any product is no idle option of a comparison`() throws {
    let options = ["reconcile", "--steps", "view > buy"]
    let gap = try ProgramRun(options + ["--session-gap", "5m"], input: Self.events)
    #expect(gap.error.isEmpty)
    let note = "Set by you, not the products' own: "
    #expect(gap.output.contains(note + "sessions (ended by 5 minutes of silence)"), "\(gap.output)")
    let window = try ProgramRun(options + ["--window", "none"], input: Self.events)
    #expect(window.output.contains(note + "no time limit\n"), "\(window.output)")
    #expect(try !ProgramRun(options, input: Self.events).output.contains(note))
  }

  @Test func `inspect shows everything and says that it has no limit`() throws {
    let input = Self.events + "d,soon,view,mobile,ads\n"
    #expect(try ProgramRun(["inspect"], input: input).error.isEmpty)
    let limited = try ProgramRun(["inspect", "--max-rejected", "0"], input: input)
    #expect(limited.status == 0 && limited.error.contains("--max-rejected does nothing"))
  }
}
