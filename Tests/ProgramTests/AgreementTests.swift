import Foundation
import Testing

/// The dashboard and the report tell the same about the same file.
@Suite(.serialized) struct AgreementTests {
  private static let head = "user,time,event,device\n"

  /// Events of some users, each going as far as a fixed sequence of numbers says.
  private static func events(users: Int) -> String {
    var text = head
    var state: UInt64 = 7
    for user in 0..<users {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let device = state >> 40 & 1 == 0 ? "mobile" : "desktop"
      for (index, event) in ["view", "cart", "buy"].prefix(1 + Int(state >> 33 % 3)).enumerated() {
        text += "u\(user),2024-01-0\(1 + index)T10:00:00Z,\(event),\(device)\n"
      }
    }
    return text
  }

  static let files: [(name: String, text: String)] = [
    ("large.csv", events(users: 2_500)), ("small.csv", events(users: 3)),
    ("one-line.csv", head + "a,2024-01-01T10:00:00Z,view,mobile"),
    ("unended.csv", String(events(users: 40).dropLast())),
    (
      "array.json",
      #"[{"user":"a","time":1,"event":"view","device":"x"},{"user":"a","time":2,"event":"cart"},"#
        + #"{"user":"b","time":3,"event":"buy","device":"y"}]"#
    ),
  ]

  @Test(arguments: files)
  func `both show the same counts`(name: String, text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.path(name, holding: text)
    let options = [path, "--steps", name == "one-line.csv" ? "view" : "view > cart > buy"]
    let report = try ProgramRun(["report", "--by", "device", "--format", "json"] + options)
    let counts = try report.stepCounts()
    try #require(!counts.isEmpty, "\(report.error)")

    let session = try TerminalSession(arguments: options + ["--by", "device"], rows: 40)
    #expect(session.wait { $0[0].contains(" event") && !$0[0].contains("reading") })
    session.settle()
    for (label, count) in zip(["1 view", "2 cart", "3 buy"], counts) {
      #expect(Self.number(after: label, in: session) == count)
    }
    let breakdown = try #require((try report.json()["breakdowns"] as? [[String: Any]])?.first)
    for group in breakdown["groups"] as? [[String: Any]] ?? [] {
      let name = try #require((group["value"] as? [String])?.first)
      let entered = (group["funnel"] as? [String: Any])?["entered"] as? Int
      #expect(Self.number(after: name, in: session) == entered)
    }
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  /// The number that stands after a label; waits until there is one.
  private static func number(after label: String, in session: TerminalSession) -> Int? {
    var number: Int?
    _ = session.wait { lines in
      for line in lines {
        guard let range = line.range(of: label + " ") else { continue }
        let word = line[range.upperBound...].split(separator: " ").first ?? ""
        number = Int(word.replacingOccurrences(of: ",", with: ""))
        if number != nil { return true }
      }
      return false
    }
    return number
  }

  @Test func `a pair of columns is one pane of pairs`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.path("events.csv", holding: Self.events(users: 200))
    let session = try TerminalSession(
      arguments: [path, "--steps", "view > buy", "--by", "device,event", "--by", "device"],
      rows: 30, columns: 120)
    #expect(session.wait { $0.joined().contains("device x event") })
    #expect(session.wait { $0.joined().contains("mobile, view") })
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }

  @Test(arguments: ["", "user,time,event\n", "\u{0}\u{1}\u{2}\u{0}", "user,time,event\nx,y,z\n"])
  func `a file without events ends the program with the report's error`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.path("nothing.csv", holding: text)
    let report = try ProgramRun(["report", path])
    #expect(report.status == 1 && !report.error.isEmpty)
    let session = try TerminalSession(arguments: [path], rows: 24, columns: 200)
    #expect(session.waitForExit() == .exited(1))
    #expect(session.isRestored)
    let first = report.error.split(separator: "\n").first.map(String.init) ?? "nothing"
    #expect(String(decoding: session.rawOutput, as: UTF8.self).contains(first))
  }

  @Test func `both count a step nobody took by the rules of a product`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.path("events.csv", holding: Self.events(users: 3))
    let options = [path, "--steps", "view > zzz", "--rules", "mixpanel"]
    let report = try ProgramRun(["report", "--format", "json"] + options)
    #expect(try report.stepCounts() == [3, 0] && report.error.contains("zzz"))
    let session = try TerminalSession(arguments: options, rows: 40)
    #expect(Self.number(after: "1 view", in: session) == 3)
    #expect(Self.number(after: "2 zzz", in: session) == 0)
    session.send("q")
    #expect(session.waitForExit() == .exited(0))
  }
}
