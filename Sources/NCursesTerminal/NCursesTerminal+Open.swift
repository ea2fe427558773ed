import CNCurses
import Glibc
import TerminalUI

extension NCursesTerminal {
  /// Takes over the terminal: screen on standard output, keys from standard input, or from
  /// `/dev/tty` when standard input is data.
  ///
  /// Throws ``TerminalError`` and leaves the terminal untouched when that cannot work.
  public static func open(_ options: ScreenOptions = ScreenOptions()) throws -> NCursesTerminal {
    let isUTF8 = setlocale(LC_ALL, "") != nil && nc_locale_is_utf8()
    guard isatty(STDOUT_FILENO) == 1 else { throw TerminalError.notATerminal }
    try checkName()
    let input = try keyboard()
    if getenv("ESCDELAY") == nil { set_escdelay(25) }

    // The guard comes first: from the first byte sent, every end of the program restores.
    let wantsBacktrace = getenv("FUNNELTOP_BACKTRACE").map { String(cString: $0) } == "1"
    nc_guard_arm(input, !wantsBacktrace)
    let bell = nc_signals_catch()
    guard bell >= 0, let screen = nc_newterm(input) else {
      nc_guard_disarm()
      nc_signals_release()
      throw TerminalError.failed("ncurses did not start")
    }
    nc_stderr_capture()
    return NCursesTerminal(
      screen: screen, input: input, bell: bell, isUTF8: isUTF8, options: options)
  }

  private static func checkName() throws {
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    if name.isEmpty { throw TerminalError.termUnset }
    let shownName = DisplayText(name).string
    if name == "dumb" { throw TerminalError.termCannotDraw(shownName) }
    guard nc_guard_prepare() == nc_terminfo_found, let move = tigetstr("cup"),
      Int(bitPattern: move) != -1
    else { throw TerminalError.termUnknown(shownName) }
  }

  private static func keyboard() throws -> Int32 {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    let device = Glibc.open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard device >= 0 else { throw TerminalError.notATerminal }
    return device
  }
}
