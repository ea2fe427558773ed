import CNCurses
import Glibc
public import TerminalUI

/// The terminal the program runs in: the only owner of the screen and of ncurses.
@MainActor public final class NCursesTerminal: Terminal {
  /// The extent of the screen now.
  public internal(set) var size: Size
  /// Whether the locale writes UTF-8; without it the screen is drawn in ASCII.
  public let isUTF8: Bool
  /// Whether nothing but ASCII is sent, because of the locale or by option.
  public let isASCII: Bool
  /// The bell that makes ``nextEvent(timeoutMilliseconds:)`` return, for other threads.
  public let waker = Waker()
  /// The signal that told the program to end, if one did: see ``finish()``.
  public internal(set) var pendingSignal: Int32?

  let input: Int32
  let bell: Int32
  var keys = KeyReader()
  var isWoken = false
  var emptyReads = 0
  private let screen: OpaquePointer
  private var colors: ColorPairs
  private var shown: Canvas?
  private var isOpen = true

  init(screen: OpaquePointer, input: Int32, bell: Int32, isUTF8: Bool, options: ScreenOptions) {
    self.screen = screen
    self.input = input
    self.bell = bell
    self.isUTF8 = isUTF8
    isASCII = options.ascii || !isUTF8
    let noColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    colors = ColorPairs(wanted: options.color == .always || (options.color == .auto && !noColor))
    size = Size(columns: Int(getmaxx(nc_stdscr())), rows: Int(getmaxy(nc_stdscr())))
    prepare()
  }

  private func prepare() {
    cbreak()
    noecho()
    nonl()
    intrflush(nc_stdscr(), false)
    keypad(nc_stdscr(), true)
    nodelay(nc_stdscr(), true)
    leaveok(nc_stdscr(), true)
    curs_set(0)
  }

  /// Shows a canvas; only what differs from the last one is sent, nothing when nothing does.
  public func present(_ canvas: Canvas) {
    guard isOpen, canvas != shown else { return }
    for run in canvas.changes(from: shown) { draw(run) }
    shown = canvas
    wrefresh(nc_stdscr())
  }

  private func draw(_ run: Canvas.Run) {
    let attributes = run.style.attributes
    let pair = colors.pair(for: run.style)
    for (offset, text) in run.texts.enumerated() where !text.isEmpty {
      let next = offset + 1
      let width: Int32 = next < run.texts.count && run.texts[next].isEmpty ? 2 : 1
      nc_put(
        nc_stdscr(), Int32(run.row), Int32(run.column + offset),
        isASCII ? asciiForm(of: text) : text, width, attributes, pair)
    }
  }

  /// Gives the screen back, stops the process, and takes the screen again when it is continued.
  public func suspend() {
    guard isOpen else { return }
    endwin()
    nc_stop()
    resume()
  }

  /// Takes the screen again after a stop and reads its size anew.
  func resume() {
    reset_prog_mode()
    readSize()
    redraw()
  }

  /// Draws the last canvas anew, whatever the terminal shows now.
  public func redraw() {
    guard isOpen else { return }
    clearok(nc_curscr(), true)
    wrefresh(nc_stdscr())
  }

  /// Asks the terminal for its size and fits the screen to it.
  func readSize() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return }
    let new = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    guard new != size else { return }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    // Terminals keep, cut or wrap what they showed, so nothing on screen can be relied on.
    werase(nc_stdscr())
    clearok(nc_curscr(), true)
    size = new
    shown = nil
  }

  /// Gives the screen back and shows messages that were written meanwhile; harmless twice.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    endwin()
    nc_guard_disarm()
    nc_signals_release()
    delscreen(screen)
    nc_stderr_replay()
  }

  /// Closes the terminal; when a signal told the program to end, ends it by that signal.
  ///
  /// The exit status is then 128 plus the signal's number, so scripts see why the program ended.
  public func finish() {
    close()
    if let pendingSignal { nc_die(pendingSignal) }
  }
}
