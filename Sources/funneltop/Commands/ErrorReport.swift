import FunnelCore
import FunnelSources
import Glibc
import NCursesTerminal
import TerminalUI

/// What the user is told when the program cannot do what was asked.
struct ErrorReport: Sendable {
  let message: String
  let status: Int32

  /// Words any error the program can meet.
  init(_ error: any Error) {
    switch error {
    case let error as UsageError: (message, status) = (error.message, ExitStatus.usage)
    case let error as QueryError: (message, status) = (error.message, ExitStatus.usage)
    case let error as SourceError: (message, status) = (error.message, ExitStatus.failure)
    case let error as TerminalError: (message, status) = (error.description, ExitStatus.failure)
    case OutputError.readerLeft: (message, status) = ("", ExitStatus.done)
    case OutputError.cannotWrite(let path, let reason):
      (message, status) = ("cannot write \(path): \(reason)", ExitStatus.failure)
    default: (message, status) = ("\(error)", ExitStatus.failure)
    }
  }

  /// Prints the message on standard error and returns the exit status.
  func tell() -> Int32 {
    if !message.isEmpty { writeToStandardError("funneltop: \(message)") }
    return status
  }
}

/// What the user should know although the program can do what was asked.
struct Warning {
  let message: String

  init(_ message: String) { self.message = message }

  /// Prints the message on standard error.
  func tell() { writeToStandardError("funneltop: warning: \(message)") }
}

/// Writes lines to standard error, made safe for a terminal.
private func writeToStandardError(_ text: String) {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let safe = lines.map { DisplayText(String($0)).string }.joined(separator: "\n") + "\n"
  let bytes = Array(safe.utf8)
  // Nothing can be done when even this cannot be written.
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
