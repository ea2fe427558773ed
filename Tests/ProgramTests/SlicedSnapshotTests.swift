import Foundation
import Testing

/// A snapshot with the sliced form of the events, and one that is damaged.
@Suite struct SlicedSnapshotTests {
  private let folder: TemporaryFolder
  private let sliced = "sliced.funnel"
  private let plain = "plain.funnel"

  /// Makes a snapshot with the sliced form and one without; some users have very many events.
  init() throws {
    folder = try TemporaryFolder()
    var text = "user,time,event,device,price\n"
    for user in 0..<500 {
      let count = user % 100 == 7 ? 700 : user % 9 + 1
      for step in 0..<count {
        let event = ["view", "cart", "pay", "view"][(step + user / 3) % 4]
        let device = user % 5 == 0 ? "" : ["mobile", "desktop", "tablet"][(user + step) % 3]
        text +=
          "u\(user),\(1_700_000_000 + user * 911 + step / 2 * 977),\(event),\(device),\(step).5\n"
      }
    }
    _ = try folder.path("events.csv", holding: text + "u,soon,view,,\n")
    for (name, form) in [(sliced, "sliced"), (plain, "simple")] {
      let run = try ProgramRun(
        ["snapshot", "events.csv", "-o", name], folder: folder,
        environment: ["FUNNELTOP_ENGINE": form])
      #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    }
  }

  private static let funnel = ["--steps", "view > cart > pay", "--window", "1h"]

  private func size(of name: String) throws -> Int {
    try Data(contentsOf: folder.url.appendingPathComponent(name)).count
  }

  @Test func `the sliced form is a part of its own`() throws {
    #expect(try size(of: sliced) > size(of: plain))
  }

  @Test(arguments: ["text", "json", "csv", "md", "html", "svg"])
  func `every report is that of the original, whatever counts it`(format: String) throws {
    // A picture shows one thing.
    let parts = format == "svg" ? [] : ["--by", "device", "--trend", "day", "--histogram", "auto"]
    let question = ["report", "--format", format] + Self.funnel + parts
    let wanted = try ProgramRun(question + ["events.csv"], folder: folder)
    #expect(wanted.status == 0 && wanted.output.count > 200)
    for name in [sliced, plain] {
      for form in ["", "simple", "sliced"] {
        for threads in ["1", "2", "7"] {
          let found = try ProgramRun(
            question + [name], folder: folder,
            environment: ["FUNNELTOP_ENGINE": form, "FUNNELTOP_THREADS": threads])
          #expect(found.output == wanted.output, "\(name) \(form) \(threads)")
          #expect(found.status == 0 && found.error == wanted.error)
        }
      }
    }
  }

  @Test func `what was asked of a snapshot is asked of one made from it`() throws {
    let environment = ["FUNNELTOP_ENGINE": "sliced"]
    let run = try ProgramRun(
      ["snapshot", plain, "-o", "again.funnel"], folder: folder, environment: environment)
    #expect(run.status == 0, "\(run.error)")
    let files = try [sliced, "again.funnel"].map {
      try Data(contentsOf: folder.url.appendingPathComponent($0))
    }
    #expect(files[0] == files[1])
  }

  /// Changes the first byte that follows a text in the sliced snapshot; the text must be there once.
  private func damage(behind text: String) throws {
    let url = folder.url.appendingPathComponent(sliced)
    var data = try Data(contentsOf: url)
    let range = try #require(data.range(of: Data(text.utf8), options: .backwards))
    data[range.upperBound - 1] ^= 0x20
    try data.write(to: url)
  }

  @Test func `a damaged column is told when it is asked about`() throws {
    try damage(behind: "tablet")
    let question = ["report", sliced] + Self.funnel
    let wanted = try ProgramRun(["report", "events.csv"] + Self.funnel, folder: folder)
    // Nobody looks at the column.
    #expect(try ProgramRun(question, folder: folder).output == wanted.output)
    for more in [["--by", "device"], ["--where", "device = mobile"]] {
      let run = try ProgramRun(question + more, folder: folder)
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(
        run.error.contains("damaged in the column \"device\", from byte "), "\(run.error)")
      #expect(run.error.contains("funneltop snapshot FILE… -o NAME.funnel"))
    }
    for command in [["inspect", sliced], ["snapshot", sliced, "-o", "copy.funnel"]] {
      let run = try ProgramRun(command, folder: folder)
      #expect(run.status == 1 && run.error.contains("column \"device\""), "\(run.error)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/copy.funnel"))
  }

  @Test func `damage found while a dashboard is open ends it with a word`() throws {
    try damage(behind: "tablet")
    let path = folder.url.appendingPathComponent(sliced).path
    let session = try TerminalSession(
      arguments: [path] + Self.funnel + ["--by", "device"], rows: 30, columns: 120)
    #expect(session.waitForExit() == .exited(1))
    #expect(session.isRestored)
    let output = String(decoding: session.rawOutput, as: UTF8.self)
    #expect(output.contains("the snapshot is damaged in the column \"device\""))
  }
}
