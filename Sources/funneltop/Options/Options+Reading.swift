import FunnelCore
import FunnelSources
import Glibc

extension Options {
  /// Returns how the files are to be read.
  func reading() throws -> ReadingOptions {
    var reading = ReadingOptions()
    if let inputFormat {
      guard let format = InputFormat(named: inputFormat) else {
        throw UsageError(
          message: "--input-format takes csv, tsv, jsonl, json or clf, not \"\(inputFormat)\"."
            + suggestion(inputFormat, among: ["csv", "tsv", "jsonl", "json", "clf"]))
      }
      reading.inputFormat = format
    }
    reading.unitColumn = unitColumn
    reading.timeColumn = timeColumn
    reading.eventColumn = eventColumn
    reading.sessionColumn = sessionColumn
    reading.idColumn = idColumn
    reading.keepColumns = keepColumns
    reading.hasHeader = hasHeader
    if let zone { reading.inputTimeZone = zone }
    reading.maxMemory = maxMemory
    if let maxRejected { reading.maxRejected = try rejectionLimit(maxRejected) }
    return reading
  }

  /// Returns the files to read: patterns expanded, standard input when none is named.
  func inputPaths() throws(UsageError) -> [String] {
    guard paths.isEmpty else {
      if paths.contains("-"), isatty(STDIN_FILENO) == 1 {
        throw UsageError(
          message:
            "- reads events from standard input, which is this terminal; pipe a file into it.")
      }
      return expandPaths(paths)
    }
    guard isatty(STDIN_FILENO) == 0 else { throw UsageError(message: "name a file to read.") }
    return ["-"]
  }

  private func rejectionLimit(
    _ text: String
  ) throws(UsageError) -> ReadingOptions.RejectionLimit {
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), percent >= 0 {
      return .fraction(percent / 100)
    }
    if let count = Int(text), count >= 0 { return .count(count) }
    throw UsageError(message: "--max-rejected takes a number or a percentage, not \"\(text)\".")
  }
}
