/// Text that is safe to show: the only text a cell accepts.
///
/// Data can hold terminal commands, right-to-left overrides and characters nobody can see. All of
/// them are written out visibly (`\x1B`, `\u{202E}`), so distinct values stay distinct on screen and
/// none can move the cursor or pose as another.
public struct DisplayText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The safe text.
  public let string: String
  /// Columns it takes on screen.
  public let width: Int

  /// Text from a string, made safe.
  public init(_ raw: String) {
    self.init(safe: Sanitizer.safeText(raw))
  }

  /// Text from a literal, made safe like any other.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// Text that came out of the sanitizer or was put together from such text.
  init(safe: String) {
    string = safe
    width = displayWidth(of: safe)
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { string.isEmpty }

  /// Both texts, one after the other.
  public static func + (left: DisplayText, right: DisplayText) -> DisplayText {
    DisplayText(safe: left.string + right.string)
  }

  /// Appends a text.
  public static func += (left: inout DisplayText, right: DisplayText) {
    left = left + right
  }
}

extension Sequence<DisplayText> {
  /// All texts in order with `separator` between them.
  public func joined(separator: DisplayText = "") -> DisplayText {
    DisplayText(safe: map(\.string).joined(separator: separator.string))
  }
}

extension DisplayText: CustomStringConvertible {
  /// The safe text.
  public var description: String { string }
}
