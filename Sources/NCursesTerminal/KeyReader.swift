import CNCurses
import Glibc
import TerminalUI

/// Reads what ncurses made of the keyboard's bytes and gives keys their names.
struct KeyReader {
  /// Keys read ahead while telling an Escape from the start of a sequence.
  private var queue: [Key] = []
  /// Whether the last read met the end of the terminal.
  private(set) var isAtEnd = false

  private enum Input: Equatable {
    case text(UInt32)
    case code(Int32)
  }

  /// The next key that is there already, without waiting.
  mutating func next() -> Key? {
    if !queue.isEmpty { return queue.removeFirst() }
    while let input = read() {
      switch input {
      case .code(let code):
        if let key = Self.key(forCode: code) { return key }
      case .text(0x1B):
        if let key = afterEscape() { return key }
      case .text(let value):
        if let key = Self.key(forText: value) { return key }
      }
    }
    return nil
  }

  private mutating func read() -> Input? {
    var value = wint_t()
    errno = 0
    switch wget_wch(nc_stdscr(), &value) {
    case OK: return .text(value)
    case KEY_CODE_YES: return .code(Int32(bitPattern: value))
    default:
      isAtEnd = [EIO, ENXIO, EBADF].contains(errno)
      return nil
    }
  }

  /// An Escape, or nil when the bytes after it were a sequence nobody asked for.
  private mutating func afterEscape() -> Key? {
    guard let first = read() else { return .escape }
    guard case .text(let introducer) = first else {
      if case .code(let code) = first, let key = Self.key(forCode: code) { queue.append(key) }
      return .escape
    }
    let kind = Unicode.Scalar(introducer)
    if kind == "[" || kind == "O" {
      guard let second = read() else {
        queue.append(.character(kind == "[" ? "[" : "O"))
        return .escape
      }
      skipControlSequence(from: second)
      return nil
    }
    if kind == "]" || kind == "P" || kind == "_" || kind == "^", let second = read() {
      skipString(from: second)
      return nil
    }
    if let key = Self.key(forText: introducer) { queue.append(key) }
    return .escape
  }

  /// Drops parameters up to the final byte of a control sequence.
  private mutating func skipControlSequence(from first: Input) {
    var input: Input? = first
    while case .text(let value)? = input, !(0x40...0x7E).contains(value) { input = read() }
  }

  /// Drops an answer of the terminal up to its terminator: BEL or Escape backslash.
  private mutating func skipString(from first: Input) {
    var input: Input? = first
    while let current = input, current != .text(0x07) {
      input = read()
      if current == .text(0x1B) { return }
    }
  }

  private static func key(forText value: UInt32) -> Key? {
    switch value {
    case 0x09: return .tab
    case 0x0A, 0x0D: return .enter
    case 0x08, 0x7F: return .backspace
    case 0x1B: return .escape
    case 0x00: return .control(" ")
    case 0x01...0x1A:
      return Unicode.Scalar(value + 0x60).map { .control(Character($0)) }
    case 0x1C...0x1F:
      return Unicode.Scalar(value + 0x40).map { .control(Character($0)) }
    default:
      return Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  private static func key(forCode code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_HOME: return .home
    case KEY_END: return .end
    case KEY_PPAGE: return .pageUp
    case KEY_NPAGE: return .pageDown
    case KEY_ENTER: return .enter
    case KEY_BACKSPACE: return .backspace
    case KEY_BTAB: return .backTab
    case KEY_IC: return .insert
    case KEY_DC: return .delete
    case nc_key_f(1)...nc_key_f(24): return .function(Int(code - nc_key_f(0)))
    default: return nil
    }
  }
}
