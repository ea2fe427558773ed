import Foundation

/// One run of the built program without a terminal: exit status, standard output, standard error.
struct ProgramRun {
  let status: Int32
  let output: String
  let error: String

  /// Runs the program to its end with text on standard input, in a folder where one is given;
  /// `environment` is added to that of the tests.
  init(
    _ arguments: [String], input: String = "", folder: TemporaryFolder? = nil,
    environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try TerminalSession.builtProgram())
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder.url }
    let output = Pipe()
    let error = Pipe()
    let source = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = source
    try process.run()
    // A program that ends without reading closes the pipe, which is no matter here.
    signal(SIGPIPE, SIG_IGN)
    try? source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try source.fileHandleForWriting.close()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.error = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// The output as a JSON object.
  func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
  }

  /// The number of users of each step in a JSON report.
  func stepCounts() throws -> [Int] {
    let steps = (try json()["funnel"] as? [String: Any])?["steps"] as? [[String: Any]]
    return (steps ?? []).compactMap { $0["count"] as? Int }
  }
}

/// A folder that is removed with the test that made it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("funneltop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder, written when text is given.
  func path(_ name: String, holding text: String? = nil) throws -> String {
    let file = url.appendingPathComponent(name)
    if let text { try text.write(to: file, atomically: false, encoding: .utf8) }
    return file.path
  }
}
