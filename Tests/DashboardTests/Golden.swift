import Foundation
import Testing

/// Compares text with a file beside the tests; RECORD_GOLDEN writes the file and fails the run.
func expectGolden(
  _ actual: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Golden")
  let url = folder.appending(path: "\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: url)
    Issue.record(
      "recorded \(name); run again without RECORD_GOLDEN", sourceLocation: sourceLocation)
    return
  }
  #expect(try actual == String(contentsOf: url, encoding: .utf8), sourceLocation: sourceLocation)
}
