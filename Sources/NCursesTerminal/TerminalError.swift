/// Why the dashboard cannot take over the terminal.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Output or input is no terminal.
  case notATerminal
  /// The variable TERM is empty or not set.
  case termUnset
  /// TERM names a terminal that cannot place text.
  case termCannotDraw(String)
  /// No description of the terminal TERM names is installed.
  case termUnknown(String)
  /// The system refused something else.
  case failed(String)

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .notATerminal:
      "the dashboard needs a terminal for its screen and keys; "
        + "without one, print the numbers: funneltop report"
    case .termUnset:
      "TERM is not set, so the terminal's language is unknown; "
        + "try TERM=xterm-256color, or print the numbers: funneltop report"
    case .termCannotDraw(let name):
      "TERM=\(name) cannot place text on the screen; "
        + "try TERM=xterm-256color, or print the numbers: funneltop report"
    case .termUnknown(let name):
      "TERM=\(name) is not known on this system; "
        + "try TERM=xterm-256color or TERM=vt100, or print the numbers: funneltop report"
    case .failed(let reason):
      "the terminal could not be opened: \(reason)"
    }
  }
}
