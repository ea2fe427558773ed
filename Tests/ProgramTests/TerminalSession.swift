import CPseudoTerminal
import Foundation

/// How a program ended.
enum ExitStatus: Equatable {
  case exited(Int32)
  case signaled(Int32)
}

/// The built program on a terminal of its own, its screen read as a person would see it.
final class TerminalSession {
  /// Every byte the program sent.
  private(set) var rawOutput: [UInt8] = []
  private(set) var rows: Int
  private(set) var columns: Int
  private var program: pt_program
  private let screen: OpaquePointer
  private var status: ExitStatus?

  /// Starts `funneltop`; `environment` is added to a small fixed one, an empty value removes a name.
  init(
    arguments: [String], rows: Int = 24, columns: Int = 80, environment: [String: String] = [:],
    program path: String? = nil, dataInput: Int32 = -1
  ) throws {
    let path = try path ?? Self.builtProgram()
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "HOME": NSTemporaryDirectory(), "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { _, new in new }
    let argumentList = CStringList([path] + arguments)
    let variableList = CStringList(
      variables.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted())
    self.rows = rows
    self.columns = columns
    screen = pt_screen_new(Int32(rows), Int32(columns))
    program = pt_start(
      path, argumentList.pointers, variableList.pointers, Int32(rows), Int32(columns), dataInput)
    guard program.process > 0 else { throw SessionError.notStarted }
  }

  deinit {
    if status == nil {
      kill(program.process, SIGKILL)
      waitpid(program.process, nil, 0)
    }
    pt_close(&program)
    pt_screen_free(screen)
  }

  enum SessionError: Error {
    case programNotBuilt
    case notStarted
  }

  /// The program that `FUNNELTOP_PROGRAM` names, or else the one beside the test bundle.
  static func builtProgram() throws -> String {
    if let named = ProcessInfo.processInfo.environment["FUNNELTOP_PROGRAM"] { return named }
    var places = [CommandLine.arguments[0], "/proc/self/exe"]
    if let flag = CommandLine.arguments.firstIndex(of: "--test-bundle-path"),
      flag + 1 < CommandLine.arguments.count
    {
      places.insert(CommandLine.arguments[flag + 1], at: 0)
    }
    places += [Bundle.main.bundlePath + "/x", "./.build/debug/x"]
    for place in places {
      let folder = URL(fileURLWithPath: place).resolvingSymlinksInPath().deletingLastPathComponent()
      let candidate = folder.appendingPathComponent("funneltop").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw SessionError.programNotBuilt
  }

  // MARK: Acting

  /// Types text.
  func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(program.controller, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Changes the size of the window.
  func resize(rows: Int, columns: Int) {
    pump(milliseconds: 0)
    self.rows = rows
    self.columns = columns
    pt_screen_resize(screen, Int32(rows), Int32(columns))
    pt_resize(&program, Int32(rows), Int32(columns))
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { kill(program.process, number) }

  /// Closes the window.
  func hangUp() { pt_close(&program) }

  // MARK: Waiting

  /// Reads what the program sends until `condition` holds for the lines on screen.
  func wait(
    _ timeout: Double = 120, until condition: ([String]) throws -> Bool
  ) rethrows -> Bool {
    let deadline = Date(timeIntervalSinceNow: timeout)
    pump(milliseconds: 0)
    while try !condition(lines) {
      if Date() > deadline { return false }
      pump(milliseconds: 50)
    }
    return true
  }

  /// Waits until the program has taken over the screen and drawn something.
  func waitUntilDrawn(_ timeout: Double = 60) -> Bool {
    wait(timeout) { lines in isOnAlternateScreen && lines.contains { $0.contains { $0 != " " } } }
  }

  /// Reads until nothing came for a while, and returns how many bytes came.
  @discardableResult func settle(quietMilliseconds: Int32 = 300) -> Int {
    let before = rawOutput.count
    while pump(milliseconds: quietMilliseconds) {}
    return rawOutput.count - before
  }

  /// Waits for the end of the program; nil when it goes on past the timeout.
  func waitForExit(_ timeout: Double = 60) -> ExitStatus? {
    let deadline = Date(timeIntervalSinceNow: timeout)
    while status == nil, Date() < deadline {
      var raw: Int32 = 0
      if waitpid(program.process, &raw, WNOHANG) == program.process {
        var code: Int32 = 0
        status = pt_exited(raw, &code) ? .exited(code) : .signaled(code)
      } else if !pump(milliseconds: 20) {
        usleep(5000)
      }
    }
    while pump(milliseconds: 0) {}
    return status
  }

  /// Reads what is there within the time; false when nothing came.
  @discardableResult private func pump(milliseconds: Int32) -> Bool {
    var watched = pollfd(fd: program.controller, events: Int16(POLLIN), revents: 0)
    guard program.controller >= 0, poll(&watched, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(program.controller, &buffer, buffer.count)
    guard count > 0 else { return false }
    rawOutput += buffer.prefix(count)
    buffer.withUnsafeBytes { bytes in
      pt_screen_feed(screen, bytes.bindMemory(to: CChar.self).baseAddress, count)
    }
    return true
  }

  // MARK: Looking

  /// The text on screen, one string per row, trailing spaces kept.
  var lines: [String] {
    (0..<rows).map { row in
      (0..<columns).map { cell(row: row, column: $0).text }.joined()
    }
  }

  /// One cell as the emulator shows it.
  func cell(row: Int, column: Int) -> ScreenCell {
    ScreenCell(pt_screen_cell(screen, Int32(row), Int32(column)))
  }

  /// Whether the program's own screen is shown rather than the shell's.
  var isOnAlternateScreen: Bool { pt_screen_is_alternate(screen) }

  /// Whether the cursor is visible.
  var showsCursor: Bool { pt_screen_shows_cursor(screen) }

  /// Whether lines are edited and echoed again, as a shell needs it.
  var isCanonical: Bool { pt_is_canonical(&program) }

  /// Whether shell's screen, cursor and line editing are all back.
  var isRestored: Bool { !isOnAlternateScreen && showsCursor && isCanonical }
}
