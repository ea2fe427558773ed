/// A key or a chord as the user means it.
public enum Key: Hashable, Sendable {
  /// A key that types something.
  case character(Character)
  /// Control with a letter, in lower case: `control("c")`.
  case control(Character)
  case up, down, left, right, home, end, pageUp, pageDown
  case enter, escape, backspace, tab, backTab, insert, delete
  /// F1 is 1.
  case function(Int)
}

/// What a terminal can tell the program.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The window has a new size, or the screen has to be drawn again after a stop.
  case resized(Size)
  /// Another thread asked for attention.
  case woken
  /// The time given ran out.
  case timedOut
  /// The terminal is gone or the program was told to end; draw no more and leave.
  case closed
}

/// A screen and a keyboard, used by the main thread alone.
@MainActor public protocol Terminal: AnyObject {
  /// The extent of the screen now.
  var size: Size { get }
  /// Shows a canvas; only what differs from the last one is sent.
  func present(_ canvas: Canvas)
  /// Waits for the next event, at most so many milliseconds; for ever without a number.
  func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent
  /// Gives the screen back and stops the program until it is continued (Ctrl-Z).
  func suspend()
  /// Draws everything anew, whatever the terminal shows now (Ctrl-L).
  func redraw()
  /// Gives the screen back. Closing twice does nothing.
  func close()
}
