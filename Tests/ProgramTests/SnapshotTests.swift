import Foundation
import Testing

/// A snapshot shows what the files it was made from show.
@Suite struct SnapshotTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Events with a rejected line, missing values, prices and more event names than a byte counts.
  private static func events(users: Int) -> String {
    var text = "user,time,event,device,price\n"
    for user in 0..<users {
      for step in 0..<(user % 4 + 1) {
        let device = user % 5 == 0 ? "" : ["mobile", "desktop", "tablet"][user % 3]
        text += "u\(user),2024-01-\(10 + user % 9) 0\(step):30,"
        text += "\(["view", "cart", "pay", "name \(user)"][step]),\(device),\(user).\(10 + step)\n"
      }
    }
    return text + "u,soon,view,,\n"
  }

  private func made(
    from arguments: [String], as name: String = "events.funnel", input: String = ""
  ) throws -> String {
    let run = try ProgramRun(
      ["snapshot"] + arguments + ["-o", name], input: input, folder: folder)
    #expect(run.status == 0 && run.output.isEmpty, "\(run.error)")
    return name
  }

  private static let questions = [
    ["inspect"], ["inspect", "--format", "json"], ["report"],
    [
      "report", "--steps", "view > cart > pay", "--by", "device", "--by", "price", "--trend", "day",
    ],
    ["report", "--steps", "view > pay", "--format", "json", "--where", "price > 20"],
    ["report", "--steps", "view > pay", "--format", "html", "--histogram", "auto"],
    ["reconcile", "--steps", "view > cart"], ["report", "--steps", "view > no"],
  ]

  private func expectSame(
    _ originals: [String], _ snapshot: String, _ options: [String] = [], input: String = ""
  ) throws {
    for question in Self.questions {
      let wanted = try ProgramRun(question + originals + options, input: input, folder: folder)
      let found = try ProgramRun(question + [snapshot] + options, folder: folder)
      #expect(found.output == wanted.output, "\(question)")
      #expect(found.error == wanted.error, "\(question)")
      #expect(found.status == wanted.status)
    }
  }

  @Test func `every report is the same as of the original`() throws {
    _ = try folder.path("events.csv", holding: Self.events(users: 400))
    let snapshot = try made(from: ["events.csv"])
    try expectSame(["events.csv"], snapshot)
    try expectSame(["events.csv"], snapshot, ["--columns", "device"])
    let again = try made(from: [snapshot], as: "again.funnel")
    #expect(
      try Data(contentsOf: folder.url.appendingPathComponent(snapshot))
        == Data(contentsOf: folder.url.appendingPathComponent(again)))
  }

  @Test func `several files, options and standard input are kept as they were`() throws {
    _ = try folder.path("1.csv", holding: Self.events(users: 40))
    _ = try folder.path("2.csv", holding: Self.events(users: 90))
    try expectSame(["1.csv", "2.csv"], try made(from: ["1.csv", "2.csv"], as: "two"))
    let options = [
      "--user", "device", "--event", "event", "--timezone", "Asia/Tokyo", "--max-rejected", "50%",
    ]
    let zoned = try made(from: ["1.csv"] + options, as: "zoned")
    try expectSame(["1.csv"], zoned, options)
    let text = Self.events(users: 30)
    try expectSame(["-"], try made(from: [], as: "piped", input: text), input: text)
  }

  @Test func `comes through a pipe, compressed, and out to a pipe`() throws {
    _ = try folder.path("events.csv", holding: Self.events(users: 60))
    let program = try TerminalSession.builtProgram()
    let script = """
      set -e
      '\(program)' snapshot events.csv -o - > piped.funnel
      '\(program)' snapshot events.csv -o named.funnel
      cmp piped.funnel named.funnel
      '\(program)' inspect events.csv > wanted
      '\(program)' inspect < named.funnel > found
      cmp wanted found
      cat named.funnel | '\(program)' inspect - > found
      cmp wanted found
      gzip -c named.funnel > packed.gz
      '\(program)' inspect packed.gz > found
      cmp wanted found
      """
    #expect(try shell(script) == "")
  }

  /// Runs a script in the folder and returns what it says on standard error.
  private func shell(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder.url
    let error = Pipe()
    process.standardError = error
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text + (process.terminationStatus == 0 ? "" : "status \(process.terminationStatus)")
  }

  @Test func `a mistake on the command line is told before anything is read`() throws {
    let csv = try folder.path("events.csv", holding: Self.events(users: 4))
    for (arguments, words) in [
      (["events.csv"], "funneltop snapshot events.csv -o events.funnel"),
      (["events.csv", "-o", "events.csv"], "would replace events.csv"),
      (["events.csv", "-o", "./events.csv"], "would replace events.csv"),
      (["events.csv", "-o", "x", "--format", "json"], "--format does not apply to snapshot"),
      (["events.csv", "-o", "x", "--follow"], "--follow does not apply to snapshot"),
      (["events.csv", "-o", "x", "--steps", "view"], "--steps does not apply to snapshot"),
    ] {
      let run = try ProgramRun(["snapshot"] + arguments, folder: folder)
      #expect(run.status == 2 && run.error.contains(words), "\(run.error)")
    }
    #expect(try String(contentsOfFile: csv, encoding: .utf8) == Self.events(users: 4))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
    let session = try TerminalSession(arguments: ["snapshot", csv, "-o", "-"])
    #expect(session.waitForExit() == .exited(2))
    #expect(session.lines.joined().contains("no text for a terminal"))
  }

  @Test func `what does not fit a snapshot is told`() throws {
    _ = try folder.path("events.csv", holding: Self.events(users: 40))
    let snapshot = try made(from: ["events.csv"])
    for (arguments, words) in [
      ([snapshot, "events.csv"], "is opened alone"), ([snapshot, "--id", "device"], "--id"),
      ([snapshot, "--user", "device"], "made with \"user\""),
      ([snapshot, "--input-format", "csv"], "--input-format"),
      ([snapshot, "--columns", "devise"], "did you mean \"device\""),
    ] {
      let run = try ProgramRun(["report", "--steps", "view"] + arguments, folder: folder)
      #expect(run.status == 1 && run.output.isEmpty && run.error.contains(words), "\(run.error)")
    }
    let zone = try ProgramRun(["inspect", snapshot, "--timezone", "Asia/Tokyo"], folder: folder)
    #expect(zone.status == 0 && zone.error.contains("warning: \(snapshot): times that name no"))
    let path = folder.url.appendingPathComponent(snapshot).path
    let session = try TerminalSession(arguments: [path, "--follow"], columns: 200)
    #expect(session.waitForExit() == .exited(1))
    #expect(session.isRestored)
    #expect(String(decoding: session.rawOutput, as: UTF8.self).contains("does not grow"))
  }

  @Test func `a failed write leaves the old file and nothing else`() throws {
    _ = try folder.path("events.csv", holding: Self.events(users: 400))
    let old = try folder.path("old.funnel", holding: "old")
    let program = try TerminalSession.builtProgram()
    // A write beyond the limit fails as one to a full disk does.
    let error = try shell(
      "trap '' XFSZ; ulimit -f 16; exec '\(program)' snapshot events.csv -o old.funnel")
    #expect(error.contains("cannot write old.funnel: File too large"), "\(error)")
    #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        == ["events.csv", "old.funnel"])
  }

  @Test func `the dashboard shows the same numbers`() throws {
    let csv = try folder.path("events.csv", holding: Self.events(users: 80))
    _ = try made(from: ["events.csv"])
    let snapshot = folder.url.appendingPathComponent("events.funnel").path
    let screens = try [csv, snapshot].map { path in
      let session = try TerminalSession(
        arguments: [path, "--steps", "view > cart > pay"], rows: 30, columns: 120)
      #expect(session.wait { $0.joined().contains("3 pay") && $0[0].contains("200 events") })
      session.settle()
      let lines = session.lines
      session.send("q")
      #expect(session.waitForExit() == .exited(0))
      return lines
    }
    #expect(screens[0].contains { $0.contains("3 pay") })
    #expect(screens[0].dropFirst().dropLast() == screens[1].dropFirst().dropLast())
    #expect(screens.map { $0.last?.contains("F follow") } == [true, false])
  }

  @Test func `a snapshot cut short while it is open ends the dashboard with a word`() throws {
    _ = try folder.path("events.csv", holding: Self.events(users: 80))
    _ = try made(from: ["events.csv"])
    let snapshot = folder.url.appendingPathComponent("events.funnel").path
    let session = try TerminalSession(
      arguments: [snapshot, "--steps", "view > cart > pay"], rows: 30, columns: 120)
    #expect(session.wait { $0.joined().contains("3 pay") && $0[0].contains("200 events") })
    session.settle()
    #expect(truncate(snapshot, 0) == 0)
    session.send("<")
    #expect(session.waitForExit() == .exited(1))
    #expect(session.isRestored)
    #expect(
      String(decoding: session.rawOutput, as: UTF8.self)
        .contains("the snapshot was cut short while it was open"))
  }
}
