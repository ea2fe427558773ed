import TerminalUI

/// The signs the dashboard draws with, in Unicode or in ASCII, and its word for what is counted.
struct Glyphs: Sendable {
  let ascii: Bool
  /// What one of those counted is called; an `s` makes it many.
  var noun = "user"

  var nouns: String { noun + "s" }

  var minus: String { ascii ? "-" : "−" }
  var dot: String { ascii ? "|" : "·" }
  var arrow: String { ascii ? "->" : "→" }
  var crumb: String { ascii ? ">" : "›" }
  var lossMark: String { ascii ? "v" : "▼" }
  var betterMark: String { ascii ? "^" : "▲" }
  var pointer: String { ascii ? "<" : "◀" }
  var selected: String { ascii ? ">" : "▶" }
  var none: String { ascii ? "-" : "—" }
  var range: String { ascii ? "-" : "–" }
  var ellipsis: DisplayText { ascii ? "~" : "…" }
  var rule: String { ascii ? "-" : "─" }
  /// The line of a period before, and of one whose share may still rise.
  var before: String { ascii ? "=" : "┄" }
  var openBefore: String { ascii ? "." : "·" }

  /// The spinner's picture after a number of ticks.
  func spinner(_ tick: Int) -> String {
    let frames = ascii ? ["|", "/", "-", "\\"] : ["◐", "◓", "◑", "◒"]
    return frames[tick % frames.count]
  }

  /// The text cut to at most so many columns, with a sign where something is missing.
  func clip(_ text: DisplayText, to columns: Int) -> DisplayText {
    if text.width <= columns { return text }
    guard columns > 0 else { return "" }
    return text.clipped(to: columns - 1, ellipsis: false) + ellipsis
  }

  /// A text from data cut to at most so many columns, as text that is still to be made safe.
  func clip(_ text: String, to columns: Int) -> String {
    guard DisplayText(text).width > columns else { return text }
    var cut = text
    while !cut.isEmpty, DisplayText(cut).width > columns - 1 { cut.removeLast() }
    return cut + (ascii ? "~" : "…")
  }

  /// The text in exactly so many columns.
  func fit(_ text: DisplayText, to columns: Int, right: Bool = false) -> DisplayText {
    clip(text, to: columns).padded(to: columns, alignment: right ? .right : .left)
  }
}
